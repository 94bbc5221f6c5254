"""Lookup keys: what a mention asks for and what a document answers to.

An index from key to documents is all that linking needs, so a document that arrives late
finds every mention that waited for it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from vanban.citations.names import name_key, number_of
from vanban.citations.narrow import read_number
from vanban.model import CHUA_RO, Citing, DocRef, Mention, NamedLaw
from vanban.tables import Registry
from vanban.tables.hoi_nghi import MeetingDoc, docs_of_meeting
from vanban.text import slug

NAMED_TYPES = frozenset({"Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp", "Điều lệ", "Cương lĩnh"})
_BY_EVENT = frozenset({"Nghị quyết", "Kết luận"})


def mention_keys(mention: Mention, citing: Citing, registry: Registry) -> tuple[str, ...]:
    """Keys a mention asks for: its number, its number without a symbol, or its name.

    A known law asks for the numbers of all its versions, a plenum for those it passed, for
    most documents carry one.
    """
    del citing  # the keys of a mention don't depend on who cites; the outcome does
    if mention.kind == "self":
        return ()
    if mention.so_hieu:
        number = read_number(mention.so_hieu)
        if number and number.symbol.parts:
            return (number.key,)
        return (short_key(mention.so_hieu, mention.loai),)
    keys = [name_key(mention.surface)]
    named = [law.so_hieu for law in versions(mention, registry)]
    named += [doc.so_hieu for doc in meeting_docs(mention)]
    for so_hieu in named:
        number = read_number(so_hieu)
        keys += [number.key] if number else []
    return tuple(dict.fromkeys(keys))


def document_keys(ref: DocRef, registry: Registry) -> tuple[str, ...]:
    """Keys under which a document can be asked for."""
    del registry  # same signature as mention_keys: an archive calls both alike
    keys = []
    read = read_number(ref.so_hieu) if ref.so_hieu != CHUA_RO else None
    if read:
        symbol = read.symbol
        keys.append(read.key)
        number = f"{symbol.so}{symbol.hau_to}"
        keys.append(short_key(number, ref.loai))
        if symbol.nam:
            keys.append(short_key(f"{number}/{symbol.nam}", ref.loai))
    if ref.loai in NAMED_TYPES:
        keys.append(name_key(_named(ref)))
    elif ref.loai in _BY_EVENT:
        keys += _event_keys(ref)
    return tuple(dict.fromkeys(keys))


def short_key(number: str, loai: str) -> str:
    """``ngan:5:chi-thi`` for ``Chỉ thị 05``."""
    return f"ngan:{number.lstrip('0') or '0'}:{slug(loai)}"


def _named(ref: DocRef) -> str:
    """``Luật`` + ``Đất đai`` or a subject line that repeats the type."""
    title = ref.trich_yeu.strip()
    return title if title.lower().startswith(ref.loai.lower()) else f"{ref.loai} {title}"


def _event_keys(ref: DocRef) -> list[str]:
    """A resolution whose subject names the plenum or congress that passed it."""
    key = name_key(_named(ref))
    return [key] if " trung uong " in key or key.startswith("ten:nghi quyet dai hoi") else []


_PLENUM_KEY = re.compile(r"ten:(nghi quyet|ket luan) trung uong (\d+) khoa \d+\Z")
_CONGRESS_KEY = re.compile(r"ten:nghi quyet dai hoi (\d+)\Z")
_TERM_WORD = re.compile(r"[IVX]+|\d{1,2}")
_TERMS = re.compile(
    r"[Kk]h?(?:óa|oá|oa)?[\s.]*((?:[IVX]+|\d{1,2})(?:\s*[;,]\s*(?:[IVX]+|\d{1,2}))*)"
)


def terms_named(surface: str) -> tuple[int, ...]:
    """Every term a name gives: ``(khóa XII; XIII)`` → 12 and 13."""
    found = list(_TERMS.finditer(surface))
    if not found:
        return ()
    return tuple(number_of(word.lower()) for word in _TERM_WORD.findall(found[-1][1]))


def meeting_docs(mention: Mention) -> tuple[MeetingDoc, ...]:
    """What the plenum or congress a mention names has passed; () when it names none we know."""
    if mention.loai not in _BY_EVENT or mention.so_hieu:
        return ()
    return _meeting_docs(mention.loai, mention.surface)


@lru_cache(maxsize=5_000)
def _meeting_docs(loai: str, surface: str) -> tuple[MeetingDoc, ...]:
    key = name_key(surface)
    plenum = _PLENUM_KEY.match(key)
    if plenum:
        lan = int(plenum[2])
        return tuple(
            doc
            for khoa in terms_named(surface)
            for doc in docs_of_meeting(loai, "trung_uong", lan, khoa)
        )
    congress = _CONGRESS_KEY.match(key)
    if congress:
        return docs_of_meeting(loai, "dai_hoi", int(congress[1]), int(congress[1]))
    return ()


def versions(mention: Mention, registry: Registry) -> tuple[NamedLaw, ...]:
    """Versions of the law a mention names, those of its year when it gives one."""
    found = _versions(bare_name(mention.surface), registry)
    if not mention.ngay:
        return found
    return tuple(v for v in found if v.ngay[:4] == mention.ngay[:4]) or found


@lru_cache(maxsize=20_000)
def _versions(name: str, registry: Registry) -> tuple[NamedLaw, ...]:
    return registry.named_laws(name)


def bare_name(surface: str) -> str:
    """``Luật Đất đai năm 2013`` and ``Luật Đất đai số 31/2024/QH15`` → ``Luật Đất đai``."""
    words = surface.replace("*", " ").split()
    for n, word in enumerate(words):
        if n and (word.lower() in ("số", "năm") or word.strip("(),")[:2] in ("19", "20")):
            following = words[n + 1] if n + 1 < len(words) else ""
            if word.strip("(),").isdigit() or following[:1].isdigit():
                return " ".join(words[:n])
    return " ".join(words)
