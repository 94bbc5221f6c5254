"""The plain part of YAML, which nearly every head is written in, read by patterns alone.

A key a line with plain or double-quoted text, ``[…]`` and ``{…}`` on its line, or items below it.
Whatever is not surely that makes the answer None and ``yaml_strict`` reads the head; a property
test holds the two together. A third of the time that YAML's own reader takes.
"""

from __future__ import annotations

import re

from vanban.corpus.yaml_strict import MAX_CHARS, Map, Seq, Text, Value

# No colon and no sign that YAML gives a meaning inside a text; blanks neither first nor last.
_INSIDE = r"\w ./()%+;–“”\"'…\-"
_LAST = r"\w.)%”\"'…;"
_LINE = re.compile(
    rf"(?P<key>[a-z][a-z0-9_]{{0,40}}):(?:(?P<bare>\Z)| (?:(?P<text>[^\W_](?:[{_INSIDE},]*[{_LAST}])?\Z)|(?=[\"\[{{])))"
)
_ITEM = re.compile(rf"  - (?:(?P<text>[^\W_](?:[{_INSIDE},]*[{_LAST}])?\Z)|(?=[\"\[{{]))")
_KEY = re.compile(r"[a-z][a-z0-9_]{0,40}(?=: )")
_SCALAR = re.compile(
    rf"\"(?P<quoted>[^\"\\]*)\"|(?P<text>[^\W_](?:[{_INSIDE}]*[{_LAST}])?(?=[,\]}}]))"
)
_NEST = 4
"""Lists and groups in each other; nobody writes more than two."""


class _NotPlain(Exception):
    """Something that YAML's own reader must look at."""


def read_plain(text: str, first_line: int) -> Map | None:
    """What ``parse_yaml`` gives of ``text`` without faults; None when it isn't plain."""
    # printable: no tabs, no controls, no breaks or blanks of other kinds
    if len(text) > MAX_CHARS or not text.replace("\n", "").isprintable():
        return None
    lines = text.removesuffix("\n").split("\n")
    entries: dict[str, tuple[Text, Value]] = {}
    at = 0
    try:
        while at < len(lines):
            m = _LINE.match(lines[at])
            if m is None or m["key"] in entries:
                return None
            place, after = first_line + at, m.end()
            key = Text(m["key"], place, 1)
            value: Value
            if m["text"]:
                value = Text(m["text"], place, m.start("text") + 1)
            elif m["bare"] is None:
                value = _whole(lines[at], after, place)
            else:
                value = _items(lines, at + 1, first_line)
                at += len(value.items)
            entries[key.value] = (key, value)
            at += 1
    except _NotPlain:
        return None
    return Map(entries, (), first_line, 1)


def _items(lines: list[str], at: int, first_line: int) -> Seq:
    """The lines ``  - …`` below a key, at least one."""
    items: list[Value] = []
    start = first_line + at
    while at < len(lines) and (m := _ITEM.match(lines[at])):
        place = first_line + at
        items.append(Text(m["text"], place, 5) if m["text"] else _whole(lines[at], 4, place))
        at += 1
    if not items:
        raise _NotPlain
    return Seq(tuple(items), start, 3)


def _whole(line: str, at: int, place: int) -> Value:
    """What stands from ``at`` to the end of ``line``."""
    value, end = _value(line, at, place, _NEST)
    if end != len(line):
        raise _NotPlain
    return value


def _value(line: str, at: int, place: int, nest: int) -> tuple[Value, int]:
    """A text, a list or a group at ``at``, and where it ends."""
    sign = line[at : at + 1]
    if sign in ("[", "{") and nest:
        return (_list if sign == "[" else _group)(line, at, place, nest - 1)
    m = _SCALAR.match(line, at)
    if m is None:
        raise _NotPlain
    text = m["quoted"] if m["text"] is None else m["text"]
    return Text(text, place, at + 1), m.end()


def _list(line: str, start: int, place: int, nest: int) -> tuple[Value, int]:
    items: list[Value] = []
    at = start + 1
    while True:
        item, at = _value(line, at, place, nest)
        items.append(item)
        if line.startswith("]", at):
            return Seq(tuple(items), place, start + 1), at + 1
        at = _comma(line, at)


def _group(line: str, start: int, place: int, nest: int) -> tuple[Value, int]:
    entries: dict[str, tuple[Text, Value]] = {}
    at = start + 1
    while True:
        m = _KEY.match(line, at)
        if m is None or m[0] in entries:
            raise _NotPlain
        key = Text(m[0], place, at + 1)
        value, at = _value(line, m.end() + 2, place, nest)
        entries[key.value] = (key, value)
        if line.startswith("}", at):
            return Map(entries, (), place, start + 1), at + 1
        at = _comma(line, at)


def _comma(line: str, at: int) -> int:
    if not line.startswith(", ", at):
        raise _NotPlain
    return at + 2
