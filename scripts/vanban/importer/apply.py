"""Planning the records of a batch and writing each.

A record is decided whole before any of it is written: it is read back as the archive reads it,
and one it would refuse isn't written. Files appear whole or not at all, the original before the
record that names it, the journal's line last.
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
from vanban.importer.clean import cleaned
from vanban.importer.draft import file_hash
from vanban.importer.held import CLEANED, held
from vanban.importer.journal import COPIES, Entry, Journal, Kind
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
from vanban.importer.waiting import keep_waiting
from vanban.model import Body, Document, Issue, Metadata, Original, Term
from vanban.tables import Registry, load_extra, load_registry


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One record to be written: its path below ``to``, its text, the original to copy."""

    target: str
    text: str
    original: Path | None
    original_target: str
    draft: Draft
    resembled: tuple[str, ...] = ()


class Planner:
    """Gives each draft its place; remembers what the batch and the archive have taken.

    ``folder`` is a place of our own for cleaned copies, as long as the batch lasts.
    """

    def __init__(self, to: Path, options: Options, folder: Path) -> None:
        self.to = to
        self.folder = folder
        self.options = options
        self.registry = archive_registry(to)
        self.taken: set[str] = set()
        self.hashes: dict[str, str] = {}
        self.held = held(to)
        self.journal = Journal(to)
        self.texts: dict[str, str] = {}

    def plan(self, draft: Draft) -> tuple[FileReport, Planned | Proposal | None]:
        """Where ``draft`` goes; None when it is refused or held already, a proposal when the
        archive holds another reading of the same document."""
        if not draft.body and (there := self._done(draft.sha256)):
            return self._held(draft, f"Tệp này đã có trong kho: {there}."), None
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
        draft, proposal, resembled = self._compared(draft, meta, wanted)
        if proposal is not None:
            told = replace(draft, issues=(*draft.issues, proposal.issue))
            return FileReport(source=draft.source, target="", draft=told), proposal
        return self._recorded(draft, stem, resembled)

    def known_hash(self, path: Path) -> str:
        """The hash of a file that needs no reading, since it is done with; else empty."""
        if not (self.held.hashes or self.journal.entries):
            return ""
        try:
            digest = file_hash(path)
        except OSError:
            return ""
        return digest if self._done(digest) else ""

    def _done(self, sha256: str) -> str:
        """The record that an original with this hash belongs to."""
        entry = self.journal.known(sha256)
        return self.held.hashes.get(sha256, "") or (entry.target if entry else "")

    def _recorded(
        self, draft: Draft, stem: str, resembled: tuple[str, ...]
    ) -> tuple[FileReport, Planned | None]:
        """The new record at ``stem``, unless the archive would refuse it."""
        planned = self._planned(stem, draft, resembled)
        _, faults = parse_document(planned.target, planned.text.encode(), self.registry)
        draft = planned.draft
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
    ) -> tuple[Draft, Proposal | None, tuple[str, ...]]:
        """The draft with what it resembles; a proposal when a record is the same document; the
        records to be seen beside it."""
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
            base = self._base(target, old)
            if max(share, alike(base, draft)) >= SAME:
                return draft, proposed(target, text, old, meta, draft, base), ()
            issues.append(conflict(draft, target, old, share))
        twin = near(draft, others)
        issues += [twin] if twin else []
        beside = [t for t, share in others if share >= SAME or t in numbered]
        return replace(draft, issues=(*draft.issues, *issues)), None, tuple(beside[:3])

    def _base(self, target: str, old: Document) -> Document | None:
        """What an earlier import wrote for this record, before a person's corrections."""
        text = self.journal.base(tuple(o.sha256 for o in old.meta.goc), target)
        return read_record(target, text, self.registry) if text else None

    def _text(self, target: str) -> str:
        if target in self.texts:
            return self.texts[target]
        try:
            return (self.to / target).read_text(encoding="utf-8", errors="replace")
        except OSError:
            return ""

    def _planned(self, stem: str, draft: Draft, resembled: tuple[str, ...]) -> Planned:
        source = Path(draft.source)
        suffix = "".join(
            c for c in source.suffix.lower() if c.isascii() and (c.isalnum() or c == ".")
        )
        original = f"{stem}.goc{suffix or '.bin'}"
        kept, sha256, draft = self._kept(source, draft)
        goc = (Original(tep=original.rsplit("/", 1)[-1], sha256=sha256),) if kept else ()
        meta = metadata(draft, self.registry, self.options.luu_hanh, goc)
        if kept and sha256 != draft.sha256:
            meta = replace(meta, nguon=(*meta.nguon, f"{CLEANED} {draft.sha256}"))
        return Planned(
            target=f"{stem}.md",
            text=emit_document(meta, draft.body),
            original=kept,
            original_target=original,
            draft=draft,
            resembled=resembled,
        )

    def _kept(self, source: Path, draft: Draft) -> tuple[Path | None, str, Draft]:
        """The file to keep beside the record, its hash, and the draft with what is told of it.

        A file that can't be cleaned when that was asked for isn't kept at all.
        """
        if not self.options.keep_original:
            return None, "", draft
        if not self.options.clean or self.options.dry_run:
            return source, draft.sha256, draft
        copy = self.folder / f"{draft.sha256}{source.suffix}"
        why = cleaned(source, copy)
        if not why:
            return copy, file_hash(copy), draft
        issue = Issue(
            code="khong-lam-sach-duoc", severity="canh_bao", path=draft.source,
            message=f"Không chép bản gốc vào kho vì không bỏ được thông tin kèm theo: {why}.",
            remedy="Làm sạch bằng chương trình soạn thảo, hoặc nhập lại không dùng --lam-sach.",
        )  # fmt: skip
        return None, "", replace(draft, issues=(*draft.issues, issue))

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


def write(planned: Planned | Proposal, to: Path, journal: Journal) -> None:
    """Write one record or proposal below ``to``; each file appears whole or not at all."""
    if isinstance(planned, Proposal):
        for name, text in planned.files:
            atomic_write(to / name, text)
        if planned.read:
            journal.keep_base(planned.sha256, planned.read)
        kind: Kind = "de-xuat" if planned.files else "co-san"
        journal.add(Entry(sha256=planned.sha256, target=planned.target, kind=kind))
        return
    sha256 = planned.draft.sha256
    if planned.original is not None:
        _copied(planned.original, to / planned.original_target, to / COPIES)
    journal.keep_base(sha256, planned.text)
    keep_waiting(to, planned.target, planned.draft, planned.resembled)
    atomic_write(to / planned.target, planned.text)
    journal.add(Entry(sha256=sha256, target=planned.target, kind="nhap"))


def _copied(original: Path, target: Path, copies: Path) -> None:
    """A copy grows in ``copies``, which the next import empties when this one is killed."""
    target.parent.mkdir(parents=True, exist_ok=True)
    copies.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=copies, delete=False) as out:
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
