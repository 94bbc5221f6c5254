"""Two texts side by side: which clause became which, and word by word what changed in it.

sections --clauses--> units of clauses --align--> pairs of units and of clauses --words--> edits

Pure: it knows nothing of documents, relations or pages. Every text that differs is shown, none
is repaired; what doesn't count as a difference (blanks, kinds of dashes and quotation marks,
where a tone mark stands in ``hòa``) is still returned as it was printed.
"""

from __future__ import annotations

from vanban.compare.align import compare
from vanban.compare.clauses import read_units
from vanban.compare.values import Clause, ClauseRow, Comparison, Counts, Edit, Unit, UnitRow
from vanban.compare.words import apply, word_edits

__all__ = [
    "Clause",
    "ClauseRow",
    "Comparison",
    "Counts",
    "Edit",
    "Unit",
    "UnitRow",
    "apply",
    "compare",
    "read_units",
    "word_edits",
]
