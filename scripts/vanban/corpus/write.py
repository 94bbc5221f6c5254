"""Writing documents: whole or not at all, and single fields with all the rest left as it is."""

from __future__ import annotations

import contextlib
import os
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal, NamedTuple

import yaml

from vanban.corpus import front_matter
from vanban.corpus.emit import emit_document, emit_field, emit_value
from vanban.corpus.fields import FIELDS
from vanban.corpus.metadata import read_metadata
from vanban.corpus.readers import Known
from vanban.corpus.yaml_strict import compose, parse_yaml
from vanban.model import Metadata, StatedRelation

__all__ = ["Refused", "add_relation", "atomic_write", "emit_document", "set_field"]


class Refused(ValueError):
    """The change wasn't made, since the result wouldn't say what was meant; text in Vietnamese."""


def atomic_write(path: Path, data: bytes | str) -> None:
    """Put ``data`` at ``path`` so that a reader sees the old file or the new, never a part.

    The folder is made when missing. A str is written as UTF-8 with its line ends as they are.
    """
    raw = data.encode("utf-8") if isinstance(data, str) else data
    path.parent.mkdir(parents=True, exist_ok=True)
    # hidden and beside the target: never scanned as a document, on the same file system
    handle, name = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(raw)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Make the renaming last through a power cut; Windows has no such call and needs none."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class _Head(NamedTuple):
    """The head of a file's text: its offsets there, its node tree, its line ends."""

    start: int
    text: str
    node: yaml.MappingNode
    newline: str


def set_field(text: str, key: str, value: Any) -> str:
    """``text`` of a file with ``key`` set to ``value`` (typed as in Metadata), None removing it.

    Every other byte stays: comments, order, spacing, line ends. Raises Refused when the
    result wouldn't read as exactly that change.
    """
    if key not in FIELDS:
        raise Refused(f"Không có khóa “{key}”.")
    head = _head(text)
    before = _metadata(text)
    pair = _pair(head.node, key)
    if value is None:
        changed = _without(head, pair) if pair else head.text
        after = _default(before, key)
    else:
        lines = emit_field(key, value)
        changed = _with(head, key, pair, lines)
        after = replace(before, **{key: value})
    return _checked(text, head, changed, after)


def add_relation(
    text: str, relation: StatedRelation, key: Literal["quan_he", "quan_he_bo"] = "quan_he"
) -> str:
    """``text`` with ``relation`` behind those under ``key``; as ``set_field`` otherwise."""
    head = _head(text)
    before = _metadata(text)
    pair = _pair(head.node, key)
    together = (*getattr(before, key), relation)
    change: dict[str, Any] = {key: together}
    after = replace(before, **change)
    item = emit_value(relation)
    if pair is None or not isinstance(pair[1], yaml.SequenceNode) or not pair[1].value:
        return set_field(text, key, together)
    value = pair[1]
    at = _end(value.value[-1])
    if value.flow_style:
        changed = f"{head.text[:at]}, {item}{head.text[at:]}"
    else:
        # a comment behind the last item stays on its line
        line_end = _line_end(head.text, at)
        dash = " " * value.start_mark.column + "- "
        changed = _insert(head, line_end, dash + item)
    return _checked(text, head, changed, after)


def _head(text: str) -> _Head:
    start = 1 if text.startswith("\ufeff") else 0
    plain = text[start:].replace("\r\n", "\n")
    parts, _ = front_matter.split(plain, "")
    if parts is None:
        raise Refused("Tệp không có phần đầu giữa hai dòng “---”.")
    # offsets in the text as it is, whose line ends may be two characters
    begin = text.index("---", start)
    begin = text.index("\n", begin) + 1
    size = len(parts.head)
    if "\r\n" in text[: begin + 1]:
        size += parts.head.count("\n")
    head = text[begin : begin + size]
    if head.replace("\r\n", "\n") != parts.head:
        raise Refused("Phần đầu có cả hai kiểu xuống dòng; lưu lại tệp với một kiểu (LF).")
    try:
        node = compose(head)
    except (yaml.YAMLError, ValueError) as error:
        raise Refused("Phần đầu không đọc được; sửa lỗi rồi ghi lại.") from error
    if node is None:
        raise Refused("Phần đầu không có trường nào.")
    return _Head(begin, head, node, "\r\n" if "\r\n" in text[: begin + 1] else "\n")


