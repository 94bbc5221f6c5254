"""Tests that build many small sites; the reader of indexes beside them."""

import sys
from pathlib import Path

from builder import build, fixed_day

__all__ = ["build", "fixed_day"]

sys.path.insert(0, str(Path(__file__).parent))
