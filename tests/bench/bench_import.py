"""Importer measured: ``python tests/bench/bench_import.py [--aside] [--write] [--only PART]``.

Needs the shared corpora (``VANBAN_SHARED`` or ``../shared``). LibreOffice, pdftotext and
Tesseract are used as judges or readers when they are installed; what is missing is left out.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "tests" / "bench")]

import import_bases as bases  # noqa: E402
import import_pages as pages  # noqa: E402
import import_text as texts  # noqa: E402
from import_truth import UNKNOWN, Truth, plain_text, signed, truths  # noqa: E402

from vanban.importer.model import Draft, Options  # noqa: E402
from vanban.importer.pool import read_all  # noqa: E402
from vanban.model import Signer  # noqa: E402
from vanban.text import clean, fold, slug  # noqa: E402

SHARED = Path(os.environ.get("VANBAN_SHARED", ROOT.parent / "shared"))
PAGE = ROOT / "docs" / "do-luong" / "nhap.md"
FIELDS = ("so_hieu", "loai", "ngay", "trich_yeu")
_NAMES = {"so_hieu": "Số, ký hiệu", "loai": "Loại", "ngay": "Ngày", "trich_yeu": "Trích yếu"}


@dataclass(slots=True)
class Table:
    """A heading, column names and rows of printed cells."""

    title: str
    columns: Sequence[str]
    rows: list[Sequence[str]] = field(default_factory=list)

    def markdown(self) -> str:
        head = "| " + " | ".join(self.columns) + " |"
        rule = "|" + " --- |" * len(self.columns)
        rows = ["| " + " | ".join(r) + " |" for r in self.rows]
        return "\n".join([f"## {self.title}", "", head, rule, *rows])


def judged(name: str, wanted: str, draft: Draft) -> str:
    """``dung``, ``chua-chac`` (said so) or ``sai`` (wrong and sure) of one field."""
    value, sure = draft.fields.value(name), draft.fields.confidence(name)
    value = "" if value == UNKNOWN else value
    if wanted == UNKNOWN:
        return "sai" if value and sure == "chac" else "dung" if not value else "chua-chac"
    if _same(name, value, wanted):
        return "dung"
    return "sai" if value and sure == "chac" else "chua-chac"


def _same(name: str, value: str, wanted: str) -> bool:
    if name == "trich_yeu":
        a, b = ("".join(filter(str.isalnum, fold(x))) for x in (value, wanted))
        near = a in b or b in a or texts.distance(a, b) < 0.1 * len(b)
        return bool(a) and (near or _words_kept(value, wanted))
    return slug(value) == slug(wanted)


def _words_kept(value: str, wanted: str) -> bool:
    """A portal shortens subjects; nearly all its words must stand in the printed one."""
    held, words = Counter(fold(value).split()), Counter(fold(wanted).split())
    return words.total() > 3 and (held & words).total() >= 0.85 * words.total()


def read(paths: Iterable[Path], jobs: int) -> Iterator[Draft]:
    """Drafts in order, with a line of progress."""
    files = list(paths)
    began = time.monotonic()
    for done, draft in enumerate(read_all(files, Options(jobs=jobs, seconds=300), "noi_bo"), 1):
        if done % 25 == 0 or done == len(files):
            rate = done / (time.monotonic() - began)
            sys.stderr.write(f"\r{done}/{len(files)} tệp, {rate:.1f} tệp/giây ")
        yield draft
    sys.stderr.write("\n")


def _spent() -> float:
    """Processor seconds of all children that have ended, readers and Tesseract alike."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def fields_table(items: Sequence[Truth], drafts: Sequence[Draft], show: bool) -> Table:
    """Right, honestly unsure and wrong-but-sure, by kind of file and field."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for item, draft in zip(items, drafts, strict=True):
        for name in FIELDS:
            wanted = getattr(item, name)
            if not wanted or not draft.body:
                continue
            verdict = judged(name, wanted, draft)
            if verdict == "dung" and wanted != UNKNOWN and draft.fields.confidence(name) == "ngo":
                verdict = "con-ngo"
            counts[item.kind, name][verdict] += 1
            counts["Tất cả", name][verdict] += 1
            if show and verdict not in ("dung", "con-ngo"):
                stated = draft.fields.value(name)[:90]
                print(f"{verdict:10} {name:10} {item.path.name[:60]} | {wanted[:60]} | {stated}")
    table = Table(
        "Trường",
        (
            "Loại tệp",
            "Trường",
            "Số tệp",
            "Đúng",
            "Đúng nhưng còn ngờ",
            "Tự báo chưa chắc",
            "Sai mà chắc",
        ),
    )
    for (kind, name), seen in sorted(counts.items(), key=_all_last):
        total = seen.total()
        right, rest = seen["dung"] + seen["con-ngo"], (seen["chua-chac"], seen["sai"])
        shares = [f"{n / total:.3f} ({n})" for n in (right, seen["con-ngo"], *rest)]
        table.rows.append((kind, _NAMES[name], str(total), *shares))
    return table


def _all_last(row: tuple[tuple[str, str], Counter[str]]) -> tuple[bool, str, int]:
    kind, name = row[0]
    return kind == "Tất cả", kind, FIELDS.index(name)


def signers_table(items: Sequence[Truth], drafts: Sequence[Draft], show: bool) -> Table:
    """Signer, office, capacity and recipients against what was read by eye."""
    names, marks = ("Người ký", "Chức vụ", "Tư cách", "Nơi nhận"), signed()
    counts: dict[str, Counter[str]] = {name: Counter() for name in names}
    for item, draft in zip(items, drafts, strict=True):
        mark = marks[item.path.name]
        stated = [mark.ten, mark.chuc_vu, mark.tu_cach, mark.noi_nhan]
        first = next(iter(draft.fields.signers), Signer(ten=""))
        found = [first.ten, first.chuc_vu, first.tu_cach, len(draft.fields.recipients)]
        sure = [draft.fields.confidence("nguoi_ky") == "chac"] * 3
        sure.append(draft.fields.confidence("noi_nhan") == "chac")
        for name, wanted, got, certain in zip(names, stated, found, sure, strict=True):
            right = got == wanted
            counts[name]["dung" if right else "sai" if certain else "chua-chac"] += 1
            if show and not right:
                print(f"{name:10} {item.path.name[:50]} | {wanted} | {got} {certain}")
    table = Table(
        "Người ký và nơi nhận", ("Trường", "Số tệp", "Đúng", "Tự báo chưa chắc", "Sai mà chắc")
    )
    for name, seen in counts.items():
        total = max(1, seen.total())
        cells = [f"{seen[v] / total:.3f} ({seen[v]})" for v in ("dung", "chua-chac", "sai")]
        table.rows.append((name, str(seen.total()), *cells))
    return table


def bases_table(items: Sequence[Truth], drafts: Sequence[Draft], show: bool) -> Table:
    """Legal bases, and the numbers they cite, against what was read by eye."""
    marks, counts = bases.based(), Counter[str]()
    for item, draft in zip(items, drafts, strict=True):
        wanted = marks[item.path.name]
        total, right, held, extra = bases.scored(draft.fields.bases, wanted)
        same = len(draft.fields.bases) == total
        sure = draft.fields.confidence("can_cu") == "chac"
        keys = sum(map(len, wanted))
        whole = same and right == total
        counts.update(files=1, same=same, total=total, right=right, keys=keys, held=held)
        counts.update(extra=extra, wrong=sure and not whole)
        if show and not whole:
            print(f"căn cứ {item.path.name} | {wanted} | {[b.den for b in draft.fields.bases]}")
    columns = (
        "Số tệp", "Đúng số căn cứ", "Căn cứ", "Đúng cả văn bản được dẫn", "Số hiệu được dẫn",
        "Thấy", "Thừa", "Tệp sai mà chắc",
    )  # fmt: skip
    names = ("files", "same", "total", "right", "keys", "held", "extra", "wrong")
    return Table("Căn cứ ban hành", columns, [[str(counts[n]) for n in names]])


def cost_table(items: Sequence[Truth], drafts: Sequence[Draft]) -> Table:
    """Seconds a file by kind."""
    spent: dict[str, list[float]] = defaultdict(list)
    refused: Counter[str] = Counter()
    for item, draft in zip(items, drafts, strict=True):
        spent[item.kind].append(draft.seconds)
        refused[item.kind] += not draft.body
    table = Table("Thời gian", ("Loại tệp", "Số tệp", "Không đọc được", "Giây/tệp", "Lâu nhất"))
    for kind, seconds in spent.items():
        mean = sum(seconds) / len(seconds)
        row = (kind, str(len(seconds)), str(refused[kind]), f"{mean:.2f}", f"{max(seconds):.1f}")
        table.rows.append(row)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    table.rows.append((f"bộ nhớ cao nhất của một tiến trình: {peak:.0f} MB", "", "", "", ""))
    return table


def provisions_table(items: Sequence[Truth], drafts: Sequence[Draft], show: bool) -> Table:
    """Articles, clauses and points of the laws against LibreOffice's plain text."""
    laws = [(i, d) for i, d in zip(items, drafts, strict=True) if i.kind.startswith("docx")]
    judge = _office_texts([i.path for i, _ in laws])
    sums = {"Điều": [0, 0, 0], "khoản": [0, 0, 0], "điểm": [0, 0, 0]}
    shares: list[float] = []
    for item, draft in laws:
        wanted_text = judge.get(item.path.name, "")
        if not wanted_text:
            continue
        wanted, found = texts.provisions_of_lines(wanted_text), texts.provisions_of_body(draft.body)
        for level, dots in (("Điều", 0), ("khoản", 1), ("điểm", 2)):
            got = texts.recall(_level(found, dots), _level(wanted, dots))
            sums[level] = [a + b for a, b in zip(sums[level], got, strict=True)]
            if show and got[0] < got[1]:
                lost = list(_level(wanted, dots) - _level(found, dots))[:6]
                print(f"{level} {item.path.name}: {got} {lost}")
        shares.append(texts.char_accuracy(texts.body_text(draft.body), wanted_text))
        if show and shares[-1] < 0.995:
            print(f"chữ {item.path.name}: {shares[-1]:.4f}")
    columns = ("Bậc", "Trong bản gốc", "Tìm thấy", "Tỉ lệ", "Thừa")
    table = Table("Cấu trúc và chữ của .docx (luật; đối chiếu LibreOffice)", columns)
    for level, (same, wanted_count, found_count) in sums.items():
        share = f"{same / max(1, wanted_count):.4f}"
        row = (level, str(wanted_count), str(same), share, str(found_count - same))
        table.rows.append(row)
    if shares:
        mean = f"{sum(shares) / len(shares):.4f} (thấp nhất {min(shares):.4f})"
        table.rows.append(("ký tự", str(len(shares)), "", mean, ""))
    return table


