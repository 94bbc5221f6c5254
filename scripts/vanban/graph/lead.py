"""The words between one document and the next: where the first ends, what leads to the second."""

from __future__ import annotations

import re
from typing import NamedTuple

from vanban.model import Mention

JOINT = re.compile(
    r"[ \n)]*(?:[,;]|,?[ \n]*và|,?[ \n]*hoặc)[ \n]*(?:và[ \n]+)?(?:các[ \n]+)?(?:của[ \n]+)?\Z|[ \n]*\Z"
)
OPEN_LIST = re.compile(r"[ \n)]*;[ \n]*(?:và[ \n]+)?(?:các[ \n]+)?(?:quy định tại[ \n]+)?\Z")
LABEL = re.compile(
    r"[ \t\n*_>#•+-]*(?:\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zđ]\d?|[ivxIVX]{1,4})[.)/][ *_]*)?[ \n*_]*"
)
_PIN_LINK = re.compile(r"[ ,]*(?:(?<!\w)(?:của|tại|trong|thuộc))?(?: các)?\Z")
_DATE = re.compile(
    r"[ \n,(]{0,4}(?:đề )?ngày[ \n]*\d[\d /.\n-]*(?:tháng[ \n]*\d{1,2})?(?:[ \n]*năm[ \n]*\d{4})?\)?"
)
_OF = re.compile(r"[ \n,]*của[ \n]*")
_BLANKS = " \n*_"


class Mentioned(NamedTuple):
    number: int
    mention: Mention


def tail(text: str, mention: Mention) -> int:
    """Where a mention's own date and issuer end."""
    end = mention.end
    for _ in range(2):
        date = _DATE.match(text, end)
        if date:
            end = date.end() - (date[0].endswith(")") and "(" not in date[0])
        of = _OF.match(text, end, end + 12) if mention.co_quan else None
        if of:
            end = _past_words(text, of.end(), mention.co_quan) or end
    return end


def _past_words(text: str, at: int, words: str) -> int:
    """Where ``words`` end that begin at ``at``, whatever blanks and emphasis are between; or 0."""
    high = at + 2 * len(words) + 8
    for n, word in enumerate(words.split()):
        begun = at
        while n and text[at : at + 1] in _BLANKS and at < len(text):
            at += 1
        if (n and at == begun) or not text.startswith(word, at, high):
            return 0
        at += len(word)
    return at


def lead_of(before: str, mention: Mention) -> str:
    """The words before a mention, blanks single, without its own ``khoản 2 Điều 5 của``."""
    flat = " ".join(before.replace("*", "").split()) if before.strip(" ") else ""
    lead = f" {flat} " if flat else ""
    if mention.pinpoint and flat:
        link = _PIN_LINK.search(flat)
        bare = flat[: link.start()] if link else flat
        if bare.endswith(mention.pinpoint):
            return f" {bare[: -len(mention.pinpoint)]}"
    return lead
