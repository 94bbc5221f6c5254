"""The benchmark's modules are scripts in one folder; its tests import them by their own names."""

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "gold" / "search")]
