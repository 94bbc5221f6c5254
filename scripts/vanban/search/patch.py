"""One shard with some postings changed: read as bytes, mended, written as a whole build would.

``Outgrown`` asks for a whole build: a long list isn't long any more and has lost its finer codes.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from bisect import insort
from collections.abc import Mapping
from functools import lru_cache

from vanban.search.listing import mended, split_terms, varint
from vanban.search.scripts import File, script
from vanban.text import search_key

Change = Mapping[int, int | None]
"""Document to its code, None when it hasn't the term any more."""

Sort = tuple[tuple[str, str], ...]


def values_of(data: bytes) -> list[object]:
    """What a file of the index gives to ``V``: key, stamp, values."""
    made: list[object] = json.loads(b"[" + data[2:-2] + b"]")
    return made


def patch_shard(
    key: str, stamp: str, data: bytes, changes: Mapping[str, Change]
) -> tuple[File, dict[str, int]]:
    """(the shard mended, in how many documents each changed term is now; of a single word, all
    that are written alike without marks).

    ``data`` is the file as it was; ``changes`` are by term as it is written.
    """
    _, _, names, lists = values_of(data)
    forms = str(names).split("|") if names else []
    table = dict(zip(forms, split_terms(b64decode(str(lists)), len(forms)), strict=True))
    for form, change in changes.items():
        if form not in table:
            insort(forms, form, key=sort_of)
        term = table.get(form, b"")
        for document, code in change.items():
            term = mended(term, document, code)
        table[form] = term
    kept = [form for form in forms if table[form]]
    body = b64encode(b"".join(map(table.__getitem__, kept))).decode()
    return script(key, stamp, "|".join(kept), body), {form: _count(form, table) for form in changes}


def _count(form: str, table: Mapping[str, bytes]) -> int:
    """Documents of a term, or more than few of it."""
    own = _documents(table[form])
    if own > 1 or " " in form:
        return own
    return sum(_documents(term) for other, term in table.items() if _alike(form, other))


def _documents(term: bytes) -> int:
    return varint(term, 0 if term[0] else 1)[0] if term else 0


def _alike(form: str, other: str) -> bool:
    return " " not in other and _word(form)[0] == _word(other)[0]


@lru_cache(maxsize=200_000)
def _word(word: str) -> tuple[str, str]:
    return search_key(word), word


def sort_of(form: str) -> Sort:
    """Terms stand in the order of their words' keys."""
    return tuple(map(_word, form.split(" ")))
