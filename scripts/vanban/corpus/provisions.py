"""The tree of provisions of a body: Phần, Chương, Mục, Điều, khoản, điểm, Phụ lục.

Levels are those of Nghị định 30/2020/NĐ-CP and of Hướng dẫn 36-HD/VPTW (Party: ``I.``,
``1.``, ``a)``; decimals). A provision begins a paragraph or a heading; what stands in
quotation marks over several lines is another document's. Time is linear in the text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from operator import attrgetter

from vanban.corpus.labels import LETTERS, PLAIN, Label, Plain, read_label
from vanban.corpus.quotes import quoted_spans
from vanban.corpus.sequence import Fault, doubled, follow, glued
from vanban.model import Level, Provision
from vanban.text import fold

__all__ = ["Fault", "parse_provisions"]

_RANK = {
    "kem": 0, "phu_luc": 0, "mau": 5, "phan": 10, "capital": 15, "chuong": 20, "muc": 30,
    "roman": 30, "tieu_muc": 40, "dieu": 50, "khoan": 60, "diem": 70,
}  # fmt: skip
_LEVEL: dict[str, Level] = {
    "mau": "phu_luc", "capital": "phan", "roman": "muc", "kem": "kem", "phu_luc": "phu_luc",
    "": "phan", "phan": "phan", "chuong": "chuong", "muc": "muc", "tieu_muc": "tieu_muc", "dieu": "dieu",
    "khoan": "khoan", "diem": "diem",
}  # fmt: skip
_NAME = {kind: kind.replace("_", "-") for kind in _RANK} | {"roman": "muc"}
_BARE = frozenset({"roman", "capital", "khoan", "diem"})
_UNTITLED = frozenset({"khoan", "diem"})
_SCOPES = frozenset({"kem", "phu_luc", "mau"})
_TITLED = frozenset({"phan", "chuong", "muc", "tieu_muc", "phu_luc", "mau"})
_ORNAMENT = " \t\u00a0#*_"
# First letters, after ornaments, of a line that may begin a provision, a title or a signature.
_FIRST = frozenset("ABCDEFGHIKLMNOPQRSTUVXYĐÐ0123456789(" + LETTERS + "fjwz")
_OWN_TITLES = (
    "QUY CHẾ", "QUY ĐỊNH", "ĐIỀU LỆ", "KẾ HOẠCH", "ĐỀ ÁN", "CHƯƠNG TRÌNH", "HƯỚNG DẪN", "NỘI QUY",
    "QUY TRÌNH", "PHƯƠNG ÁN", "CHIẾN LƯỢC", "QUY HOẠCH", "DANH MỤC", "QUY CHUẨN", "QUI CHẾ",
    "QUI ĐỊNH", "BẢN QUY ĐỊNH", "BẢN QUY CHẾ", "DỰ ÁN", "ĐỊNH MỨC",
)  # fmt: skip
_SIGNED = ("Nơi nhận", "NƠI NHẬN", "TM. ", "T/M ", "T/M.", "KT. ", "K/T ", "TL. ", "T/L ", "TUQ. ")
_SIGNS = frozenset("NTK(")
# How far a number may run ahead of the last one and still be a provision with a gap before it.
_GAP = 3


class _Node:
    """A provision being built; ``last`` holds the last number of each kind of its children."""

    __slots__ = (
        "anchor", "end", "kind", "label", "last", "level", "parent", "path", "rank", "sep", "start",
        "title",
    )  # fmt: skip

    def __init__(
        self, kind: str, rank: int, label: str, title: str, start: int, anchor: str = "",
        parent: str = "", sep: str = "", path: tuple[int, ...] = (),
    ) -> None:  # fmt: skip
        self.kind, self.rank, self.label, self.title, self.start = kind, rank, label, title, start
        self.anchor, self.parent, self.sep, self.path = anchor, parent, sep, path
        self.level, self.end = _LEVEL[kind], -1
        self.last: dict[str, tuple[int, str]] = {}


_FIELDS, _PROVISION = attrgetter(*Provision._fields), tuple.__new__


@dataclass(slots=True)
class _State:
    """The walk through one body. ``stack[0]`` is the document itself and never closed."""

    found: list[_Node] = field(default_factory=list)
    stack: list[_Node] = field(default_factory=lambda: [_Node("", -1, "", "", 0)])
    anchors: set[str] = field(default_factory=set)
    copies: dict[str, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    untitled: _Node | None = None
    own_title: tuple[int, str] | None = None


def parse_provisions(body: str) -> tuple[tuple[Provision, ...], tuple[Fault, ...]]:
    """Provisions in order of their start, and what is odd in their numbering.

    ``body`` is NFC with lines ended by LF. ``start`` is the beginning of the provision's
    line, ``end`` where the next one of its rank or above begins; a child lies in its parent.
    """
    state = _State()
    quotes = iter((*quoted_spans(body), (len(body) + 1, len(body) + 1)))
    quote_start, quote_end = next(quotes)
    at = 0
    fresh = True
    for line in body.split("\n"):
        here = at
        at += len(line) + 1
        if not line:
            fresh = True
            continue
        while quote_end <= here:
            quote_start, quote_end = next(quotes)
        free = quote_start >= here
        if fresh and free:
            plain = PLAIN.get(line[: line.find(" ", 0, 4) + 1])
            if plain is not None and _take_next(state, plain, here):
                fresh = False
                continue
        text = line.lstrip(_ORNAMENT)
        if not text:
            fresh = True
            continue
        heading = line[0] == "#"
        if free and (text[0] in _FIRST or state.untitled):
            if fresh or heading:
                _block(state, line, len(line) - len(text), here)
            elif text[0] in "ĐÐ":
                _look_for_glued(state, line, len(line) - len(text), here)
        fresh = heading
    _close(state, 0, len(body))
    # what _make does, without asking for the length of each
    made = [_PROVISION(Provision, row) for row in map(_FIELDS, state.found)]
    return tuple(made), tuple(state.faults)


def _block(state: _State, line: str, first: int, here: int) -> None:
    """One paragraph or heading: a provision, an own title, the signature, or plain text."""
    untitled, state.untitled = state.untitled, None
    label = read_label(line, first)
    if label is not None and _take(state, label, line, first, here):
        return
    if untitled is None and line[first] not in _SIGNS and not line.isupper():
        return
    _heading_text(state, line[first:].rstrip(_ORNAMENT), untitled, here)


def _heading_text(state: _State, text: str, untitled: _Node | None, here: int) -> None:
    """A title, a signature or the line that says what is issued with the document."""
    if untitled is not None and _is_title(text):
        untitled.title = text
    elif untitled is not None and text.startswith("("):
        state.untitled = untitled
    elif text.startswith(_SIGNED):
        _close(state, 0, here)
    elif text[0] == "(" and state.own_title and _says_appended(text):
        _open_kem(state)
    elif state.found and text.isupper() and state.found[-1].kind not in ("phu_luc", "mau"):
        known = text.startswith(_OWN_TITLES)
        if known or (len(state.stack) == 1 and not state.own_title and len(text) <= 150):
            state.own_title = (here, text)


def _is_title(text: str) -> bool:
    return len(text) <= 250 and text[0] not in "(|>" and not text.endswith((".", ";", ":"))


def _says_appended(text: str) -> bool:
    return fold(text[:40]).lstrip("( ").startswith(("ban hanh kem", "kem theo", "ban hanh theo"))


def _look_for_glued(state: _State, line: str, first: int, here: int) -> None:
    """``Điều 6.`` inside a paragraph, when it would be the next article: a blank line is missing."""
    label = read_label(line, first)
    if label and label.kind == "dieu" and label.sep:
        last = _scope(state).last.get("dieu")
        if last and label.number == last[0] + 1:
            state.faults.append(glued(line[first : label.end], here + first))


def _scope(state: _State) -> _Node:
    """The document, or the appendix or appended regulation that is open: numbers restart in it."""
    for node in state.stack[2:0:-1]:
        if node.kind in _SCOPES:
            return node
    return state.stack[0]


def _parent(state: _State, rank: int) -> _Node:
    """What stays open above a new provision of ``rank``."""
    stack = state.stack
    at = len(stack) - 1
    while stack[at].rank >= rank:
        at -= 1
    return stack[at]


def _close(state: _State, rank: int, at: int) -> None:
    while state.stack[-1].rank >= rank:
        state.stack.pop().end = at


def _open_kem(state: _State) -> None:
    """Open the document issued with this one at its own title."""
    if state.own_title is None:
        return
    here, text = state.own_title
    state.own_title = None
    _close(state, 0, here)
    word = next((t for t in _OWN_TITLES if text.startswith(t)), text)
    number = state.stack[0].last.get("kem", (0, ""))[0] + 1
    state.stack[0].last["kem"] = (number, "")
    title = text[len(word) :].strip(" .:–-")
    node = _Node("kem", 0, word, title, here)
    _add(state, node, f"kem-{number}")


def _add(state: _State, node: _Node, anchor: str) -> bool:
    """Put ``node`` under what is open; True when its anchor was taken and a number went on it."""
    base, n = anchor, 1
    if anchor in state.anchors:
        n = state.copies.get(base, 1)
        while anchor in state.anchors:
            n += 1
            anchor = f"{base}-{n}"
        state.copies[base] = n
        inner = any(above.kind in ("phu_luc", "mau") for above in state.stack[1:3])
        state.faults.append(doubled(node.kind, node.label, anchor, node.start, inner=inner))
    state.anchors.add(anchor)
    node.anchor = anchor
    node.parent = state.stack[-1].anchor
    state.found.append(node)
    state.stack.append(node)
    return n > 1


def _take(state: _State, label: Label, line: str, first: int, here: int) -> bool:
    """Open the provision that ``label`` begins; False when at this place it begins none."""
    if state.own_title and _restarts(state, label):
        _open_kem(state)
    rank = _rank(state, label)
    parent = _parent(state, rank)
    counter, key = _counter(state, label, parent)
    last = counter.last.get(key)
    heading = line[0] == "#"
    next_one = label.number == (last[0] + 1 if last else 1)
    # what comes right behind the last number is never chance
    if not next_one and label.kind in _BARE and not _belongs(state, label, last, heading):
        return False
    state.own_title = None
    _close(state, rank, here)
    rest = line[label.end :].strip(_ORNAMENT).lstrip(".:–- ")
    number = label.number or (last[0] + 1 if last else 1)
    titled = label.kind not in _UNTITLED or heading or (line[0] == "*" and _is_bold(line, rest))
    node = _Node(label.kind, rank, line[first : label.end].rstrip(), rest if titled else "", here)
    node.path, node.sep = label.path or (number,), label.sep
    if label.kind == "capital" and rank > _RANK["capital"]:
        node.level = "tieu_muc"
    name = _segment(label, number, rank != _RANK[label.kind])
    doubled_here = _add(state, node, _anchor(state, label, parent, name))
    if not next_one and not doubled_here:
        _check_sequence(state, label, last, parent, here)
    counter.last[key] = (number, label.suffix)
    if not rest and label.kind in _TITLED:
        state.untitled = node
    return True


def _take_next(state: _State, plain: Plain, here: int) -> bool:
    """The same for a clause or point that plainly follows the last: nine of ten provisions."""
    kind, text, sep, name, number, path = plain
    rank, stack = _RANK[kind], state.stack
    above = len(stack) - 1
    while stack[above].rank >= rank:
        above -= 1
    parent = stack[above]
    last = parent.last.get(kind)
    if number != (last[0] + 1 if last else 1) or state.own_title:
        return False
    anchor = f"{parent.anchor}-{name}" if parent.anchor else name
    if anchor in state.anchors:
        return False
    while len(stack) > above + 1:
        stack.pop().end = here
    node = _Node(kind, rank, text, "", here, anchor, parent.anchor, sep, path)
    state.untitled = None
    state.anchors.add(anchor)
    state.found.append(node)
    stack.append(node)
    parent.last[kind] = (number, "")
    return True


def _is_bold(line: str, rest: str) -> bool:
    return bool(rest) and line.startswith("**") and line.rstrip().endswith("**")


def _restarts(state: _State, label: Label) -> bool:
    """Whether number 1 stands behind an own title: numbering begins anew in what is appended."""
    if label.number != 1 or label.path or label.kind in ("diem", "phu_luc", "mau"):
        return False
    return len(state.stack) == 1 or (label.kind != "khoan" and label.kind in _scope(state).last)


def _rank(state: _State, label: Label) -> int:
    """Depth: fixed by the word; for bare signs (I. A. 1.1.) by what is open above them."""
    kind = label.kind
    if label.path:
        return _RANK["khoan"] + len(label.path) - 1
    if kind == "mau":
        return 5 if any(n.kind == "phu_luc" for n in state.stack) else 0
    if kind not in ("roman", "capital"):
        return _RANK[kind]
    above = [n for n in state.stack if n.kind == kind]
    if above:
        return above[-1].rank
    if any(n.kind == "dieu" for n in state.stack):
        # "Điều 1. Phê duyệt … như sau: I. …" keeps its sections; Điều 2 closes them
        return 55 if kind == "roman" else 57
    return 35 if kind == "capital" and any(n.kind == "roman" for n in state.stack) else _RANK[kind]


def _belongs(state: _State, label: Label, before: tuple[int, str] | None, heading: bool) -> bool:
    """Whether a bare sign at this place is a provision and not chance (a name's initial, a sum)."""
    kind, number = label.kind, label.number
    last = before[0] if before else 0
    near = last < number <= last + _GAP
    if kind == "diem":
        return label.sep == ")" or number == 1 or number == last + 1
    if kind == "capital":
        return number == last + 1
    if kind == "roman":
        return number == 1 or (last > 0 and near) or heading
    if label.path:
        whole = any(n.path == label.path[:-1] for n in state.stack if n.kind == "khoan")
        return (whole and label.sep != "") or (near and (whole or last > 0 or number == 1))
    return _khoan_belongs(state, label, last)


def _khoan_belongs(state: _State, label: Label, last: int) -> bool:
    """``1)`` and ``1-`` below an open ``1.`` are a list inside it, not the next clause."""
    if label.sep != "." and label.number not in (1, last, last + 1):
        return False
    if label.number == last + 1:
        return True
    sibling = next((n for n in state.stack if n.rank == _RANK["khoan"]), None)
    return sibling is None or _family(sibling.sep) == _family(label.sep)


def _family(sep: str) -> str:
    return "-" if sep in ("-", "–") else sep


def _counter(state: _State, label: Label, parent: _Node) -> tuple[_Node, str]:
    """Whose numbering the label goes on with, and under what name."""
    kind = label.kind
    if kind == "roman":
        return parent, "muc"
    if kind in ("dieu", "phan", "chuong"):
        # articles and chapters run on whatever stands between them and the scope
        scope = _scope(state)
        return (scope if scope.rank <= parent.rank else parent), kind
    if label.path:
        return parent, "khoan" + ".".join(map(str, label.path[:-1]))
    return parent, kind


def _check_sequence(
    state: _State, label: Label, last: tuple[int, str] | None, parent: _Node, here: int
) -> None:
    if label.kind == "chuong" and label.number == 1 and parent.kind == "phan":
        # chapters may run on through the parts or restart in each
        return
    if label.kind == "diem" and not label.number:
        return
    if fault := follow(label.kind, last, label.number, label.suffix, here):
        state.faults.append(fault)


def _segment(label: Label, number: int, nested: bool) -> str:
    """The label's part of an anchor."""
    kind = label.kind
    suffix = label.suffix.replace("đ", "dd") if label.suffix else ""
    if kind == "diem":
        letter = LETTERS[label.number - 1] if label.number else ""
        return f"diem-{'dd' if letter == 'đ' else letter}{suffix}"
    if kind == "capital":
        return f"{'tieu-muc' if nested else 'phan'}-{chr(96 + number)}"
    if kind == "dieu" and not label.number:
        return "dieu-duy-nhat"
    path = "-".join(map(str, label.path)) if label.path else str(number)
    return f"{_NAME[kind]}-{path}{suffix}"


def _anchor(state: _State, label: Label, parent: _Node, name: str) -> str:
    scope = _scope(state).anchor
    if label.kind in ("phan", "dieu"):
        return _joined(scope, name)
    if label.kind == "chuong":
        plain = _joined(scope, name)
        return _joined(parent.anchor, name) if plain in state.anchors else plain
    if label.path and parent.kind == "khoan" and parent.path == label.path[:-1]:
        return f"{parent.anchor}-{label.path[-1]}{label.suffix.replace('đ', 'dd')}"
    return _joined(parent.anchor, name)


def _joined(before: str, name: str) -> str:
    return f"{before}-{name}" if before else name
