"""A built site to the place people read it from: whole, provable, and back again.

plan (pure) → show → ask → send beside what is live → verify → switch → history → prune.
Only ``send/`` opens connections.
"""
