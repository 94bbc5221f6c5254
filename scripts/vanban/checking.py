"""``vanban check`` and ``vanban status``: the whole archive read once, its faults told."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path, PurePosixPath

from vanban.archive import Archive, build_archive
from vanban.citations.pinpoint import label_of
from vanban.corpus.corpus import twins
from vanban.facts import Facts, OutcomeRow
from vanban.fragment import Record, mention_of
from vanban.model import STATUS_WORDS, Issue
from vanban.registry import archive_registry

SARIF_LEVEL = {"loi": "error", "canh_bao": "warning", "goi_y": "note"}
GITHUB_LEVEL = {"loi": "error", "canh_bao": "warning", "goi_y": "notice"}


def check_archive(directives: Path, paths: Sequence[Path], muc: str) -> tuple[Issue, ...]:
    """Every fault of the archive, or of ``paths`` in it, in the order of path and line.

    Raises OSError when there is no such archive or a path isn't in it.
    """
    needed(directives)
    wanted = {_relative(p, directives) for p in paths}
    registry, _, issues = archive_registry(directives)
    archive = build_archive(directives, registry, on=date.today().isoformat(), muc=muc)
    found = [
        *issues,
        *archive.issues,
        *_links(archive),
        *twins(r.ref for r in _records(archive.facts)),
    ]
    if wanted - {"."}:
        found = [i for i in found if any(i.path == w or i.path.startswith(f"{w}/") for w in wanted)]
    return tuple(sorted(found, key=lambda i: (i.path, i.line, i.column, i.code)))


def needed(directives: Path) -> None:
    """Raise NotADirectoryError, in words for a person, when there is no archive there."""
    if not directives.is_dir():
        raise NotADirectoryError(
            f"Không thấy thư mục văn bản {directives}. Chỉ đúng chỗ: --directives THƯ_MỤC."
        )


def _relative(path: Path, directives: Path) -> str:
    """``path`` as seen from the archive; a link inside it keeps its own name."""
    for place in (path.absolute(), path.resolve()):
        for root in (directives.absolute(), directives.resolve()):
            if place.is_relative_to(root):
                return place.relative_to(root).as_posix()
    raise FileNotFoundError(f"{path} không nằm trong thư mục văn bản {directives}.")


def _records(facts: Facts) -> list[Record]:
    from vanban.facts import MemoryFacts

    assert isinstance(facts, MemoryFacts)  # noqa: S101 - build_archive gives this kind
    return [facts.records[i] for i in sorted(facts.records)]


def _links(archive: Archive) -> Iterable[Issue]:
    """Mentions a person must look at: contradictory or ambiguous."""
    for record in _records(archive.facts):
        rows = archive.facts.outcomes(record.id)
        for n, row in enumerate(rows[: len(record.mentions)]):
            issue = _link_issue(record, n, row)
            if issue is not None:
                yield issue
        for row, stated in zip(rows[len(record.mentions) :], record.stated, strict=True):
            if row[0] in ("a", "u"):
                yield Issue(
                    code="quan-he-chua-ro", severity="canh_bao", path=record.path,
                    message=f"Quan hệ tới «{stated[1]}»: {row[-1]}",
                    remedy="Ghi mã văn bản (đường dẫn trong kho) thay cho số hiệu.",
                )  # fmt: skip


def _link_issue(record: Record, n: int, row: OutcomeRow) -> Issue | None:
    mention = mention_of(record.mentions[n])
    line, column = record.lines[n]
    surface = " ".join(mention.surface.split())
    if row[0] == "u":
        return Issue(
            code="dan-chieu-chua-ro", severity="canh_bao", path=record.path, line=line,
            column=column, message=f"«{surface}»: {row[1]}",
            remedy="Đối chiếu bản gốc; nếu nguồn in sai thì ghi chú, đừng sửa lời văn.",
        )  # fmt: skip
    if row[0] == "a":
        return Issue(
            code="dan-chieu-mo-ho", severity="goi_y", path=record.path, line=line, column=column,
            message=f"«{surface}» có thể là {len(row[1])} văn bản: {', '.join(row[1])}. {row[2]}",
            remedy="Ghi thêm ngày ban hành trong lời văn hoặc khai báo trong «quan_he».",
        )  # fmt: skip
    return None


def render_issues(issues: Sequence[Issue], form: str, *, prefix: str) -> str:
    """The issues as text, JSON, SARIF 2.1.0 or GitHub workflow commands."""
    if form == "json":
        return json.dumps([i.data() for i in issues], ensure_ascii=False, indent=1) + "\n"
    if form == "sarif":
        return json.dumps(_sarif(issues, prefix), ensure_ascii=False, indent=1) + "\n"
    if form == "github":
        return "".join(
            f"::{GITHUB_LEVEL[i.severity]} file={_property(f'{prefix}/{i.path}')},line={max(1, i.line)},"
            f"col={max(1, i.column)}::{_one_line(f'{i.message} {i.remedy}'.strip())}\n"
            for i in issues
        )
    tail = f"{sum(i.severity == 'loi' for i in issues)} lỗi, {sum(i.severity == 'canh_bao' for i in issues)} cảnh báo.\n"
    return "".join(f"{i}\n" for i in issues) + tail


def _one_line(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _one_line(text).replace(":", "%3A").replace(",", "%2C")


def _uri(path: str) -> str:
    """A relative path as a relative reference, an absolute one as ``file:``."""
    told = PurePosixPath("/", path).as_uri()
    return told if path.startswith("/") else told.removeprefix("file:///")


def _sarif(issues: Sequence[Issue], prefix: str) -> dict[str, object]:
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {"name": "vanban", "rules": [
                {"id": code} for code in sorted({i.code for i in issues})
            ]}},
            "results": [{
                "ruleId": i.code, "level": SARIF_LEVEL[i.severity],
                "message": {"text": f"{i.message} {i.remedy}".strip()},
                "locations": [{"physicalLocation": {
                    "artifactLocation": {"uri": _uri(f"{prefix}/{i.path}")},
                    "region": {"startLine": max(1, i.line), "startColumn": max(1, i.column)},
                }}],
            } for i in issues],
        }],
    }  # fmt: skip


def status_lines(directives: Path, id_: str, on: str) -> list[str]:
    """The status of a document on a day, with reason and evidence; one line when unknown."""
    needed(directives)
    id_ = id_.removeprefix(f"{directives.as_posix()}/").removesuffix(".md")
    registry, _, _ = archive_registry(directives)
    archive = build_archive(directives, registry, on=on or date.today().isoformat())
    record = archive.facts.record(id_)
    if record is None:
        return [f"Kho không có văn bản «{id_}»."]
    line = archive.facts.line(id_)
    out = [
        f"{record.loai} {record.so_hieu}: {record.trich_yeu}",
        f"{STATUS_WORDS[line.status]}. {line.reason}",
    ]
    if line.by:
        out.append(f"Căn cứ: {line.by}: {line.evidence}")
    touched = [r for r in archive.facts.touching(id_) if r.target == id_ and r.target_provision]
    out += [
        f"{registry.relation_label(r.quan_he, inverse=True)} tại {label_of(r.target_provision)}: {r.source}"
        for r in touched
    ]
    return out
