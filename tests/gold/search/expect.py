"""One answer held against what its row wants. ``README.md`` lists the words a row may use.

An ``Answer`` is what any engine gave; what an engine cannot say (a rival has no chooser) is
``None`` there, and `expressible` tells which rows can be asked of it at all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from oracle import Doc, Kho, bare, fits, words

Hit = Mapping[str, Any]
TOP = 3
DEEP = 10
"""How many hits ``every`` and ``order`` look at unless the row says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A judged query. ``want`` maps words of this module to what is expected."""

    id: str
    archive: str
    kind: str
    query: str
    want: Mapping[str, Any]
    options: Mapping[str, Any] = field(default_factory=dict)
    repeat: int = 1
    why: str = ""

    @property
    def text(self) -> str:
        return self.query * self.repeat


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """``hits`` in order, at least the first ten; ``other`` are the hits of ``want.same``."""

    hits: Sequence[Hit]
    total: int | None = None
    jump: Hit | None = None
    chooser: Sequence[Hit] | None = None
    facets: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
    suggestion: str | None = None
    completions: Sequence[Mapping[str, Any]] = ()
    other: Sequence[Hit] = ()
    first: Sequence[str] | None = None
    spans: Sequence[str] = ()
    ms: float = 0.0
    error: str = ""


def is_it(hit: Hit | None, name: str) -> bool:
    """Whether a hit is the document named: by number, by id, or ``number@year``."""
    if hit is None:
        return False
    number, _, year = name.partition("@")
    same = name == hit.get("id") or number.casefold() == str(hit.get("so_hieu")).casefold()
    return same and (not year or str(hit.get("ngay", "")).startswith(year))


def one_of(hit: Hit | None, names: Any) -> bool:
    return any(is_it(hit, n) for n in (names if isinstance(names, list) else [names]))


def judge(row: Row, answer: Answer, kho: Kho) -> list[str]:
    """What is wrong; empty when everything wanted holds."""
    if answer.error:
        return [answer.error]
    faults = []
    for name, value in row.want.items():
        if name in _CHECKS:
            faults += [f"{name}: {f}" for f in _CHECKS[name](value, row, answer, kho)]
        elif name not in _DETAILS:
            raise ValueError(f"{row.id}: no such expectation: {name}")
    return faults


def _shown(hits: Sequence[Hit], count: int = 3) -> str:
    named = (str(h.get("so_hieu") or h.get("id")) for h in hits[:count])
    return "[" + ", ".join(named) + ("…]" if len(hits) > count else "]")


def _first(value: Any, row: Row, answer: Answer, kho: Kho) -> Iterator[str]:
    if not answer.hits or not one_of(answer.hits[0], value):
        yield f"muốn {value}, được {_shown(answer.hits)}"


def _any(value: Any, row: Row, answer: Answer, kho: Kho) -> Iterator[str]:
    top = answer.hits[: row.want.get("top", TOP)]
    if not any(one_of(h, value) for h in top):
        yield f"không thấy {value} trong {len(top)} kết quả đầu, được {_shown(answer.hits)}"


def _each(value: Any, row: Row, answer: Answer, kho: Kho) -> Iterator[str]:
    top = answer.hits[: row.want.get("top", DEEP)]
    for name in value:
        if not any(is_it(h, name) for h in top):
            yield f"thiếu {name} trong {len(top)} kết quả đầu, được {_shown(answer.hits, 5)}"


def _every(value: Any, row: Row, answer: Answer, kho: Kho) -> Iterator[str]:
    """All of the top hits hold: metadata as in `oracle.fits`, ``words`` the phrase, ``title``."""
    top = answer.hits[: row.want.get("top", DEEP)]
    if not top:
        yield "không có kết quả nào"
    for hit in top:
        doc = kho.docs.get(str(hit.get("id")))
        if doc is None or not _holds(value, hit, doc):
            yield f"{hit.get('so_hieu') or hit.get('id')} không như {value}"


def _holds(value: Mapping[str, Any], hit: Hit, doc: Doc) -> bool:
    rest = dict(value)
    status, phrase, title = (rest.pop(n, None) for n in ("status", "words", "title"))
    if status is not None and hit.get("status") not in status:
        return False
    if phrase is not None and not doc.has(phrase, apart=False):
        return False
    if title is not None and _folded(title) not in _folded(doc.title):
        return False
    return fits(doc, rest)


def _folded(text: str) -> str:
    return f" {' '.join(map(bare, words(text)))} "


def _total(value: Any, row: Row, answer: Answer, kho: Kho) -> Iterator[str]:
    low, high = bounds(value, kho)
    if answer.total is None or not low <= answer.total <= high:
        yield f"muốn {low}..{high}, được {answer.total}"


def bounds(value: Any, kho: Kho) -> tuple[int, int]:
    """``n``, ``[a, b]``, ``{"phrase": …}``, ``{"words": …}`` or ``{"where": …}`` as least and most."""
    if isinstance(value, int):
        return value, value
    if isinstance(value, list):
        return value[0], value[1]
    low, high = set(kho.docs), set(kho.docs)
    if "where" in value:
        low &= kho.where(value["where"])
        high &= low
    for name, keep in (("phrase", True), ("without", False)):
        for phrase in _several(value.get(name)):
            near, far = kho.having(phrase), kho.having(phrase, apart=False)
            low, high = (low & near, high & far) if keep else (low - far, high - near)
    if "words" in value:
        low &= kho.having_all(value["words"])
        high &= kho.having_all(value["words"], apart=False)
    return len(low), len(high)


def _several(value: Any) -> list[str]:
    return [] if value is None else value if isinstance(value, list) else [value]


def _jump(value: Any, row: Row, answer: Answer, kho: Kho) -> Iterator[str]:
    if value is None:
        if answer.jump is not None:
            yield f"không được nhảy, lại nhảy đến {answer.jump.get('so_hieu')}"
    elif not one_of(answer.jump, value):
        found = answer.jump.get("so_hieu") if answer.jump else None
        yield f"muốn {value}, được {found}; kết quả {_shown(answer.hits)}"


def _chooser(value: Any, row: Row, answer: Answer, kho: Kho) -> Iterator[str]:
    """Exactly these documents are offered, each once."""
    offered = list(answer.chooser or ())
    for name in value:
        if not any(is_it(h, name) for h in offered):
            yield f"thiếu {name}, được {_shown(offered, 6)}; kết quả {_shown(answer.hits)}"
    if answer.chooser and len(offered) != row.want.get("count", len(value)):
        yield f"{len(offered)} văn bản để chọn: {_shown(offered, 8)}"


def _numbered(value: Any, row: Row, answer: Answer, kho: Kho) -> Iterator[str]:
    """The archive's documents that fit: one jumps, several are offered, exactly those."""
    meant = bearing(value, kho)
    if len(meant) == 1:
        yield from _jump(meant[0], row, answer, kho)
    else:
        yield from _chooser(meant, row, answer, kho)
        yield from _jump(None, row, answer, kho)


