"""Planning the records of a batch, then writing them in one go.

Everything is decided before anything is written: each planned record is read back as the
archive reads it, and one it would refuse isn't written. Files appear whole or not at all,
the original before the record that names it.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from vanban.corpus.read import parse_document
from vanban.corpus.write import atomic_write, emit_document
from vanban.importer.body_guess import body_issue
from vanban.importer.held import held
from vanban.importer.model import Draft, FileReport, Options, named
from vanban.importer.proposal import (
    SAME,
    Proposal,
    alike,
    conflict,
    near,
    proposed,
    read_record,
)
from vanban.importer.record import OTHER_TYPE, UNKNOWN, Place, issuing_body, metadata, place
from vanban.model import Body, Issue, Metadata, Original, Term
from vanban.tables import Registry, load_extra, load_registry


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One record to be written: its path below ``to``, its text, the original to copy."""

    target: str
    text: str
    original: Path | None
    original_target: str


class Planner:
    """Gives each draft its place; remembers what the batch and the archive have taken."""

    def __init__(self, to: Path, options: Options) -> None:
        self.to = to
        self.options = options
        self.registry = archive_registry(to)
        self.taken: set[str] = set()
        self.hashes: dict[str, str] = {}
        self.held = held(to)
        self.texts: dict[str, str] = {}

    def plan(self, draft: Draft) -> tuple[FileReport, Planned | Proposal | None]:
        """Where ``draft`` goes; None when it is refused or held already, a proposal when the
        archive holds another reading of the same document."""
        if not draft.body:
            return FileReport(source=draft.source, target="", draft=draft), None
        known = self.hashes.get(draft.sha256)
        if known:
            name = named(Path(known).name)
            return self._held(draft, f"Nội dung giống hệt tệp {name} trong lần nhập này."), None
        meta = metadata(draft, self.registry, self.options.luu_hanh)
        if issuing_body(draft, self.registry) is None:
            body = self.registry.body(meta.co_quan) if meta.co_quan else None
            draft = replace(draft, issues=(*draft.issues, body_issue(draft, body)))
        if meta.loai == OTHER_TYPE:
            draft = replace(draft, issues=(*draft.issues, _unknown_type(draft)))
        wanted = place(meta)
        stem, there = self._free(wanted, draft.sha256)
        there = there or self.held.hashes.get(draft.sha256, "")
        if there:
            return self._held(draft, f"Tệp này đã có trong kho: {there}."), None
        draft, proposal = self._compared(draft, meta, wanted)
        if proposal is not None:
            told = replace(draft, issues=(*draft.issues, proposal.issue))
            return FileReport(source=draft.source, target="", draft=told), proposal
        return self._recorded(draft, stem)

    def _recorded(self, draft: Draft, stem: str) -> tuple[FileReport, Planned | None]:
        """The new record at ``stem``, unless the archive would refuse it."""
        planned = self._planned(stem, draft)
        _, faults = parse_document(planned.target, planned.text.encode(), self.registry)
        told = replace(draft, issues=(*draft.issues, *_of_record(faults, draft.source)))
        if any(f.severity == "loi" for f in faults):
            return FileReport(source=draft.source, target="", draft=replace(told, body="")), None
        self.hashes[draft.sha256] = draft.source
        self.taken.add(stem)
        self.texts[planned.target] = planned.text
        fields = draft.fields
        self.held.add(planned.target, fields.value("so_hieu"), fields.value("trich_yeu"))
        return FileReport(source=draft.source, target=planned.target, draft=told), planned

    def _compared(
        self, draft: Draft, meta: Metadata, wanted: Place
    ) -> tuple[Draft, Proposal | None]:
        """The draft with what it resembles; a proposal when a record is the same document."""
        numbered, named = self.held.alike(draft)
        series = (f"{wanted.folder}/{wanted.year}", f"{UNKNOWN}/{wanted.year}")
        others: list[tuple[str, float]] = []
        issues: list[Issue] = []
        for target in [*numbered, *named[:20]]:
            text = self._text(target)
            old = read_record(target, text, self.registry)
            share = alike(old, draft)
            others.append((target, share))
            if old is None or target not in numbered or target.rsplit("/", 1)[0] not in series:
                continue
            if share >= SAME:
                return draft, proposed(target, text, old, meta, draft)
            issues.append(conflict(draft, target, old, share))
        twin = near(draft, others)
        issues += [twin] if twin else []
        return replace(draft, issues=(*draft.issues, *issues)), None

    def _text(self, target: str) -> str:
        if target in self.texts:
            return self.texts[target]
        try:
            return (self.to / target).read_text(encoding="utf-8", errors="replace")
        except OSError:
            return ""

    def _planned(self, stem: str, draft: Draft) -> Planned:
        source = Path(draft.source)
        suffix = "".join(
            c for c in source.suffix.lower() if c.isascii() and (c.isalnum() or c == ".")
        )
        original = f"{stem}.goc{suffix or '.bin'}"
        keep = self.options.keep_original
        goc = (Original(tep=original.rsplit("/", 1)[-1], sha256=draft.sha256),) if keep else ()
        meta = metadata(draft, self.registry, self.options.luu_hanh, goc)
        return Planned(
            target=f"{stem}.md",
            text=emit_document(meta, draft.body),
            original=source if keep else None,
            original_target=original,
        )

    def _free(self, wanted: Place, sha256: str) -> tuple[str, str]:
        """A stem nobody has (``-2``, ``-3`` …), or the record that holds this very file."""
        base = f"{wanted.folder}/{wanted.year}/{wanted.slug}"
        stem, number = base, 1
        while True:
            file = self.to / f"{stem}.md"
            if file.exists() and sha256 in file.read_text(encoding="utf-8", errors="replace"):
                return stem, f"{stem}.md"
            if stem not in self.taken and not file.exists():
                return stem, ""
            number += 1
            stem = f"{base}-{number}"

    def _held(self, draft: Draft, message: str) -> FileReport:
        issue = Issue(
            code="da-nhap",
            severity="goi_y",
            path=draft.source,
            message=message,
            remedy="Không cần nhập lại.",
        )
        again = replace(draft, body="", issues=(*draft.issues, issue))
        return FileReport(source=draft.source, target="", draft=again)


