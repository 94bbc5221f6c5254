"""YAML read strictly: every scalar a string, every key and value with its place.

What YAML offers and a clerk trips over is refused: doubled keys, anchors and aliases, tags,
merge keys, deep nesting, a head of more than 64 KB. Each fault is an Issue in Vietnamese.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml
from yaml.nodes import ScalarNode, SequenceNode

from vanban.corpus.yaml_messages import explain
from vanban.model import Issue

MAX_CHARS = 64 * 1024
MAX_DEPTH = 12


# Tuples, not dataclasses: a header makes forty of them and 20,000 headers are read in a build.
class Text(NamedTuple):
    """A scalar as text; ``line`` and ``column`` count from 1 in the file."""

    value: str
    line: int
    column: int


class Seq(NamedTuple):
    items: tuple[Value, ...]
    line: int
    column: int


class Map(NamedTuple):
    """A mapping in file order; of a doubled key the first value stays, the rest are ``doubled``."""

    entries: dict[str, tuple[Text, Value]]
    doubled: tuple[Text, ...]
    line: int
    column: int


Value = Text | Seq | Map


class _Refused(Exception):
    """Raised inside the composer, where no value can be returned."""

    def __init__(self, mark: Any, message: str, remedy: str) -> None:
        super().__init__(message)
        self.mark, self.message, self.remedy = mark, message, remedy


class _Plain:
    """Resolver that resolves nothing and counts depth.

    The C composer recurses without a limit and takes the process down on a deep file, so
    the depth is held here, at the one place it calls back.
    """

    depth = 0

    def resolve(self, *_: Any) -> str:
        return ""

    def descend_resolver(self, parent: Any, *_: Any) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH + 1:
            raise _too_deep(parent.start_mark)

    def ascend_resolver(self) -> None:
        self.depth -= 1


def _too_deep(mark: Any) -> _Refused:
    return _Refused(
        mark,
        f"Dữ liệu lồng nhau quá {MAX_DEPTH} tầng.",
        "Viết mỗi trường trên một dòng, không lồng danh sách trong danh sách.",
    )


def _composer() -> type[Any]:
    """PyYAML's C parser, or its pure Python one where the C library is missing."""
    try:
        from yaml.cyaml import CParser  # type: ignore[attr-defined]
    except ImportError:
        return _python_composer()
    return type("Composer", (_Plain, CParser), {})


def _python_composer() -> type[Any]:
    from yaml.composer import Composer
    from yaml.parser import Parser
    from yaml.reader import Reader
    from yaml.scanner import Scanner

    def begin(self: Any, stream: str) -> None:
        Reader.__init__(self, stream)
        Scanner.__init__(self)
        Parser.__init__(self)
        Composer.__init__(self)

    bases = (_Plain, Reader, Scanner, Parser, Composer)
    return type("PythonComposer", bases, {"__init__": begin})


_Composer = _composer()
# What YAML itself calls not printable; libyaml would name it by a byte offset only.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_CHARACTERISTIC = re.compile("[&*!]")


def parse_yaml(
    text: str, path: str, *, first_line: int = 1, may_double: frozenset[str] = frozenset()
) -> tuple[Map | None, tuple[Issue, ...]]:
    """Read ``text`` as one mapping; ``first_line`` is the file line of its first line.

    Never raises. A doubled key is an Issue unless it's in ``may_double`` and at the top;
    the mapping comes back beside the Issues whenever the text could be read at all.
    """
    issues: list[Issue] = []
    try:
        root = _compose(text)
        if root is not None and not isinstance(root, yaml.MappingNode):
            raise _Refused(
                root.start_mark,
                "Phần đầu không phải là các dòng “khóa: giá trị”.",
                "Mỗi dòng viết một khóa, dấu hai chấm, một dấu cách rồi giá trị: “loai: Chỉ thị”.",
            )
        found = _map(root, first_line) if root is not None else Map({}, (), first_line, 1)
    except _Refused as fault:
        return None, (_issue(path, fault.mark, first_line, fault.message, fault.remedy),)
    except yaml.YAMLError as fault:
        problem, mark = _problem(fault)
        return None, (_issue(path, mark, first_line, *explain(problem, text, mark)),)
    for key in _doubled(found, may_double):
        issues.append(_double_issue(path, key))
    return found, tuple(issues)


def _compose(text: str) -> Any:
    """The node tree of ``text``, None when it holds nothing; raises what it refuses."""
    if len(text) > MAX_CHARS:
        raise _Refused(
            None,
            f"Phần đầu dài {_grouped(len(text))} ký tự, quá {_grouped(MAX_CHARS)} ký tự.",
            "Chuyển nội dung dài xuống phần thân, dưới dòng “---” thứ hai.",
        )
    bad = _CONTROL.search(text)
    if bad:
        raise _Refused(
            _Mark(text, bad.start()),
            f"Có ký tự điều khiển U+{ord(bad[0]):04X} không nhìn thấy được.",
            "Xóa ký tự ấy; thường do chép từ PDF hoặc Word.",
        )
    if _CHARACTERISTIC.search(text):
        _check_events(text)
    return compose(text)


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def compose(text: str) -> Any:
    """The PyYAML node tree of ``text`` (marks hold offsets), for surgery on single fields."""
    loader = _Composer(text)
    try:
        return loader.get_single_node()
    finally:
        loader.dispose() if hasattr(loader, "dispose") else None