def bearing(value: Mapping[str, Any], kho: Kho) -> list[str]:
    """Ids of documents numbered ``n``, of the type, year, days and code (folded part) given."""
    rest = dict(value)
    number, code = rest.pop("n"), rest.pop("code", "")
    found = (
        d for d in kho.docs.values()
        if re.match(rf"0*{number}(?![\d.])", d.so_hieu) and code in f"{_folded(d.so_hieu)}"
    )  # fmt: skip
    return [d.id for d in found if fits(d, rest)]


def _absent(value: Any, row: Row, answer: Answer, kho: Kho) -> Iterator[str]:
    """None of the hits is one named, or has the phrase."""
    for hit in answer.hits:
        doc = kho.docs.get(str(hit.get("id")))
        if isinstance(value, list) and one_of(hit, value):
            yield f"có {hit.get('so_hieu') or hit.get('id')}"
        elif isinstance(value, Mapping) and doc and doc.has(value["phrase"], apart=True):
            yield f"{doc.id} có «{value['phrase']}»"


def _before(value: Any, row: Row, answer: Answer, kho: Kho) -> Iterator[str]:
    places = [next((n for n, h in enumerate(answer.hits) if is_it(h, v)), None) for v in value]
    if None in places or places != sorted(places, key=lambda n: n or 0):
        yield f"thứ tự {value} là {places}, được {_shown(answer.hits, 5)}"


