"""The neutral model of an import: what every reader yields and every later step passes on.

Blocks hold NFC text with single spaces. A reference to footnote ``n`` stands in the text as
``NOTE_OPEN + str(n) + NOTE_CLOSE`` (private-use characters) until the Markdown is written.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Literal

from vanban.model import Basis, Issue, LuuHanh, Signer

NOTE_OPEN = "\ue000"
NOTE_CLOSE = "\ue001"

Confidence = Literal["chac", "ngo", "khong"]
"""``chac``: a reliable pattern; ``ngo``: a person must look; ``khong``: not found or blank."""

BlockKind = Literal["paragraph", "heading", "item", "table"]

Rows = tuple[tuple[str, ...], ...]


def named(path: object) -> str:
    """The name of a file as it can be told: one that isn't UTF-8 has marks for what can't."""
    return os.fsencode(str(path)).decode("utf-8", "replace")


class Refused(Exception):
    """A file can't or mustn't be imported; ``args[0]`` is Vietnamese, ``remedy`` says what to do."""

    def __init__(self, code: str, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.remedy = remedy


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One paragraph, heading, list item or table of the original, with what its looks hint at.

    ``level`` is the heading level 2..6 once structure is known (0 before); ``column`` is 1 or
    2 for the left and right part of a letterhead or signature; ``quoted`` marks replacement
    text of another document; ``page`` counts from 1, 0 when the format has no pages; ``mark``
    is ``+`` for list items printed so below dashed ones.
    """

    kind: BlockKind = "paragraph"
    text: str = ""
    level: int = 0
    bold: bool = False
    italic: bool = False
    centered: bool = False
    column: int = 0
    quoted: bool = False
    page: int = 0
    mark: str = "-"
    rows: Rows = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """Words of the original that aren't in the result, and why."""

    reason: str
    text: str
    page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """A change to the text's form; ``sure`` is False for a doubt that was only reported."""

    kind: str
    detail: str
    sure: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """What a reader found. ``marks`` are lines outside the flow (page heads, text boxes);
    ``scanned`` are the pages whose letters were recognised from a picture."""

    reader: str
    blocks: tuple[Block, ...]
    notes: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    removed: tuple[Removed, ...] = ()
    repairs: tuple[Repair, ...] = ()
    issues: tuple[Issue, ...] = ()
    encoding: str = "Unicode"
    pages: int = 0
    scanned: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One fact of the letterhead or signature: value, how sure, and the text it was read from."""

    name: str
    value: str
    confidence: Confidence
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """All facts found; ``head`` are the blocks (by index) that the facts used up."""

    items: tuple[Field, ...] = ()
    signers: tuple[Signer, ...] = ()
    recipients: tuple[str, ...] = ()
    bases: tuple[Basis, ...] = ()

    def value(self, name: str) -> str:
        """Value of a field, empty when it was not found."""
        return next((f.value for f in self.items if f.name == name), "")

    def confidence(self, name: str) -> Confidence:
        return next((f.confidence for f in self.items if f.name == name), "khong")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One original read: everything the parent needs to plan a record; plain and JSON-able."""

    source: str
    sha256: str
    reader: str = ""
    encoding: str = ""
    pages: int = 0
    seconds: float = 0.0
    body: str = ""
    fields: Fields = Fields()
    removed: tuple[Removed, ...] = ()
    repairs: tuple[Repair, ...] = ()
    issues: tuple[Issue, ...] = ()


def refused_draft(path: object, error: Refused, sha256: str = "") -> Draft:
    """The draft of a file that isn't taken: no body, one error."""
    issue = Issue(
        code=error.code, severity="loi", path=str(path), message=str(error), remedy=error.remedy
    )
    return Draft(source=str(path), sha256=sha256, issues=(issue,))


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How to import. ``seconds`` and ``megabytes`` bound each file's child process; ``clean``
    takes what tells of people out of the original that is kept."""

    luu_hanh: LuuHanh = "chua_ro"
    keep_original: bool = True
    clean: bool = False
    jobs: int = 2
    dry_run: bool = False
    seconds: float = 120.0
    megabytes: int = 1536


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReport:
    """What became of one original: ``target`` is the record's path below ``to``, or empty."""

    source: str
    target: str
    draft: Draft

    @property
    def issues(self) -> tuple[Issue, ...]:
        return self.draft.issues


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    files: tuple[FileReport, ...]
    written: bool

    @property
    def imported(self) -> tuple[FileReport, ...]:
        return tuple(f for f in self.files if f.target)

    @property
    def refused(self) -> tuple[FileReport, ...]:
        return tuple(f for f in self.files if not f.target)
