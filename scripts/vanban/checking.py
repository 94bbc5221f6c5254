"""``vanban check`` and ``vanban status``: the whole archive read once, its faults told."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path, PurePosixPath

from vanban.archive import build_archive
from vanban.citations.pinpoint import label_of
from vanban.clauses import Clauses
from vanban.corpus.corpus import twins
from vanban.facts import Facts
from vanban.fragment import Record, ref_of, sentence_row
from vanban.linkfaults import link_issues
from vanban.model import STATUS_WORDS, Issue
from vanban.registry import archive_registry
from vanban.standing import clause_lines
from vanban.tables import Registry

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
        *link_issues(archive.facts, _records(archive.facts)),
        *twins(ref_of(r) for r in _records(archive.facts)),
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
    """The status of a document on a day, with reason and evidence; one line when unknown.

    ``ID#dieu-5`` asks for one clause: what touches it and who cites it.
    """
    needed(directives)
    id_, _, anchor = id_.partition("#")
    id_ = id_.removeprefix(f"{directives.as_posix()}/").removesuffix(".md")
    registry, _, _ = archive_registry(directives)
    archive = build_archive(directives, registry, on=on or date.today().isoformat())
    facts = archive.facts
    record = facts.record(id_)
    if record is None:
        return [f"Kho không có văn bản «{id_}»."]
    if anchor and not Clauses(facts).tree(id_).holds(anchor):
        return [f"Văn bản «{id_}» trong kho không có chỗ «{anchor}»."]
    line = facts.line(id_)
    out = [
        f"{record.loai} {record.so_hieu}: {record.trich_yeu}",
        f"{STATUS_WORDS[line.status]}. {line.reason}",
    ]
    if line.by:
        out.append(f"Căn cứ: {line.by}: {line.evidence}")
    out += clause_lines(facts, id_, anchor)
    out += _touched(facts, registry, id_, anchor)
    return [*out, *_cited(facts, id_, anchor)] if anchor else out


def _touched(facts: Facts, registry: Registry, id_: str, anchor: str) -> list[str]:
    """Relations to clauses of the document, or to one and what lies in it or round it."""
    rows = [r for r in facts.touching(id_) if r.target == id_ and r.target_provision]
    return [
        f"{registry.relation_label(r.quan_he, inverse=True)} tại {label_of(r.target_provision)}: {r.source}"
        for r in rows
        if not anchor or _meets(r.target_provision, anchor)
    ]


def _meets(one: str, other: str) -> bool:
    return one == other or one.startswith(f"{other}-") or other.startswith(f"{one}-")


def _cited(facts: Facts, id_: str, anchor: str) -> list[str]:
    """Who cites the clause or one inside it, with the citing clause."""
    out = [f"Chỗ đang xem: {label_of(anchor)}"]
    cited = Clauses(facts).cited(id_)
    rows = {
        (at, src, n) for at, found in cited.items() if at == anchor or at.startswith(f"{anchor}-")
        for src, n in found
    }  # fmt: skip
    out.append(f"Được dẫn tại {len({src for _, src, _ in rows})} văn bản.")
    for at, src, n in sorted(rows, key=lambda row: (row[1], row[2], row[0])):
        place = sentence_row(facts.need(src), n).label
        inner = f" (chỉ {label_of(at)})" if at != anchor else ""
        out.append(f"- {src}{', ' + place if place else ''}{inner}")
    return out
