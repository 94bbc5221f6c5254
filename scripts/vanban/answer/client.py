"""The page's search script with its engine asking the endpoint; the interface is the same."""

from __future__ import annotations

from vanban.search.asking import asking_part
from vanban.search.client import engine_script


def served_script() -> bytes:
    """Sent by the endpoint in place of the site's engine: it asks where it came from."""
    return engine_script(asking_part("assets/vanban/"))