class _Anything:
    """Tables that know every name: surgery must not fail for a body that isn't listed yet."""

    def doc_type(self, name: str) -> object:
        return name

    def body(self, khoa: str) -> object:
        return khoa


_KNOWN: Known = _Anything()


def _metadata(text: str) -> Metadata:
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n")
    parts, _ = front_matter.split(plain, "")
    if parts is not None:
        found, issues = parse_yaml(parts.head, "")
        if found is not None and not issues:
            meta, _ = read_metadata(found, "", _KNOWN)
            if meta is not None:
                return meta
    raise Refused("Phần đầu có lỗi; chạy “vanban check”, sửa lỗi rồi ghi lại.")


def _default(meta: Metadata, key: str) -> Metadata:
    if key in ("loai", "trich_yeu"):
        raise Refused(f"Không bỏ được “{key}”, trường bắt buộc.")
    empty = Metadata(loai="", trich_yeu="")
    return replace(meta, **{key: getattr(empty, key)}) if hasattr(empty, key) else meta


def _pair(node: yaml.MappingNode, key: str) -> tuple[yaml.Node, yaml.Node] | None:
    return next(((k, v) for k, v in node.value if k.value == key), None)


def _end(node: yaml.Node) -> int:
    """Offset behind the last character of a node; a block's own mark is beyond its comments."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(last[1] if isinstance(last, tuple) else last)
    return int(node.end_mark.index)


def _line_end(head: str, at: int) -> int:
    """Offset of the end of the line ``at`` is on, before its line end."""
    if at and head[at - 1] == "\n":
        # the mark of a block of text is behind the blank lines that follow it
        at = len(head[:at].rstrip("\r\n"))
    end = head.find("\n", at)
    end = len(head) if end < 0 else end
    return end - 1 if end and head[end - 1 : end] == "\r" else end


def _insert(head: _Head, line_end: int, line: str) -> str:
    return head.text[:line_end] + head.newline + line + head.text[line_end:]


def _with(head: _Head, key: str, pair: tuple[yaml.Node, yaml.Node] | None, lines: list[str]) -> str:
    if pair is not None:
        key_node, value = pair
        start = key_node.start_mark.index
        end = max(_end(value), int(key_node.end_mark.index) + 1)
        # a block of text takes the blank lines behind it; they stay
        end = len(head.text[:end].rstrip("\r\n"))
        return head.text[:start] + head.newline.join(lines) + head.text[end:]
    order = list(FIELDS)
    before = [p for p in head.node.value if p[0].value in order[: order.index(key)]]
    if not before:
        return head.newline.join(lines) + head.newline + head.text
    after = max(before, key=lambda p: order.index(p[0].value))
    return _insert(head, _line_end(head.text, _end(after[1])), head.newline.join(lines))


def _without(head: _Head, pair: tuple[yaml.Node, yaml.Node]) -> str:
    start = pair[0].start_mark.index
    start = head.text.rfind("\n", 0, start) + 1
    end = head.text.find("\n", _line_end(head.text, _end(pair[1])))
    return head.text[:start] + (head.text[end + 1 :] if end >= 0 else "")


def _checked(text: str, head: _Head, changed: str, meant: Metadata) -> str:
    result = text[: head.start] + changed + text[head.start + len(head.text) :]
    if _metadata(result) != meant:
        raise Refused("Không ghi được thay đổi này mà giữ nguyên phần còn lại; sửa tệp bằng tay.")
    return result