def _order(value: Any, row: Row, answer: Answer, kho: Kho) -> Iterator[str]:
    """By date, ``moi`` newest first, ``cu`` oldest first; undated ones at the end or the start."""
    days = [str(h["ngay"])[:10] for h in answer.hits if h.get("ngay")]
    for a, b in pairwise(days):
        size = min(len(a), len(b))
        if (a[:size] < b[:size]) if value == "moi" else (a[:size] > b[:size]):
            yield f"{a} đứng trước {b}"
            return


def _min(value: Any, row: Row, answer: Answer, kho: Kho) -> Iterator[str]:
    if len(answer.hits) < value:
        yield f"chỉ {len(answer.hits)} kết quả"


def _none(value: Any, row: Row, answer: Answer, kho: Kho) -> Iterator[str]:
    if answer.hits:
        yield f"có {_shown(answer.hits)}"


def _facets(value: Any, row: Row, answer: Answer, kho: Kho) -> Iterator[str]:
    """Counts of the facets named are those of the hits, all of which are at hand."""
    if answer.total != len(answer.hits):
        yield f"tổng {answer.total}, kể ra {len(answer.hits)}"
        return
    for name in value:
        told = {_label(v): int(v["count"]) for v in answer.facets.get(name, ())}
        told = {k: n for k, n in told.items() if not k.startswith(_UNKNOWN)}
        true = Counter(v for h in answer.hits for v in _values(name, h, kho))
        wrong = {k: (told.get(k), true[k]) for k in {*told, *true} if told.get(k, 0) != true[k]}
        if wrong or not told:
            some = dict(sorted(wrong.items())[:3])
            yield f"{name}: (kể, đúng) {some}" if told else f"không có {name}"


_UNKNOWN = ("khong ro", "chua ro", "khong co")
"""How values begin that stand for none; they may be counted or left out."""


def _label(value: Mapping[str, Any]) -> str:
    return _folded(str(value.get("label") or value["value"])).strip()


def _values(name: str, hit: Hit, kho: Kho) -> list[str]:
    doc = kho.docs[str(hit["id"])]
    found = {
        "loai": [doc.loai], "nam": [doc.nam], "linh_vuc": list(doc.linh_vuc),
        "nguoi_ky": [doc.nguoi_ky], "co_quan": [str(hit.get("co_quan", ""))],
    }[name]  # fmt: skip
    return [_folded(v).strip() for v in found if v]


def _suggest(value: Any, row: Row, answer: Answer, kho: Kho) -> Iterator[str]:
    """Didn't find, but asks back; or found what was meant by itself."""
    meant = [_folded(v) for v in _several(value)]
    if _folded(answer.suggestion or "") not in meant:
        yield f"muốn «{value}», được «{answer.suggestion}»"


def _complete(value: Any, row: Row, answer: Answer, kho: Kho) -> Iterator[str]:
    """One of the completions has the words (marks counted where given), or leads there."""
    given = [str(c["text"]) for c in answer.completions]
    urls = [str(c.get("url") or "") for c in answer.completions]
    for wanted in _several(value):
        plain = " ".join(words(wanted))
        if not any(plain in " ".join(words(g)) for g in given) and not any(
            wanted in url for url in urls
        ):
            yield f"muốn «{wanted}», được {given[:5]}"


