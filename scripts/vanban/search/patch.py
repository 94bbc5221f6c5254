"""One shard with some postings changed: read as bytes, mended, written as a whole build would."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from vanban.search.listing import (
    Shrunk,
    head_of,
    is_head,
    is_split,
    mended,
    mended_head,
    split_terms,
    varint,
    write_term,
)
from vanban.search.scripts import File, address, script
from vanban.text import search_key

Change = Mapping[int, int | None]
"""Document to its code, None when it hasn't the term any more."""

Read = Callable[[str], bytes]
"""The file of a key."""

Finer = Callable[[str, Sequence[int]], Sequence[int]]
"""The codes of four bits that a term has in these documents."""

Sort = tuple[tuple[str, str], ...]


def values_of(data: bytes) -> list[object]:
    """What a file of the index gives to ``V``: key, stamp, values."""
    made: list[object] = json.loads(b"[" + data[2:-2] + b"]")
    return made


def patch_shard(
    key: str, stamp: str, read: Read, changes: Mapping[str, Change], finer: Finer
) -> tuple[list[File], dict[str, int]]:
    """(the shard mended, and that of the lists it has the heads of when that is another; in how
    many documents each changed term is now; of a single word, all that are written alike without
    marks).

    ``finer`` is asked when a list that was long, and has lost its finer codes, isn't long any more.
    ``read`` gives the file of a key as it was; ``changes`` are by term as it is written. A shard of
    such lists that has lost its last is given with no bytes: it should go.
    """
    table, far_key = table_of(read(key)), "w" + key[1:]
    heads = {form: term for form, term in table.items() if not term[0] and is_head(term)}
    far = table_of(read(far_key)) if heads else {}
    before = dict(far)
    new = changes.keys() - table.keys()
    for form, change in changes.items():
        term = far.pop(form) if form in heads else table.get(form, b"")
        for document, code in change.items():
            term = _mended(form, term, document, code, finer)
        if is_split(term):
            far[form] = term
            term = mended_head(heads[form], term, change) if form in heads else head_of(term)
        table[form] = term
    files = [shard_file(key, stamp, table, ordered=not new)]
    if far != before:
        files.append(shard_file(far_key, stamp, far) if far else (address(far_key), b""))
    return files, {form: _count(form, table) for form in changes}


def _mended(form: str, term: bytes, document: int, code: int | None, finer: Finer) -> bytes:
    try:
        return mended(term, document, code)
    except Shrunk as shrunk:
        return write_term(shrunk.documents, finer(form, shrunk.documents))


def table_of(data: bytes) -> dict[str, bytes]:
    """The terms of a shard with their bytes."""
    _, _, names, lists = values_of(data)
    forms = str(names).split("|") if names else []
    return dict(zip(forms, split_terms(b64decode(str(lists)), len(forms)), strict=True))


def shard_file(key: str, stamp: str, table: Mapping[str, bytes], *, ordered: bool = False) -> File:
    """A shard of those terms that have bytes; ``ordered`` says that they are in their order."""
    kept = [form for form in table if table[form]]
    if not ordered:
        kept.sort(key=sort_of)
    body = b64encode(b"".join(map(table.__getitem__, kept))).decode()
    return script(key, stamp, "|".join(kept), body)


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
