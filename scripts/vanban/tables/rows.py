"""YAML rows read strictly and as text: no aliases, tags or doubled keys, every scalar a string.

What a clerk writes as ``no``, ``01`` or a date stays what was written. The same reader serves
our own tables (a fault there is a bug) and an archive's ``co-quan.yml`` (a fault is an Issue).
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

MAX_DEPTH = 8
MAX_CHARS = 2_000_000
HERE = Path(__file__).parent

Value = Any  # str | list[Value] | dict[str, Value]; a recursive alias costs more than it says


class InvalidRows(ValueError):
    """The text can't be read; ``line`` counts from 1, 0 when the whole file is meant."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """``value`` as read; ``lines`` gives the line of a container or of a key in a mapping."""

    value: Value
    lines: Mapping[Hashable, int]

    def line(self, holder: Value, key: str = "") -> int:
        """Line of ``holder``, or of its ``key``; 0 when unknown."""
        return self.lines.get((id(holder), key), self.lines.get(id(holder), 0))


def parse_rows(text: str) -> Rows:
    """``text`` as nested dict, list and str; raises InvalidRows with the line of the fault."""
    if len(text) > MAX_CHARS:
        raise InvalidRows(f"tệp dài quá {MAX_CHARS} ký tự")
    builder = _Builder()
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
    except yaml.MarkedYAMLError as err:
        line = err.problem_mark.line + 1 if err.problem_mark else 0
        raise InvalidRows("không đúng cú pháp YAML", line) from err
    except (yaml.YAMLError, UnicodeError) as err:
        raise InvalidRows("có ký tự YAML không cho phép") from err
    return Rows(value=builder.root, lines=builder.lines)


_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


class _Builder:
    """Puts events together without recursion, so that deep nesting costs nothing but a message."""

    def __init__(self) -> None:
        self.root: Value = ""
        self.lines: dict[Hashable, int] = {}
        self._open: list[tuple[Value, list[str]]] = []  # container, its waiting key
        self._documents = 0

    def take(self, event: Any) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self._refuse_marks(event)
            self._put(event.value, _line(event))
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self._refuse_marks(event)
            self._start({} if isinstance(event, yaml.MappingStartEvent) else [], event)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self._open.pop()
        elif isinstance(event, yaml.AliasEvent):
            raise InvalidRows("dùng bí danh (*) trong YAML", _line(event))
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                raise InvalidRows("có hơn một tài liệu YAML", _line(event))

    def _refuse_marks(self, event: Any) -> None:
        if event.anchor or (event.tag and event.tag != "!"):
            raise InvalidRows("dùng neo (&) hoặc thẻ (!) trong YAML", _line(event))

    def _start(self, holder: Value, event: Any) -> None:
        line = _line(event)
        if len(self._open) >= MAX_DEPTH:
            raise InvalidRows(f"lồng quá {MAX_DEPTH} tầng", line)
        self._put(holder, line)
        self.lines[id(holder)] = line
        self._open.append((holder, []))

    def _put(self, value: Value, line: int) -> None:
        if not self._open:
            self.root = value
            return
        holder, waiting = self._open[-1]
        if isinstance(holder, list):
            holder.append(value)
        elif waiting:
            holder[waiting.pop()] = value
        elif not isinstance(value, str):
            raise InvalidRows("có khóa không phải là chữ", line)
        elif value in holder:
            raise InvalidRows(f"khóa «{value}» viết hai lần", line)
        else:
            waiting.append(value)
            self.lines[(id(holder), value)] = line


def table(name: str) -> Value:
    """One of our own tables, ``name`` without ``.yml``; not cached, its loaders are."""
    return parse_rows((HERE / f"{name}.yml").read_text(encoding="utf-8")).value


def texts(row: Mapping[str, Value], key: str) -> tuple[str, ...]:
    """The list of words under ``key``; empty when absent."""
    found: Sequence[str] = row.get(key, ())
    return tuple(found)
