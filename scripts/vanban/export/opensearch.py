"""The archive for OpenSearch: an index's settings with folding and shingles of two, and bulk files.

The engine needs no plugin: what folding does to each letter is worked out here and given to a
``mapping`` character filter, so that a question typed later is folded exactly as the texts were.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from vanban.export.gathering import Gathered
from vanban.export.lists import columns, in_order, lists, stamp_of
from vanban.export.postgres.folding import folded_letters
from vanban.export.searching import called, facet_rows, search_columns
from vanban.fragment import Record, search_part
from vanban.text import SAME_I, WORD_CHARS, is_date

FOLDER = "opensearch"
INDEX, WORDS, COLUMNS = "vanban", "vanban-tu", "vanban-cot"
"""Documents, terms with their lists, columns: the last two are for ``vanban answer``."""

ABOUT = "kho"
"""Of ``COLUMNS`` the one that tells which archive this is; it comes last, when all is there."""

SETTINGS = {INDEX: "chi-muc.json", WORDS: "chi-muc-tu.json", COLUMNS: "chi-muc-cot.json"}
LONGEST = 500
"""Bytes of a term: an id may have 512, and a run of so many letters is no word."""

PIECE = 8 << 20
"""Bytes of a bulk file, about: the engine takes requests of some ten megabytes well."""

BLANK = "\\u0020"

Json = dict[str, Any]


def _escaped(char: str) -> str:
    """For the engine's mapping rules: every sign outside ASCII by its number."""
    return char if char.isalnum() and char.isascii() else f"\\u{ord(char):04X}"


def folding() -> list[str]:
    """Rules of the character filter: what each letter becomes without marks, in one case.

    The engine folds before it parts words: what parts words here is a blank to it.
    """
    letters, bare = folded_letters()
    table = dict.fromkeys(letters, "") | dict(zip(letters, bare, strict=False))
    inside = set(re.findall(f"[{WORD_CHARS}]", letters))
    return [f"{_escaped(a)} => {b if a in inside else BLANK}" for a, b in table.items()]


def analysis() -> Json:
    """Analyzers: ``vanban`` without marks, ``vanban_dau`` with them; both give syllables and pairs."""
    words = "".join(c if c.isascii() else f"\\u{ord(c):04X}" for c in WORD_CHARS)
    same = SAME_I.pattern.replace(r"\A", "^").replace(r"\Z", "$")
    chain = ["vanban_so", "vanban_cap"]
    return {
        "char_filter": {"vanban_bo_dau": {"type": "mapping", "mappings": folding()}},
        "tokenizer": {"vanban_tu": {"type": "pattern", "pattern": f"[^{words}]+"}},
        "filter": {
            "vanban_so": {"type": "pattern_replace", "pattern": "^0+([0-9]+)$", "replacement": "$1"},
            "vanban_i": {"type": "pattern_replace", "pattern": same, "replacement": "$1i"},
            "vanban_cap": {
                "type": "shingle", "min_shingle_size": 2, "max_shingle_size": 2,
                "output_unigrams": True, "token_separator": "_",
            },
        },
        "analyzer": {
            "vanban": {
                "type": "custom", "char_filter": ["vanban_bo_dau"], "tokenizer": "vanban_tu",
                "filter": ["lowercase", "vanban_i", *chain],
            },
            "vanban_dau": {
                "type": "custom", "tokenizer": "vanban_tu", "filter": ["lowercase", *chain],
            },
        },
    }  # fmt: skip


def _text() -> Json:
    """A field searched without marks, and with them as ``.dau``."""
    marked = {"type": "text", "analyzer": "vanban_dau", "norms": False}
    return {"type": "text", "analyzer": "vanban", "fields": {"dau": marked}}


def mappings() -> Json:
    """Every field by name; one that isn't here is refused."""
    keyword, shown = {"type": "keyword"}, {"type": "object", "enabled": False}
    facet = {"properties": {"gia_tri": keyword, "nhan": keyword}}
    return {
        "dynamic": "strict",
        "properties": {
            "id": keyword, "thu_tu": {"type": "integer"}, "so_hieu": keyword, "so": {"type": "integer"}, "ngay": keyword,
            "ngay_du": {"type": "date", "format": "strict_date"}, "tinh_trang": keyword,
            "tu_ngay": keyword, "den_ngay": keyword, "khoa_so": {"type": "integer"},
            "khoa_ten": keyword, "ten": keyword, "duoc_dan": {"type": "integer"},
            "loai": facet, "co_quan": facet, "linh_vuc": facet, "nguoi_ky": facet, "ky": facet,
            "trich_yeu": _text(), "biet_them": _text(), "noi_dung": _text(),
            "the": shown, "gan": shown, "dieu_khoan": shown,
        },
    }  # fmt: skip