def _problem(fault: yaml.YAMLError) -> tuple[str, Any]:
    """The parser's own words and the place to show: what was left open shows where it opened."""
    problem = str(getattr(fault, "problem", fault))
    mark = getattr(fault, "problem_mark", None)
    opened = getattr(fault, "context_mark", None)
    if opened and any(word in problem for word in ("end of stream", "indicator", "expected ','")):
        return problem, opened
    return problem, mark or opened


class _Mark:
    """A place computed by hand, in the shape of PyYAML's marks."""

    def __init__(self, text: str, index: int) -> None:
        self.line = text.count("\n", 0, index)
        self.column = index - (text.rfind("\n", 0, index) + 1)


def _check_events(text: str) -> None:
    """Refuse anchors, aliases and the tag ``!`` before anything could expand them.

    The composer shows other tags on its nodes but follows aliases silently.
    """
    loader = _Composer(text)
    depth = 0
    while loader.check_event():
        event = loader.get_event()
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _Refused(
                event.start_mark,
                "Có dấu “&” hoặc “*” đứng đầu giá trị, YAML hiểu là tham chiếu.",
                'Đặt cả giá trị trong dấu nháy kép: "* …", hoặc viết lại giá trị ở từng chỗ.',
            )
        if getattr(event, "tag", None):
            raise _tag(event.start_mark, event.tag)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                raise _too_deep(event.start_mark)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _tag(mark: Any, tag: str) -> _Refused:
    return _Refused(
        mark,
        f"Có nhãn kiểu “{_short(tag.replace('tag:yaml.org,2002:', '!!'))}” của YAML, không được dùng ở đây.",
        "Bỏ phần bắt đầu bằng “!”, hoặc đặt cả giá trị trong dấu nháy kép.",
    )


def _short(text: str, limit: int = 40) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _value(node: Any, shift: int) -> Value:
    """``shift`` is the number of lines above the text and one, since marks count from 0."""
    mark = node.start_mark
    if node.tag:
        raise _tag(mark, node.tag)
    if isinstance(node, ScalarNode):
        return Text(node.value, mark.line + shift, mark.column + 1)
    if isinstance(node, SequenceNode):
        items = tuple([_value(item, shift) for item in node.value])
        return Seq(items, mark.line + shift, mark.column + 1)
    return _map(node, shift)


def _map(node: Any, shift: int) -> Map:
    mark = node.start_mark
    if node.tag:
        raise _tag(mark, node.tag)
    entries: dict[str, tuple[Text, Value]] = {}
    doubled: list[Text] = []
    for key_node, value_node in node.value:
        key = _key(key_node, shift)
        value = _value(value_node, shift)
        if key.value in entries:
            doubled.append(key)
        else:
            entries[key.value] = (key, value)
    return Map(entries, tuple(doubled), mark.line + shift, mark.column + 1)


def _key(node: Any, shift: int) -> Text:
    key = _value(node, shift)
    if not isinstance(key, Text):
        raise _Refused(
            node.start_mark,
            "Tên khóa phải là chữ, không phải danh sách hay nhóm.",
            "Đặt giá trị có dấu “[” hoặc “{” trong dấu nháy kép.",
        )
    if key.value == "<<":
        raise _Refused(
            node.start_mark,
            "Khóa gộp “<<” của YAML không được dùng ở đây.",
            "Viết đủ từng trường.",
        )
    return key


def _doubled(found: Map, may_double: frozenset[str]) -> Iterator[Text]:
    yield from (key for key in found.doubled if key.value not in may_double)
    for _, value in found.entries.values():
        if not isinstance(value, Text):
            yield from _doubled_below(value)


def _doubled_below(value: Value) -> Iterator[Text]:
    if isinstance(value, Map):
        yield from _doubled(value, frozenset())
    elif isinstance(value, Seq):
        for item in value.items:
            if not isinstance(item, Text):
                yield from _doubled_below(item)


def _double_issue(path: str, key: Text) -> Issue:
    return Issue(
        code="yaml-khoa-lap",
        severity="loi",
        path=path,
        line=key.line,
        column=key.column,
        message=f"Khóa “{_short(key.value)}” viết hai lần.",
        remedy="Giữ một dòng, xóa dòng kia.",
    )


def _issue(path: str, mark: Any, first_line: int, message: str, remedy: str) -> Issue:
    line, column = (mark.line + first_line, mark.column + 1) if mark else (first_line, 1)
    return Issue(
        code="yaml-sai",
        severity="loi",
        path=path,
        line=line,
        column=column,
        message=message,
        remedy=remedy,
    )