def _level(counts: Counter[str], dots: int) -> Counter[str]:
    named = {k: v for k, v in counts.items() if k.startswith("Điều") == (dots == 0)}
    return Counter({k: v for k, v in named.items() if not dots or k.count(".") == dots})


def _office_texts(paths: Sequence[Path]) -> dict[str, str]:
    """Plain text by LibreOffice, by file name; empty when it isn't installed."""
    if shutil.which("soffice") is None:
        return {}
    with tempfile.TemporaryDirectory() as folder:
        _office(paths, "txt:Text (encoded):UTF8", Path(folder))
        out = Path(folder)
        texts_of = {p.name: out / f"{p.stem}.txt" for p in paths}
        return {n: clean(f.read_text("utf-8-sig")) for n, f in texts_of.items() if f.is_file()}


def _office(paths: Sequence[Path], form: str, to: Path) -> None:
    profile = f"-env:UserInstallation={(to / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", form, "--outdir", str(to)]
    subprocess.run([*command, *map(str, paths)], capture_output=True, timeout=900, check=False)


def pdf_table(items: Sequence[Truth], jobs: int, count: int, show: bool) -> Table:
    """Laws printed to PDF by LibreOffice and imported: against the .docx they were printed from."""
    table = Table(
        "PDF in từ .docx", ("Tệp", "Ký tự", "Điều", "khoản", "điểm", "Giây máy/trang"),
    )  # fmt: skip
    laws = sorted(
        (i.path for i in items if i.kind.startswith("docx")), key=lambda p: p.stat().st_size
    )
    laws = laws[:: max(1, len(laws) // count)][:count]
    if shutil.which("soffice") is None or not laws:
        return table
    judge = _office_texts(laws)
    with tempfile.TemporaryDirectory() as folder:
        _office(laws, "pdf", Path(folder))
        made = [Path(folder, f"{p.stem}.pdf") for p in laws]
        spent = _spent()
        drafts = list(read(made, jobs))
        spent = _spent() - spent
    sums: Counter[str] = Counter()
    shares: list[float] = []
    for path, draft in zip(laws, drafts, strict=True):
        wanted_text = judge[path.name]
        shares.append(texts.char_accuracy(texts.body_text(draft.body), wanted_text))
        wanted, found = texts.provisions_of_lines(wanted_text), texts.provisions_of_body(draft.body)
        for dots in range(3):
            same, total, _ = texts.recall(_level(found, dots), _level(wanted, dots))
            sums[f"có{dots}"] += same
            sums[f"cần{dots}"] += total
        sums["trang"] += draft.pages
        if show:
            lost = list(wanted - found)[:8]
            print(f"{path.name}: {shares[-1]:.4f} thiếu {lost} {draft.seconds:.1f}s")
    cells = [f"{sums[f'có{d}'] / max(1, sums[f'cần{d}']):.4f}" for d in range(3)]
    seconds = spent / max(1, sums["trang"])
    mean = f"{sum(shares) / len(shares):.4f} (thấp nhất {min(shares):.4f})"
    table.rows.append((f"{len(laws)} luật, {sums['trang']} trang", mean, *cells, f"{seconds:.2f}"))
    return table


def scan_table(items: Sequence[Truth], jobs: int, count: int, show: bool) -> Table:
    """First pages of laws printed, drawn at 300 dpi as pictures, spoilt and read by Tesseract."""
    columns = ("Trang", "Số tệp", "Số trang", "Ký tự", "Giây máy/trang")
    table = Table("Ảnh quét 300 dpi (trang vẽ lại từ PDF)", columns)
    laws = list(pages.spread([i.path for i in items if i.kind.startswith("docx")], count))
    if not (shutil.which("soffice") and shutil.which("tesseract") and laws):
        return table
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _office(laws, "pdf", folder)
        for number, damage in enumerate(pages.DAMAGES):
            made = [folder / f"quet{number}-{p.stem}.pdf" for p in laws]
            wanted = [
                pages.pictures(folder / f"{p.stem}.pdf", to, 2, damage)
                for p, to in zip(laws, made, strict=True)
            ]
            spent = _spent()
            drafts = list(read(made, jobs))
            table.rows.append(_scan_row(damage.name, drafts, wanted, _spent() - spent))
            if show:
                print(table.rows[-1])
    return table


def _scan_row(name: str, drafts: Sequence[Draft], wanted: Sequence[str], spent: float) -> list[str]:
    shares = [
        texts.char_accuracy(texts.body_text(draft.body), text)
        for draft, text in zip(drafts, wanted, strict=True)
    ]
    count = sum(d.pages for d in drafts)
    seconds = spent / max(1, count)
    mean = f"{sum(shares) / len(shares):.4f} (thấp nhất {min(shares):.4f})"
    return [name, str(len(drafts)), str(count), mean, f"{seconds:.1f}"]


def two_forms_table(jobs: int, show: bool) -> Table:
    """Gazettes held as PDF and as another tool's text: words kept, paragraphs letter for letter."""
    columns = ("Số tệp", "Từ của bản chữ", "Có trong kết quả", "Ký tự", "Trong đoạn giống hệt")
    table = Table("PDF Công báo đối chiếu bản chữ của công cụ khác", columns)
    pairs = pages.two_forms(SHARED)
    sums = [0, 0, 0, 0]
    for (path, held), draft in zip(pairs, read([p for p, _ in pairs], jobs), strict=True):
        wanted = pages.gazette_text(held)
        found = [
            *pages.word_share("\n".join([draft.body, *(r.text for r in draft.removed)]), wanted),
            *pages.whole_paragraphs(draft.body, wanted),
        ]
        sums = [a + b for a, b in zip(sums, found, strict=True)]
        if show:
            print(f"{path.name}: {found[0] / found[1]:.4f} {found[2] / found[3]:.4f}")
    if pairs:
        shares = f"{sums[0] / sums[1]:.4f}", f"{sums[2] / sums[3]:.4f}"
        table.rows.append((str(len(pairs)), str(sums[1]), shares[0], str(sums[3]), shares[1]))
    return table


def pdf_provisions_table(items: Sequence[Truth], jobs: int, show: bool) -> Table:
    """Provisions of gazette PDFs against labels at line beginnings of pdftotext."""
    table = Table(
        "Cấu trúc của PDF Công báo (đối chiếu nhãn đầu dòng của pdftotext)",
        ("Bậc", "Trong bản gốc", "Tìm thấy", "Tỉ lệ", "Thừa"),
    )
    paths = [i.path for i in items if i.kind == "pdf (Công báo)"]
    if shutil.which("pdftotext") is None or not paths:
        return table
    sums = {"Điều": [0, 0, 0], "khoản": [0, 0, 0], "điểm": [0, 0, 0]}
    for path, draft in zip(paths, read(paths, jobs), strict=True):
        wanted, found = pages.provisions_of_pdf(path), pages.provisions_before_annex(draft.body)
        for dots, level in enumerate(sums):
            got = texts.recall(_level(found, dots), _level(wanted, dots))
            sums[level] = [a + b for a, b in zip(sums[level], got, strict=True)]
        if show and wanted - found:
            print(f"{path.name}: thiếu {list(wanted - found)[:8]}")
    for level, (same, total, count) in sums.items():
        share = f"{same / max(1, total):.4f}"
        table.rows.append((level, str(total), str(same), share, str(count - same)))
    return table


def gazette_table(items: Sequence[Truth], drafts: Sequence[Draft]) -> Table:
    """Words of pdftotext that are in the record or in the list of what was taken out."""
    table = Table(
        "PDF Công báo: từ của pdftotext", ("Số tệp", "Từ", "Có trong kết quả", "Bỏ ra (liệt kê)")
    )
    total = kept = gone = files = 0
    for item, draft in zip(items, drafts, strict=True):
        if item.path.suffix != ".pdf" or not draft.body or "Công báo" not in item.kind:
            continue
        wanted = Counter(fold(plain_text(item.path)).split())
        body = Counter(
            fold(texts.body_text(draft.body) + " " + draft.fields.value("trich_yeu")).split()
        )
        removed = Counter(fold(" ".join(r.text for r in draft.removed)).split())
        files += 1
        total += wanted.total()
        kept += (wanted & body).total()
        gone += ((wanted - body) & removed).total()
    if files:
        row = (str(files), str(total), f"{kept / total:.4f}", f"{gone / total:.4f}")
        table.rows.append(row)
    return table


def legacy_table(shared: Path, jobs: int, show: bool) -> Table:
    """The old files in dead fonts, with LibreOffice and without it."""
    top = shared / "corpora" / "viparse-legacy"
    pairs: list[tuple[str, Path, Path]] = []
    for folder, truth in (
        ("public-domain", "ground-truth"),
        ("synthetic", "ground-truth-synthetic"),
    ):
        for path in sorted(p for p in (top / "corpus" / folder).rglob("*") if p.is_file()):
            transcript = top / truth / f"{path.stem}.txt"
            if transcript.is_file():
                pairs.append((folder, path, transcript))
    columns = (
        "Tập",
        "Cách đọc",
        "Tệp",
        "Đọc được",
        "Ký tự",
        "Chữ có dấu",
        "Âm tiết",
        "Âm tiết (phân biệt hoa thường)",
    )
    table = Table("Mã chữ cũ (viparse-legacy, thước đo METRIC)", columns)
    ways = [("mặc định", ""), ("có LibreOffice", "soffice")]
    for way, office in ways if shutil.which("soffice") else ways[:1]:
        os.environ["VANBAN_SOFFICE"] = office
        drafts = list(read([p for _, p, _ in pairs], jobs))
        os.environ.pop("VANBAN_SOFFICE")
        for folder in ("public-domain", "synthetic"):
            chosen = [(p, t, d) for (f, p, t), d in zip(pairs, drafts, strict=True) if f == folder]
            table.rows.append(_legacy_row(folder, way, chosen, show))
    return table


def _legacy_row(
    folder: str, way: str, chosen: list[tuple[Path, Path, Draft]], show: bool
) -> Sequence[str]:
    scores, exact = [], []
    for path, transcript, draft in chosen:
        wanted = transcript.read_text("utf-8")
        whole = full_text(draft)
        scores.append(texts.legacy_accuracy(whole, wanted, fold=True))
        exact.append(texts.legacy_accuracy(whole, wanted, fold=False).syllables)
        if show:
            s = scores[-1]
            code = draft.issues[0].code if draft.issues and not draft.body else ""
            print(f"{way} {path.name}: {s.chars:.3f} {s.marks:.3f} {s.syllables:.3f} {code}")
    count = len(chosen)
    means = [sum(getattr(s, n) for s in scores) / count for n in ("chars", "marks", "syllables")]
    readable = sum(bool(d.body) for _, _, d in chosen)
    cells = [f"{m:.3f}" for m in (*means, sum(exact) / count)]
    return (folder, way, str(count), str(readable), *cells)


def full_text(draft: Draft) -> str:
    """Body with the letterhead it was cut from before it, and what was taken out after it."""
    parts: dict[bool, list[str]] = {True: [], False: []}
    for item in draft.removed:
        parts[item.reason.startswith("phần đầu")].append(item.text)
    return "\n".join([*parts[True], texts.body_text(draft.body), *parts[False]])


def main() -> None:
    parser = argparse.ArgumentParser(description="Đo việc nhập văn bản.")
    parser.add_argument("--aside", action="store_true", help="chấm phần để riêng")
    parser.add_argument("--write", action="store_true", help=f"ghi {PAGE.name}")
    parser.add_argument("--show", action="store_true", help="in từng chỗ không đúng")
    parser.add_argument(
        "--only", default="", help="truong, ky, cancu, docx, pdf, cu, congbao, hai, cap, quet"
    )
    parser.add_argument("--kind", default="", help="chỉ loại tệp có chữ này")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--pdf", type=int, default=12, help="số luật in ra PDF")
    a = parser.parse_args()
    if not SHARED.is_dir():
        parser.exit(2, "Không thấy kho văn bản thử (VANBAN_SHARED).\n")
    text = _printed(measured(a))
    print(text)
    if not a.write:
        return
    if a.only or a.kind:
        PAGE.write_text(_with_sections(PAGE.read_text("utf-8"), text, aside=a.aside), "utf-8")
        return
    again = argparse.Namespace(**{**vars(a), "aside": True, "only": "truong"})
    fields = _printed(measured(again))
    again.only = "docx"
    page = PAGE_HEAD.format(day=date.today(), cores=os.cpu_count(), load=os.getloadavg()[0])
    aside = f"{fields}\n\n{_printed(measured(again))}".replace("## ", "### ")
    PAGE.write_text(f"{page}\n{text}\n\n{ASIDE}\n\n{aside}\n", "utf-8")


def _with_sections(page: str, text: str, *, aside: bool) -> str:
    """``page`` with its sections of the same heading as those of ``text`` written anew.

    What a person wrote below a table stays; a section that wasn't there is put before the part
    set aside, or at its end.
    """
    before, sign, after = page.partition(ASIDE)
    part = after if aside else before
    for section in text.replace("## ", "### " if aside else "## ").split("\n\n#"):
        heading, _, table = ("#" + section.lstrip("#")).partition("\n\n")
        heading = "##" + heading.lstrip("#") if not aside else "###" + heading.lstrip("#")
        old = re.search(rf"(?m)^{re.escape(heading)}\n\n(?:\|.*\n?)+", part)
        fresh = f"{heading}\n\n{table.rstrip()}\n"
        part = (
            part[: old.start()] + fresh + part[old.end() :]
            if old
            else f"{part.rstrip()}\n\n{fresh}\n"
        )
    return f"{before}{sign}{part}" if aside else f"{part}{sign}{after}"


def _printed(tables: Iterable[Table]) -> str:
    return "\n\n".join(t.markdown() for t in tables if t.rows)


ASIDE = "## Phần để riêng (một phần ba số tệp, chỉ chấm)"
PAGE_HEAD = """# Đo việc nhập văn bản

- Ngày đo: {day}; máy {cores} lõi, tải lúc xong {load:.1f}.
- Lệnh: `python tests/bench/bench_import.py --write` (cần kho văn bản thử ở `../shared` hoặc `VANBAN_SHARED`;
  LibreOffice, pdftotext và Tesseract dùng để đối chiếu khi có).
- Số, loại đối chiếu với tên tệp và chỉ mục của cổng; ngày với bảng luật và phần đầu do công cụ khác đọc;
  tệp mã cũ và tệp đợt hai đọc bằng mắt trên chữ của công cụ khác. “Sai mà chắc” là giá trị sai nhưng chương trình không báo nghi ngờ.
- Một phần ba số tệp (chọn theo mã băm tên tệp) để riêng, chỉ chấm ở cuối trang.
- Đo lại một phần, chỉ thay bảng của phần ấy trên trang này: `--only truong|ky|cancu|docx|pdf|cap|hai|quet|cu|congbao --write`.
- “Giây máy” là giây bộ xử lý, không tính lúc chờ. “Trong đoạn giống hệt” là phần ký tự nằm trong những đoạn
  giống bản chữ đến từng ký tự (dấu cách không kể): nối sai, mất chữ hay đảo chữ đều làm hỏng cả đoạn.
- Trang quét bị làm hỏng bằng máy: nghiêng, lấm tấm đen trắng, nhiễu hạt, dấu tròn xám đè lên chữ.
- Căn cứ đọc bằng mắt ở bản gốc: một căn cứ đúng khi đủ mọi số hiệu nó dẫn, không thừa. Độ khẩn không chấm được trên
  kho thử (không tệp nào đóng dấu khẩn), chỉ có trong các phép thử tự dựng.
- `import_marks.json` còn đánh dấu 300 tệp của đợt hai: ai có những tệp ấy thì đặt vào `congbao-them`, `vbpl-them`,
  `viparse-them` cạnh các kho kia (lấy ở đâu: xem `import_truth.py`), bảng có thêm hàng “đợt hai”.

| Phần cài | Dùng cho | Cài |
| --- | --- | --- |
| có sẵn (lxml 13 MB, pdfplumber 53 MB, olefile 0,2 MB) | .docx, .doc, .rtf, PDF có chữ, .html, .txt, .md, .zip | không cần gì thêm |
| Tesseract + tiếng Việt (135 MB) | ảnh quét, PDF quét | `sudo apt install tesseract-ocr tesseract-ocr-vie` |
| LibreOffice (197 MB) | tệp Word trước 97, tệp .doc hỏng | `sudo apt install libreoffice-writer-nogui` |

Biến `VANBAN_TESSERACT` và `VANBAN_SOFFICE` chỉ chỗ chương trình khi không có trong PATH.
"""


def measured(a: argparse.Namespace) -> Iterator[Table]:
    items = [t for t in truths(SHARED) if t.aside == a.aside and a.kind in t.kind]
    if a.only in ("", "truong", "docx", "congbao"):
        wanted = {"docx": "docx", "congbao": "pdf (Công"}.get(a.only, "")
        items = [i for i in items if i.kind.startswith(wanted)]
        drafts = list(read([i.path for i in items], a.jobs))
        if a.only in ("", "truong"):
            yield fields_table(items, drafts, a.show)
            yield cost_table(items, drafts)
        if a.only in ("", "docx"):
            yield provisions_table(items, drafts, a.show)
        if a.only in ("", "congbao"):
            yield gazette_table(items, drafts)
    if a.only in ("", "truong", "ky"):
        marks = signed()
        marked = [t for t in truths(SHARED) if t.aside == a.aside and t.path.name in marks]
        yield signers_table(marked, list(read([t.path for t in marked], a.jobs)), a.show)
    if a.only in ("", "truong", "cancu"):
        known = bases.based()
        marked = [t for t in truths(SHARED) if t.aside == a.aside and t.path.name in known]
        yield bases_table(marked, list(read([t.path for t in marked], a.jobs)), a.show)
    if a.only in ("", "pdf"):
        yield pdf_table(items, a.jobs, a.pdf, a.show)
    if a.only in ("", "cap"):
        yield pdf_provisions_table(items, a.jobs, a.show)
    if a.only in ("", "hai"):
        yield two_forms_table(a.jobs, a.show)
    if a.only in ("", "quet"):
        yield scan_table(items, a.jobs, max(2, a.pdf // 4), a.show)
    if a.only in ("", "cu"):
        yield legacy_table(SHARED, a.jobs, a.show)


if __name__ == "__main__":
    main()
