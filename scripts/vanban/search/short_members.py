"""Short names for members of our own objects, which nothing outside the scripts knows.

The same in each script, for they lend each other objects. A name of the browser's, of
``contract.d.ts``, of a file in ``tim/``, of ``weights.json`` or of what is kept in the history
must not stand here (but ``UNUSED``), nor one that is written as a text anywhere (``tests/search/test_lean.py``,
``tests/browser/test_search_ui.py``).
"""

from __future__ import annotations

from itertools import product
from string import ascii_lowercase, ascii_uppercase

from vanban.search.script_tokens import words_of

_NAMES = (
    "docs words df load score worth card doc place chosen base box marked term list lone codes page lists met"
    " board months units late choices titled widened typed allOf live good lift row bar must out"
    " passes newest loose names places starts until given pairs sets run may unknownDate second"
    " refuted columns column factor onlyFirst anywhere qualities kinds termName rich long gone"
    " numbers used missed answer isOpen nodes shards parted order whole dated byName shard timely"
    " byCompounds terms spans pages named coded looksUnfinished singles prepare phraseUnits"
    " hasNumber numbersLike initials previous letters byGiven office inTime byMost idle field tools"
    " chips paper asked fault date rest skip done known query show phrases first weight result frame"
    " bytes cancel"
)
PRIVATE = tuple(_NAMES.split())
"""The most frequent first."""
UNUSED = words_of("load list phrases show first weight result frame bytes cancel query words")
"""Those that members of the browser have, too, which these scripts must not use."""
_TAKEN = words_of("c e i k l m n q s t u v x y V so to tu")
"""Short members that aren't ours alone, or not of objects that may have one of these."""


def _short() -> list[str]:
    double = (a + b for a, b in product("tnrse", ascii_lowercase))
    return [name for name in [*ascii_lowercase, *ascii_uppercase, *double] if name not in _TAKEN]


SHORT_MEMBERS = dict(zip(PRIVATE, _short(), strict=False))
