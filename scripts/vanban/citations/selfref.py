"""Rule: the document speaking of itself (``Nghị định này``, ``Quy định này``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vanban.citations.page import Hit, Page
from vanban.citations.typewords import stands_alone, type_before

# Words that in lower case mean a thing, not the document (``quyết định này``: this decision).
_ALWAYS = frozenset(
    {"luật", "bộ luật", "pháp lệnh", "nghị định", "thông tư", "thông tư liên tịch", "nghị quyết",
     "chỉ thị", "nghị quyết liên tịch", "quy chế", "điều lệ", "thông tri", "tờ trình", "công điện"}
)  # fmt: skip


_OWN = ("kèm theo ", "thi hành ")  # ``ban hành kèm theo quyết định này`` is the document
_THINGS = frozenset({"Dự án", "Thông tin", "Đề cương"})


def selfref(page: Page, taken: Sequence[Hit]) -> Iterator[Hit]:
    """Every type word right before ``này``."""
    del taken
    plain, capitals = _small(page), list(_in_capitals(page))
    return iter(sorted([*plain, *capitals], key=lambda hit: hit.start)) if capitals else plain


def _small(page: Page) -> Iterator[Hit]:
    flat = page.flat
    words = {end: start for start, end in page.words}
    at = flat.find(" này")
    while at >= 0:
        end = at + 4
        if not flat[end : end + 1].isalnum():
            while at and flat[at - 1] == " ":
                at -= 1
            start = words.get(at, -1)
            loai = stands_alone(flat[start:at]) if start >= 0 and flat[start].isupper() else ""
            hit = Hit(start, end, loai, "self") if loai else _read(flat, at, end)
            if hit:
                yield hit
        at = flat.find(" này", end)


def _in_capitals(page: Page) -> Iterator[Hit]:
    """``LUẬT NÀY`` in a heading."""
    flat = page.flat
    for start, at in page.words:
        end = at + 4
        if flat.startswith(" NÀY", at) and not flat[end : end + 1].isalnum():
            found = type_before(flat, 0, at) or (start, "")
            yield Hit(start=found[0], end=end, loai=found[1], kind="self")


def _read(flat: str, at: int, end: int) -> Hit | None:
    found = type_before(flat, 0, at)
    if not found:
        return None
    start, loai = found
    small = (
        flat[start].islower()
        and not flat.endswith(_OWN, 0, start)
        and " ".join(flat[start:at].split()) not in _ALWAYS
    )
    if small or loai in _THINGS:
        return None
    return Hit(start=start, end=end, loai=loai, kind="self")
