"""Tests that build many small sites."""

from builder import build, fixed_day

__all__ = ["build", "fixed_day"]