_EXPECTED = ("luu-hanh-chua-ro", "chua-ro")
"""What an import leaves to a person on purpose; the draft's own issues say it better."""


def _of_record(faults: Iterable[Issue], source: str) -> tuple[Issue, ...]:
    """Faults of the planned record as issues of its original, where the clerk will look."""
    return tuple(
        replace(f, path=source, line=0, column=0)
        for f in faults
        if f.severity == "loi" or f.code not in _EXPECTED
    )


def archive_registry(to: Path) -> Registry:
    """Our tables and the archive's own bodies (``co-quan.yml`` at the top or in a folder)."""
    extra: list[Body | Term] = []
    for file in [to / "co-quan.yml", *sorted(to.glob("*/co-quan.yml"))]:
        if file.is_file():
            found = load_extra(file.read_text(encoding="utf-8", errors="replace"), file.name)
            extra += [*found.bodies, *found.terms]
    return load_registry(extra)


def write(plans: Iterable[Planned | Proposal], to: Path) -> None:
    """Write all records below ``to``; each file appears whole or not at all."""
    for planned in plans:
        if isinstance(planned, Proposal):
            for name, text in planned.files:
                (to / name).parent.mkdir(parents=True, exist_ok=True)
                atomic_write(to / name, text)
            continue
        target = to / planned.target
        target.parent.mkdir(parents=True, exist_ok=True)
        if planned.original is not None:
            _copied(planned.original, to / planned.original_target)
        atomic_write(target, planned.text)


def _copied(original: Path, target: Path) -> None:
    with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".nhap-", delete=False) as out:
        name = Path(out.name)
        try:
            with original.open("rb") as source:
                shutil.copyfileobj(source, out)
        except BaseException:
            name.unlink(missing_ok=True)
            raise
    name.chmod(0o644)
    name.replace(target)


def _unknown_type(draft: Draft) -> Issue:
    return Issue(
        code="khong-ro-loai",
        severity="canh_bao",
        path=draft.source,
        message="Không nhận ra loại văn bản: không thấy dòng như CHỈ THỊ, BÁO CÁO ở phần đầu."
        f" Ghi tạm là «{OTHER_TYPE}».",
        remedy="Sửa «loai» trong tệp vừa tạo cho đúng loại.",
    )
