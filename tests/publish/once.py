"""Publish one version once: ``python once.py PLACE VERSION [USER]``, as another user if named."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from publish.conftest import Publisher

if __name__ == "__main__":
    if len(sys.argv) > 3 and os.geteuid() == 0:
        os.setgid(int(sys.argv[3]))
        os.setuid(int(sys.argv[3]))
    Publisher(Path(sys.argv[1])).publish(int(sys.argv[2]))
