"""Which document is meant: one outcome for every mention, and none is guessed.

antecedents in the same text → key → type → series body → date, term or year. Every step can be
asked for (``explain_all``); the reason of every refusal is a Vietnamese sentence a reader
understands.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from vanban.citations import reasons as say
from vanban.citations.antecedents import Memory, clauseless
from vanban.citations.around import DRAFT, NOTHING, Around, title_day
from vanban.citations.by_name import by_name, by_short, could_mean
from vanban.citations.by_number import by_number
from vanban.citations.keys import NAMED_TYPES, document_keys, mention_keys
from vanban.citations.narrow import read_number
from vanban.citations.pinpoint import anchors
from vanban.citations.trail import SILENT, Asked, Step, Trail
from vanban.model import Citation, Citing, DocRef, Mention, Outcome, Resolved, Unclear
from vanban.tables import Registry

__all__ = ["document_keys", "explain_all", "mention_keys", "resolve", "resolve_all"]

CONSOLIDATED = "Văn bản hợp nhất"
"""Its clauses are of many days: a bare name in it follows no version cited far from it."""
_NEAR = 700
Lookup = Callable[[str], Sequence[DocRef]]


def resolve_all(
    mentions: Sequence[Mention],
    citing: Citing,
    candidates_of: Lookup,
    registry: Registry,
    around: Around = NOTHING,
) -> tuple[Citation, ...]:
    """One citation for each mention, in order; later short and named forms follow earlier full ones."""
    found = _decide(mentions, citing, candidates_of, registry, around, lambda: SILENT)
    return tuple(citation for citation, _ in found)


def explain_all(
    mentions: Sequence[Mention],
    citing: Citing,
    candidates_of: Lookup,
    registry: Registry,
    around: Around = NOTHING,
) -> tuple[tuple[Citation, tuple[Step, ...]], ...]:
    """The same, each citation with the steps that narrowed it."""
    found = _decide(mentions, citing, candidates_of, registry, around, Trail)
    return tuple((citation, tuple(trail.steps)) for citation, trail in found)


def _decide(
    mentions: Sequence[Mention], citing: Citing, candidates_of: Lookup, registry: Registry,
    around: Around, trail_of: Callable[[], Trail],
) -> list[tuple[Citation, Trail]]:  # fmt: skip
    memory = Memory()
    out: list[tuple[Citation, Trail]] = []
    for n, mention in enumerate(mentions):
        trail = trail_of()
        alias = around.aliases.get(n)
        if alias is not None and alias < n:
            head = out[alias][0]
            trail.add("antecedent", say.FOLLOWS_ALIAS, (), say.shown(head.mention))
            outcome = _placed(clauseless(head.outcome), mention)
        else:
            topic = around.topics.get(n, "")
            held = _followed(memory, mention, topic, citing, registry)
            if topic == DRAFT:
                outcome = Unclear(reason=say.UNMADE.format(say.shown(mention)), code=say.PLANNED)
            elif held is None:
                asked = Asked(mention, citing, registry, trail, topic)
                outcome = _looked_up(asked, candidates_of)
            else:
                trail.add("antecedent", "{0}", (), held[1])
                outcome = _placed(held[0], mention)
        memory.keep(mention, outcome, alias=alias is not None)
        out.append((Citation(mention=mention, outcome=outcome), trail))
    return out


def _followed(
    memory: Memory, mention: Mention, topic: str, citing: Citing, registry: Registry
) -> tuple[Outcome, str] | None:
    """What the mention means by what was said before it; None when that doesn't decide."""
    if topic == DRAFT:
        return None
    said = memory.named(mention)
    if said is not None and said.mention.ngay:
        if title_day(topic) is not None and not could_mean(said.mention, topic, registry):
            return None
        far = mention.start - said.mention.end > _NEAR
        if far and citing.loai == CONSOLIDATED and title_day(topic) is None and _bare_law(mention):
            return None
    return memory.follow(mention)


def _bare_law(mention: Mention) -> bool:
    return mention.kind == "named" and not mention.ngay and mention.loai in NAMED_TYPES


def _looked_up(asked: Asked, candidates_of: Lookup) -> Outcome:
    if asked.mention.kind == "self":
        return _resolve(asked, ())
    keys = mention_keys(asked.mention, asked.citing, asked.registry)
    refs = {ref.id: ref for key in keys for ref in candidates_of(key)}
    asked.trail.add("key", say.BY_KEYS, refs.values(), " · ".join(keys))
    return _resolve(asked, tuple(refs.values()))


def resolve(
    mention: Mention, citing: Citing, candidates: Sequence[DocRef], registry: Registry
) -> Outcome:
    """The outcome of one mention against the documents that answer to its keys. Pure."""
    return _resolve(Asked(mention, citing, registry), candidates)


def _resolve(asked: Asked, candidates: Sequence[DocRef]) -> Outcome:
    mention = asked.mention
    if mention.kind == "self":
        return Resolved(target=asked.citing.id, provision=_provision(mention))
    if not mention.so_hieu:
        return _placed(by_name(asked, candidates), mention)
    number = read_number(mention.so_hieu)
    if number is None:
        return _placed(by_short(asked, candidates), mention)
    return _placed(by_number(asked, number, candidates), mention)


def _placed(outcome: Outcome, mention: Mention) -> Outcome:
    """``outcome``, and where the mention points to a provision, at that."""
    if mention.pinpoint and isinstance(outcome, Resolved):
        return Resolved(target=outcome.target, provision=_provision(mention))
    return outcome


def _provision(mention: Mention) -> str:
    found = anchors(mention.pinpoint) if mention.pinpoint else ()
    return found[0] if found else ""
