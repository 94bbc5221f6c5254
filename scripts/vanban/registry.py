"""The tables an archive works with: the house's own and the bodies it adds in co-quan.yml."""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path

from vanban.model import Body, Issue, Term
from vanban.tables import Registry, load_extra, load_registry

NAME = "co-quan.yml"


def archive_registry(directives: Path) -> tuple[Registry, str, tuple[Issue, ...]]:
    """(tables, key that changes with them, faults found in the archive's own files)."""
    bodies: list[Body] = []
    terms: list[Term] = []
    issues: list[Issue] = []
    digest = blake2b(digest_size=12)
    for path in extra_files(directives):
        name = path.relative_to(directives).as_posix()
        try:
            raw = path.read_bytes()
            more_bodies, more_terms, faults = load_extra(raw.decode("utf-8-sig"), name)
        except (OSError, UnicodeDecodeError) as error:
            issues.append(_unreadable(name, error))
            continue
        digest.update(name.encode() + b"\0" + raw)
        bodies += more_bodies
        terms += more_terms
        issues += faults
    return load_registry(tuple(bodies), tuple(terms)), digest.hexdigest(), tuple(issues)


def extra_files(directives: Path) -> list[Path]:
    """``directives/co-quan.yml`` and ``directives/<folder>/co-quan.yml``, in order."""
    return [p for p in (directives / NAME, *sorted(directives.glob(f"*/{NAME}"))) if p.is_file()]


def _unreadable(name: str, error: Exception) -> Issue:
    return Issue(
        code="bang-khong-doc-duoc", severity="loi", path=name,
        message=f"Không đọc được bảng cơ quan: {error}.",
        remedy="Lưu lại tệp bằng UTF-8 và kiểm tra quyền đọc.",
    )  # fmt: skip
