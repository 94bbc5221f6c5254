"""What a document has in common with others: whom it cites, what its subject says, its topics."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import islice, pairwise

from vanban.fragment import Record
from vanban.stating import OutcomeRow
from vanban.text import search_word, search_words, slug

MOST_CITED, MOST_SAID = 24, 10
"""The first so many of a text count: what it rests on stands at its head."""

CITED, SAID, ABOUT = "d", "c", "l"
"""What a trait begins with: cites, says, is about."""

BARE = frozenset(
    search_words(
        "về của và các những một theo trong tại với cho năm từ ngày tháng được do là ở bởi khi này như hoặc để vào việc"
    )
)
"""Syllables that say nothing of what a document is about, …"""

_COMMON = frozenset(
    re.findall(
        r"[^,]+",
        "quy định,sửa đổi,đổi bổ,bổ sung,số điều,ban hành,hướng dẫn,dẫn thi,thi hành,chi tiết,định chi,thực hiện"
        ",thông tư,tư số,định số,nghị định,nghị quyết,quyết định,chỉ thị,kế hoạch,công văn,tiếp tục,tăng cường"
        ",triển khai,chính phủ,thủ tướng,bộ trưởng,hành quy,bản quy,văn bản,công tác,nhiệm vụ,lĩnh vực,nội dung"
        ",lãnh đạo,chỉ đạo,sự lãnh,tổ chức,địa bàn,trên địa,bàn tỉnh,bàn thành",
    )
)
"""… and pairs that only say what kind of text it is."""


def traits_of(record: Record, outcomes: Iterable[OutcomeRow]) -> tuple[str, ...]:
    """What the document may have in common with others, each once."""
    found: dict[str, None] = {}
    for row, mention in zip(outcomes, record.mentions, strict=False):
        if row[0] == "r":
            if row[1] != record.id:
                found[CITED + row[1]] = None
        elif row[0] == "n" and mention[3]:
            found[f"{CITED}?{_absent(row, mention)}"] = None
        if len(found) == MOST_CITED:
            break
    said = {
        SAID + pair: None
        for _, said_pairs in paired(record.trich_yeu)
        for pair in said_pairs
        if _telling(pair)
    }
    found.update(islice(said.items(), MOST_SAID))
    found.update((ABOUT + slug(topic), None) for topic in record.linh_vuc)
    return tuple(found)


def _absent(row: OutcomeRow, mention: tuple[object, ...]) -> str:
    """What is cited and not held: number, type and series; a name without its case."""
    number = str(mention[5] or row[1])
    if "/" not in number:
        number = " ".join(str(mention[2]).lower().split())
    return f"{number}|{mention[3]}|{row[2]}"


_parts = re.compile(r"[^\w\s]+").split
syllable_key = lru_cache(maxsize=10_000)(search_word)


def syllables(subject: str) -> list[list[str]]:
    """The subject's syllables, cut where anything but a blank stands between them."""
    return [words for part in _parts(subject) if len(words := part.split()) > 1]


def pairs(words: Sequence[str]) -> list[str]:
    """Pairs of neighbouring syllables as they are compared."""
    keys = [syllable_key(word) for word in words]
    return [f"{one} {two}" for one, two in pairwise(keys)]


@lru_cache(maxsize=1_000)
def paired(subject: str) -> tuple[tuple[list[str], list[str]], ...]:
    """The subject's runs of syllables, each with its pairs: asked for its traits, then for reasons."""
    return tuple([(words, pairs(words)) for words in syllables(subject)])


def telling(pair: str) -> bool:
    """Whether the pair says what a document is about."""
    one, _, two = pair.partition(" ")
    return not (
        one in BARE or two in BARE or pair in _COMMON or one[:1].isdigit() or two[:1].isdigit()
    )


_telling = lru_cache(maxsize=50_000)(telling)
