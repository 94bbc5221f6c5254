"""Issuing bodies as readers browse them: a tree of level, place and body over time, and the facts of one.

Bodies are founded, merged and end; what became of one stands beside it, whether the archive holds
documents of the other or not. Pure: from the registry and numbers to HTML.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from vanban.model import Body, Cap, He
from vanban.site.markup import escape, shown_date, thousands
from vanban.tables import Place, Registry, places

LEVELS: dict[Cap, str] = {
    "trung_uong": "Trung ương", "tinh": "Cấp tỉnh", "huyen": "Cấp huyện", "xa": "Cấp xã",
    "co_so": "Cơ sở",
}  # fmt: skip
SYSTEMS: dict[He, str] = {
    "dang": "Đảng", "nha_nuoc": "Nhà nước", "mat_tran": "Mặt trận Tổ quốc",
    "doan_the": "Đoàn thể",
}  # fmt: skip
UNLISTED = "Cơ quan chưa có trong bảng"
TREE = "duyet/co-quan/index.html"


class Branch(NamedTuple):
    """A place and its bodies, and the places that were merged into it."""

    place: Place | None
    name: str
    bodies: tuple[Body, ...]
    merged: tuple[Branch, ...] = ()


class Tree(NamedTuple):
    """What all branches need: ``shown`` are the bodies that stand in the tree."""

    registry: Registry
    counts: Mapping[str, int]
    shown: frozenset[str]
    root: str


def body_tree(registry: Registry, counts: Mapping[str, int], root: str) -> str:
    """The tree of all bodies with documents (``counts``: documents by key) and of their kin."""
    named = _with_kin(registry, counts)
    tree = Tree(registry, counts, frozenset(body.khoa for body in named), root)
    out = []
    for cap, title in LEVELS.items():
        here = [body for body in named if body.cap == cap]
        if not here:
            continue
        if cap == "trung_uong":
            inner = "".join(
                _group(f"<h3>{word}</h3>", [b for b in here if b.he == he], tree)
                for he, word in SYSTEMS.items()
            )
        else:
            inner = "".join(_branch(b, tree) for b in _branches(here))
        out.append(f'<section class="vb-cap"><h2 id="vb-cap-{cap}">{title}</h2>{inner}</section>')
    rest = sorted(key for key in counts if registry.body(key) is None)
    if rest:
        items = "".join(f"<li>{_entry(key, key, tree)}</li>" for key in rest)
        out.append(f'<section><h2>{UNLISTED}</h2><ul class="vb-cay">{items}</ul></section>')
    return "".join(out)


def _with_kin(registry: Registry, counts: Mapping[str, int]) -> list[Body]:
    """Bodies with documents, those before and after them and above them, in the table's order."""
    wanted: set[str] = set()
    for key in counts:
        body = registry.body(key)
        if body:
            wanted |= {key, *body.tien_than, *body.ke_tuc}
    return [body for key, body in registry.bodies.items() if key in wanted]


def _branches(bodies: Sequence[Body]) -> list[Branch]:
    """Bodies by place; a place that was merged stands below the one that took it in."""
    by_place: dict[str, list[Body]] = {}
    for body in bodies:
        by_place.setdefault(body.noi, []).append(body)
    known = places()
    used: set[str] = set()

    def branch(key: str) -> Branch:
        used.add(key)
        place = known.get(key)
        kin = place.tien_than if place else ()
        merged = [branch(k) for k in kin if k in by_place and k not in used]
        own = by_place.get(key, [])
        return Branch(place, place.ten if place else _ending(own), tuple(own), tuple(merged))

    order = [key for key in known if key in by_place and not _heirs(known[key], by_place)]
    out = [branch(key) for key in order]
    return out + [branch(key) for key in by_place if key not in used]


def _heirs(place: Place, by_place: Mapping[str, object]) -> bool:
    return any(key in by_place for key in place.ke_tuc)


def _ending(bodies: Sequence[Body]) -> str:
    """The last words that all names at a place of an archive's own end with."""
    common: list[str] = []
    for words in zip(*(reversed(b.ten.split()) for b in bodies), strict=False):
        if len(set(words)) > 1:
            break
        common.insert(0, words[0])
    return " ".join(common) if len(bodies) > 1 and common else "Nơi khác"


