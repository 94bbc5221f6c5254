"""Originals to records: readers, one neutral model, repair, facts, Markdown, a report."""

from __future__ import annotations

from vanban.importer.model import ImportReport, Options
from vanban.importer.run import files_in, import_files, run

__all__ = ["ImportReport", "Options", "files_in", "import_files", "run"]
