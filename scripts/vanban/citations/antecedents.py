"""What a text has cited before, and what later short forms, bare names and numbers mean by it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from vanban.citations import reasons as say
from vanban.citations.keys import NAMED_TYPES, bare_name
from vanban.citations.names import name_key
from vanban.citations.narrow import agrees, full_date, read_number
from vanban.model import Ambiguous, Mention, NotHeld, Outcome, Resolved, Unclear

ABOVE = r"(?:đã\s+)?(?:nêu|nói|kể|dẫn)\s+(?:(?:ở|phía)\s+)*trên"
"""That something was named above, with any white space in it; no groups."""
_DEICTIC = re.compile(rf"\s(?:{ABOVE}|trên đây|trên|đó|ấy)\Z")
_NEAR = 700
"""Characters within which a second document of the type leaves ``… nêu trên`` open."""


class Said(NamedTuple):
    """A mention already decided."""

    mention: Mention
    outcome: Outcome


def clauseless(outcome: Outcome) -> Outcome:
    """``outcome`` without the clause its mention pointed to."""
    return Resolved(target=outcome.target) if isinstance(outcome, Resolved) else outcome


class Memory:
    """The mentions of one text that have been decided, by the forms they may come again in."""

    def __init__(self) -> None:
        self.known: dict[str, Said] = {}
        self.said: list[Said] = []

    def follow(self, mention: Mention) -> tuple[Outcome, str] | None:
        """What ``mention`` means by what was said before, and the words for it; None if nothing."""
        if not mention.so_hieu and _DEICTIC.search(mention.surface):
            return _pointed(mention, self.said), say.FOLLOWS_DEICTIC.format(say.shown(mention))
        held = self._held(mention)
        if held is None:
            return None
        return held.outcome, say.FOLLOWS_FORM.format(say.shown(held.mention))

    def named(self, mention: Mention) -> Said | None:
        """The version a bare name would follow."""
        return self.known.get(name_key(mention.surface)) if mention.kind == "named" else None

    def _held(self, mention: Mention) -> Said | None:
        if mention.kind == "full" or (mention.kind == "list-member" and not mention.ngay):
            return self._dated_before(mention)
        if mention.kind == "self" or (mention.ngay and mention.kind == "named"):
            return None
        if mention.kind in ("short", "list-member") and read_number(mention.so_hieu) is None:
            if mention.kind == "short" and mention.ngay:
                return self._dated_short(mention)
            return self.known.get(f"{mention.loai} {mention.so_hieu.lstrip('0')}")
        if mention.kind == "named":
            return self.known.get(name_key(mention.surface))
        return None

    def _dated_short(self, mention: Mention) -> Said | None:
        """``Chỉ thị 05 năm 2017``: the one of that type and number cited with that year before."""
        digits = mention.so_hieu.lstrip("0")
        found = [
            said for said in self.said
            if said.mention.loai == mention.loai and said.mention.kind != "short"
            and (number := read_number(said.mention.so_hieu)) and number.digits == digits
            and said.mention.ngay and agrees(said.mention.ngay, mention.ngay)
        ]  # fmt: skip
        return found[-1] if len({said.outcome for said in found}) == 1 else None

    def _dated_before(self, mention: Mention) -> Said | None:
        """Party offices give the date at first mention only (Hướng dẫn 05-HD/VPTW).

        A number that names another body, or was cited with two dates, stands for itself.
        """
        number = read_number(mention.so_hieu)
        if number is None or mention.ngay or mention.co_quan:
            return None
        held = self.known.get(f"so {number.key}")
        return held if held and isinstance(held.outcome, Resolved | NotHeld) else None

    def keep(self, mention: Mention, outcome: Outcome, *, alias: bool = False) -> None:
        """Remember a decided mention; an alias in its every form, whatever it is.

        Two different documents under one short form make it open.
        """
        if mention.kind == "self":
            return
        bare = clauseless(outcome)
        said = Said(mention, bare)
        if not (_DEICTIC.search(mention.surface) and not mention.so_hieu):
            self.said.append(said)
        if not alias and (mention.kind == "short" or not isinstance(outcome, Resolved | NotHeld)):
            return
        for form in _alias_forms(mention) if alias else _short_forms(mention):
            held = self.known.setdefault(form, said)
            if alias or held.outcome == bare:
                self.known[form] = said
            else:
                self.known[form] = _one_law(held, said) or Said(
                    mention, _either(held.outcome, bare, mention)
                )


def _one_law(one: Said, other: Said) -> Said | None:
    """``Luật A năm 2024`` and ``Luật A số 54/2024/QH15``, neither held: one law, by its number."""
    if not (isinstance(one.outcome, NotHeld) and isinstance(other.outcome, NotHeld)):
        return None
    if bool(one.mention.so_hieu) == bool(other.mention.so_hieu):
        return None
    days = (one.mention.ngay, other.mention.ngay)
    if not all(days) or not agrees(*days) or one.mention.loai != other.mention.loai:
        return None
    return one if one.mention.so_hieu else other


def _either(one: Outcome, other: Outcome, mention: Mention) -> Outcome:
    """What one form for two documents comes to: those held are shown, none is chosen."""
    reason = say.TWICE.format(say.shown(mention))
    ids: list[str] = []
    for outcome in (one, other):
        if isinstance(outcome, Resolved):
            ids.append(outcome.target)
        elif isinstance(outcome, Ambiguous):
            ids += outcome.candidates
    if not ids:
        return Unclear(reason=reason)
    return Ambiguous(candidates=tuple(dict.fromkeys(ids)), reason=reason)


def _pointed(mention: Mention, said: Sequence[Said]) -> Outcome:
    """``Luật nêu trên``: the last one of its type, unless another of the type stands near it."""
    before = [s for s in said if s.mention.loai == mention.loai]
    if not before:
        words = mention.loai.lower() or "văn bản"
        return Unclear(reason=say.NONE_BEFORE.format(words, say.shown(mention)))
    last = before[-1].mention.end
    near = [s for s in before if last - s.mention.start <= _NEAR]
    different = list(dict.fromkeys(s.outcome for s in near))
    if len(different) == 1:
        return different[0]
    held = tuple(dict.fromkeys(o.target for o in different if isinstance(o, Resolved)))
    reason = say.WHICH_BEFORE.format(say.shown(mention))
    return Ambiguous(candidates=held, reason=reason) if held else Unclear(reason=reason)


def _alias_forms(mention: Mention) -> list[str]:
    if mention.so_hieu:
        return [f"{mention.loai} {mention.so_hieu.lstrip('0')}"]
    return [name_key(mention.surface)]


def _short_forms(mention: Mention) -> list[str]:
    number = read_number(mention.so_hieu)
    if number is None:
        # A bare name follows the one version cited with its year or date.
        return [name_key(mention.surface)] if mention.kind == "named" and mention.ngay else []
    forms = [f"{mention.loai} {number.digits}"]
    if full_date(mention.ngay) and not number.unique:
        forms.append(f"so {number.key}")
    if number.symbol.nam:
        forms.append(f"{forms[0]}/{number.symbol.nam}")
    if mention.loai in NAMED_TYPES:
        name = bare_name(mention.surface)
        if len(name.split()) > 2:
            forms.append(name_key(name))
    return forms