def _branch(branch: Branch, tree: Tree) -> str:
    when = interval(branch.place.tu, branch.place.den) if branch.place else ""
    kind = {"tinh": "Tỉnh ", "thanh_pho": "Thành phố "}[branch.place.loai] if branch.place else ""
    title = f"{escape(kind + branch.name)}{f' <small>{when}</small>' if when else ''}"
    merged = "".join(_branch(b, tree) for b in branch.merged)
    below = f'<div class="vb-cay__truoc"><p>Hợp thành từ</p>{merged}</div>' if merged else ""
    return _group(f"<h3>{title}</h3>", branch.bodies, tree) + below


def _group(title: str, bodies: Iterable[Body], tree: Tree) -> str:
    items = "".join(_item(body, tree) for body in bodies)
    return f'{title}<ul class="vb-cay">{items}</ul>' if items else ""


def _item(body: Body, tree: Tree) -> str:
    when = interval(body.tu, body.den)
    facts = [when] if when else []
    facts += _kin("trước là", body.tien_than, tree) + _kin("nay là", body.ke_tuc, tree)
    tail = f'<span class="vb-cay__phu">{"; ".join(facts)}</span>' if facts else ""
    return f'<li id="cq-{body.khoa}">{_entry(body.khoa, body.ten, tree)}{tail}</li>'


def _entry(key: str, name: str, tree: Tree) -> str:
    if key not in tree.counts:
        return f"<span>{escape(name)} <em>kho chưa có văn bản</em></span>"
    return (
        f'<a href="{tree.root}duyet/co-quan/{key}/index.html"><span>{escape(name)}</span>'
        f" <b>{thousands(tree.counts[key])}</b></a>"
    )


def _kin(word: str, keys: Sequence[str], tree: Tree) -> list[str]:
    named = [(key, body.ten) for key in keys if (body := tree.registry.body(key))]
    links = ", ".join(
        f'<a href="#cq-{key}">{escape(name)}</a>' if key in tree.shown else escape(name)
        for key, name in named
    )
    return [f"{word} {links}"] if links else []


def interval(tu: str, den: str) -> str:
    """``từ 01/7/2025``, ``đến 30/6/2025``, both, or nothing when it isn't known."""
    parts = [f"từ {shown_date(tu)}"] if tu else []
    parts += [f"đến {shown_date(den)}"] if den else []
    return " ".join(parts)


def body_facts(body: Body, registry: Registry, types: Mapping[str, int], root: str) -> str:
    """What the tables say of a body, and how many documents of each type it has."""
    place = places().get(body.noi)
    above = registry.cap_tren(body.khoa)
    kinds = ", ".join(
        f"{escape(name)} <small>({thousands(n)})</small>"
        for name, n in sorted(types.items(), key=lambda item: (-item[1], item[0]))
    )
    rows = (
        ("Cấp", f"{LEVELS[body.cap]}, {SYSTEMS[body.he]}"),
        ("Nơi", _place(place) if place else ""),
        ("Tên gọi khác", escape("; ".join(body.ten_khac))),
        ("Ký hiệu trong số văn bản", ", ".join(f"<code>{escape(ma)}</code>" for ma in body.ma)),
        ("Cơ quan cấp trên", escape(above.ten) if above else ""),
        ("Hoạt động", interval(body.tu, body.den)),
        ("Trước là", _linked(body.tien_than, registry, root)),
        ("Nay là", _linked(body.ke_tuc, registry, root)),
        ("Loại văn bản", kinds),
    )
    inner = "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in rows if value)
    return f'<dl class="vb-ho-so">{inner}</dl>'


def _place(place: Place) -> str:
    when = interval(place.tu, place.den)
    return f"{escape(place.ten)}{f' ({when})' if when else ''}"


def _linked(keys: Sequence[str], registry: Registry, root: str) -> str:
    """Kin by name; the tree holds them whether the archive has documents of them or not."""
    found = [(key, body) for key in keys if (body := registry.body(key))]
    return ", ".join(f'<a href="{root}{TREE}#cq-{key}">{escape(b.ten)}</a>' for key, b in found)