def _anchor(value: Any, row: Row, answer: Answer, kho: Kho) -> Iterator[str]:
    """The first hit leads to the clause, or to a place inside it."""
    found = str(answer.hits[0].get("anchor", "")) if answer.hits else ""
    if not any(found == v or found.startswith(f"{v}-") for v in _several(value)):
        yield f"muốn #{value}, được #{found}; {_shown(answer.hits)}"


def _snippet(value: Any, row: Row, answer: Answer, kho: Kho) -> Iterator[str]:
    """The first hit's snippet shows the words, and marks some of them."""
    html = str(answer.hits[0].get("snippet", "")) if answer.hits else ""
    plain = re.sub(r"<[^>]*>", "", html)
    if _folded(value).strip() not in _folded(plain) or "<mark" not in html:
        yield f"muốn «{value}» được tô, có «{html[:160]}»"


def _same(value: Any, row: Row, answer: Answer, kho: Kho) -> Iterator[str]:
    """The other query gives the same documents at the top, in any order."""
    size = row.want.get("top", DEEP)
    one, two = ({h["id"] for h in hits[:size]} for hits in (answer.hits, answer.other))
    if one != two or not one:
        yield f"{_shown(answer.hits)} ≠ «{value}» {_shown(answer.other)}"


def _safe(value: Any, row: Row, answer: Answer, kho: Kho) -> Iterator[str]:
    if not isinstance(answer.total, int):
        yield f"tổng là {answer.total!r}"
    if answer.ms > float(value):
        yield f"mất {answer.ms:.0f} ms"
    for hit in answer.hits[:5]:
        if re.search(r"<(?!/?mark>)", str(hit.get("snippet", ""))):
            yield f"đoạn trích có thẻ lạ: {hit['snippet'][:80]}"


def _stages(value: Any, row: Row, answer: Answer, kho: Kho) -> Iterator[str]:
    """The first page is told before the counts, and stays as it was."""
    final = [h["id"] for h in answer.hits]
    if answer.first is None:
        yield "không báo trang đầu"
    elif list(answer.first) != final[: len(answer.first)] or not answer.first:
        yield f"trang đầu {list(answer.first)[:4]} khác {final[:4]}"


def _spans(value: Any, row: Row, answer: Answer, kho: Kho) -> Iterator[str]:
    if list(answer.spans) != list(value):
        yield f"muốn {value}, được {list(answer.spans)}"


_CHECKS: Mapping[str, Callable[[Any, Row, Answer, Kho], Iterator[str]]] = {
    "first": _first, "any": _any, "each": _each, "every": _every, "total": _total, "jump": _jump,
    "chooser": _chooser, "absent": _absent, "before": _before, "order": _order, "min": _min,
    "none": _none, "numbered": _numbered, "facets": _facets, "suggest": _suggest, "complete": _complete,
    "anchor": _anchor, "snippet": _snippet, "same": _same, "safe": _safe, "stages": _stages,
    "spans": _spans,
}  # fmt: skip
_DETAILS = ("top", "count", "text")
"""Words that say more about another."""
_ANY_ENGINE = {"first", "any", "each", "every", "absent", "before", "min", "none", "same", "top"}


def expressible(row: Row) -> Row | None:
    """The row as it can be asked of an engine that only lists hits, or None.

    To jump is to have the document first; a chooser is to have its documents on top.
    """
    want = dict(row.want)
    if row.options or ":" in row.query or row.archive.startswith("gen") or "numbered" in want:
        return None
    if want.get("jump"):
        want["first"] = want.pop("jump")
    if want.get("chooser"):
        want["each"] = want.pop("chooser")
    want = {k: v for k, v in want.items() if k in _ANY_ENGINE}
    if not set(want) - {"top", "min"}:
        return None
    return Row(
        id=row.id, archive=row.archive, kind=row.kind, query=row.query, want=want, repeat=row.repeat
    )
