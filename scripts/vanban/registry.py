"""The tables an archive works with: the house's own and the bodies it adds in co-quan.yml."""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path

from vanban.model import Issue
from vanban.tables import Extra, Registry, cross_check, load_extra, load_registry

NAME = "co-quan.yml"


def archive_registry(directives: Path) -> tuple[Registry, str, tuple[Issue, ...]]:
    """(tables, key that changes with them, faults found in the archive's own files)."""
    held: list[tuple[str, Extra]] = []
    issues: list[Issue] = []
    digest = blake2b(digest_size=12)
    for path in extra_files(directives):
        name = path.relative_to(directives).as_posix()
        try:
            raw = path.read_bytes()
            held.append((name, load_extra(raw.decode("utf-8-sig"), name)))
        except (OSError, UnicodeDecodeError) as error:
            issues.append(_unreadable(name, error))
            continue
        digest.update(name.encode() + b"\0" + raw)
    issues += [issue for _, extra in held for issue in extra.issues]
    issues += cross_check(held)
    bodies = tuple(b for _, extra in held for b in extra.bodies)
    terms = tuple(t for _, extra in held for t in extra.terms)
    return load_registry(bodies, terms), digest.hexdigest(), tuple(issues)


def extra_files(directives: Path) -> list[Path]:
    """``directives/co-quan.yml`` and ``directives/<folder>/co-quan.yml``, in order."""
    return [p for p in (directives / NAME, *sorted(directives.glob(f"*/{NAME}"))) if p.is_file()]


def _unreadable(name: str, error: Exception) -> Issue:
    return Issue(
        code="bang-khong-doc-duoc", severity="loi", path=name,
        message=f"Không đọc được bảng cơ quan: {error}.",
        remedy="Lưu lại tệp bằng UTF-8 và kiểm tra quyền đọc.",
    )  # fmt: skip
