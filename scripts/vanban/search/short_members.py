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
    "docs words page plain df card score load worth list chosen written base codes place query"
    " phrases doc months term show first frame box board lone met units late choices weight marked"
    " lists titled widened typed live good lift row anywhere spelt forms must out second columns"
    " onlyFirst bytes unlike loose names sets run may termName result cancel passes newest places"
    " until given unknownDate kinds rich long gone used allOf refuted column factor qualities"
    " missed answer isOpen parted order whole dated shard byCompounds gain numbers byName timely"
    " terms spans pages named coded prepare hasNumber initials idle known looksUnfinished"
    " phraseUnits numbersLike letters byGiven office inTime byMost field tools chips paper asked"
    " fault date rest skip done elsewhere miss bar starts nodes previous"
)
PRIVATE = tuple(_NAMES.split())
"""The most frequent first."""
UNUSED = words_of(
    "load list phrases show first weight result frame bytes cancel query words forms gain"
)
"""Those that members of the browser have, too, which these scripts must not use."""
_TAKEN = words_of("c e i k l m n q s t u v x y V so to tu")
"""Short members that aren't ours alone, or not of objects that may have one of these."""


def _short() -> list[str]:
    double = (a + b for a, b in product("tnrse", ascii_lowercase))
    return [name for name in [*ascii_lowercase, *ascii_uppercase, *double] if name not in _TAKEN]


SHORT_MEMBERS = dict(zip(PRIVATE, _short(), strict=False))