def indexes() -> dict[str, Json]:
    """What each index is made with."""
    keyword, data = {"type": "keyword"}, {"type": "binary"}
    words = {
        "dang": keyword,
        "khoa": keyword,
        "dau": keyword,
        "so": {"type": "integer"},
        "ds": data,
    }
    told = {"type": "object", "enabled": False}
    cells = {
        "ten": keyword,
        "ke": told,
        "ds": data,
        "dau_vet": keyword,
        "luu_hanh": keyword,
        "ngay": keyword,
    }
    return {
        INDEX: {"settings": {"index": {"analysis": analysis()}}, "mappings": mappings()},
        WORDS: {"mappings": {"dynamic": "strict", "properties": words}},
        COLUMNS: {"mappings": {"dynamic": "strict", "properties": cells}},
    }


def document(archive: Gathered, record: Record, place: int) -> Json:
    """One document; ``noi_dung`` line by line, so that no pair goes over a line's end."""
    id_ = record.id
    signers, _ = search_part(record, archive.blobs.of(record))
    number, term, term_name, first, last, card, ties = search_columns(archive.facts, record)
    shown, sections = json.loads(card), archive.sections(id_)
    facets: dict[str, list[Json]] = {}
    for _, name, value, label in facet_rows(archive.facts, record, signers):
        facets.setdefault(name, []).append({"gia_tri": value, "nhan": label})
    made: Json = {
        "id": id_, "thu_tu": place, "so_hieu": record.so_hieu, "so": number, "ngay": record.ngay,
        "tinh_trang": shown[7], "tu_ngay": first, "den_ngay": last, "khoa_so": term,
        "khoa_ten": term_name, "ten": list(called(record)), "duoc_dan": shown[11], **facets,
        "trich_yeu": f"{record.loai} {record.trich_yeu}",
        "biet_them": [f"{record.loai} số {record.so_hieu}", shown[4], *signers],
        "noi_dung": [line for _, text in sections for line in text.split("\n") if line.strip()],
        "the": {"the": shown}, "gan": {"gan": json.loads(ties)},
        "dieu_khoan": {"dieu_khoan": [{"neo": a, "loi_van": text} for a, text in sections]},
    }  # fmt: skip
    return made | ({"ngay_du": record.ngay} if is_date(record.ngay) else {})


def bulk_lines(archive: Gathered) -> Iterator[str]:
    """Two lines a document, as ``_bulk`` takes them; ids make loading again harmless."""
    for index, id_, source in _sources(archive):
        pair = ({"index": {"_index": index, "_id": id_}}, source)
        yield "".join(json.dumps(v, ensure_ascii=False, separators=(",", ":")) + "\n" for v in pair)


def _sources(archive: Gathered) -> Iterator[tuple[str, str, Json]]:
    records = in_order(archive)
    for place, record in enumerate(records):
        yield INDEX, record.id, document(archive, record, place)
    for form, key, first, df, data in lists(archive, records):
        if len(form.encode()) <= LONGEST:
            told = {"dang": form, "khoa": key, "dau": first, "so": df, "ds": _text_of(data)}
            yield WORDS, form, told
    for name, plain, data in columns(archive, records):
        yield COLUMNS, name, {"ten": name, "ke": plain, "ds": _text_of(data)}
    about = {"dau_vet": stamp_of(archive, records), "luu_hanh": archive.muc, "ngay": archive.on}
    yield COLUMNS, ABOUT, about


def _text_of(data: bytes) -> str:
    return b64encode(data).decode()


def write_opensearch(archive: Gathered, to: Path) -> Iterator[str]:
    """All files into ``to/opensearch``; their names below ``to``. Parts of an earlier run go."""
    folder = to / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("nap-*.ndjson"):
        old.unlink()
    for index, body in indexes().items():
        file = folder / SETTINGS[index]
        file.write_text(json.dumps(body, ensure_ascii=False, indent=1) + "\n", "utf-8")
        yield f"{FOLDER}/{file.name}"
    out: IO[bytes] | None = None
    number = size = 0
    try:
        for lines in bulk_lines(archive):
            data = lines.encode("utf-8", "replace")
            if out is None or size + len(data) > PIECE:
                if out:
                    out.close()
                number, size = number + 1, 0
                out = (folder / f"nap-{number:04}.ndjson").open("wb")
                yield f"{FOLDER}/nap-{number:04}.ndjson"
            out.write(data)
            size += len(data)
    finally:
        if out:
            out.close()
