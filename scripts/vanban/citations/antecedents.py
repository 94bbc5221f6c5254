"""What a text has cited before, and what later short forms, bare names and numbers mean by it."""

from __future__ import annotations

from vanban.citations.keys import NAMED_TYPES, bare_name
from vanban.citations.names import name_key
from vanban.citations.narrow import full_date, read_number
from vanban.model import Mention, NotHeld, Outcome, Resolved, Unclear

_TWICE = "Trong cùng văn bản, “{0}” và một văn bản khác có cùng cách gọi tắt."


def antecedent(mention: Mention, known: dict[str, Outcome]) -> Outcome | None:
    """A short number, bare name or undated number means what the same document called so before."""
    if mention.kind == "full" or (mention.kind == "list-member" and not mention.ngay):
        return _dated_before(mention, known)
    if mention.kind == "self" or (mention.ngay and mention.kind == "named"):
        return None
    if mention.kind in ("short", "list-member") and read_number(mention.so_hieu) is None:
        return known.get(f"{mention.loai} {mention.so_hieu.lstrip('0')}")
    if mention.kind == "named":
        return known.get(name_key(mention.surface))
    return None


def _dated_before(mention: Mention, known: dict[str, Outcome]) -> Outcome | None:
    """Party offices give the date at first mention only (Hướng dẫn 05-HD/VPTW).

    A number that names another body, or was cited with two dates, stands for itself.
    """
    number = read_number(mention.so_hieu)
    if number is None or mention.ngay or mention.co_quan:
        return None
    held = known.get(f"so {number.key}")
    return None if isinstance(held, Unclear) else held


def remember(mention: Mention, outcome: Outcome, known: dict[str, Outcome]) -> None:
    """Two different documents under one short form make it unusable: Unclear wins."""
    if mention.kind in ("self", "short") or not isinstance(outcome, Resolved | NotHeld):
        return
    bare: Outcome = outcome
    if isinstance(outcome, Resolved) and outcome.provision:
        bare = Resolved(target=outcome.target)
    for form in _short_forms(mention):
        held = known.setdefault(form, bare)
        if held is not bare and held != bare:
            known[form] = Unclear(reason=_TWICE.format(" ".join(mention.surface.split())))


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
