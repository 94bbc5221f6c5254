"""What is known of the shared corpora without reading them by the importer.

Numbers and types come from file names and the portal's index, days from the table of laws and
from a plain search in another tool's text; a few dozen old files were read by eye. A third of
all files, chosen by the hash of the name, is set aside and scored only when asked for.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from vanban.tables.luat import laws
from vanban.text import clean, slug

UNKNOWN = "chua_ro"
_HERE = Path(__file__).resolve().parent
_SECOND = {"congbao-them": "Công báo", "vbpl-them": "vbpl", "viparse-them": "mã cũ"}
_TYPES = {
    "luat": "Luật", "bo-luat": "Bộ luật", "nghi-dinh": "Nghị định", "nghi-quyet": "Nghị quyết",
    "thong-tu": "Thông tư", "quyet-dinh": "Quyết định", "van-ban-hop-nhat": "Văn bản hợp nhất",
    "thong-tu-lien-tich": "Thông tư liên tịch", "chi-thi": "Chỉ thị", "phap-lenh": "Pháp lệnh",
    "cong-van": "Công văn", "thong-bao": "Thông báo", "ke-hoach": "Kế hoạch", "to-trinh": "Tờ trình",
}  # fmt: skip
_SCALE = r"\s*(\d{1,2})\s*(?:tháng|/|-)\s*(\d{1,2})\s*(?:năm|/|-)\s*(\d{4})"
_DAY = re.compile(rf"[A-ZĐ]\w+(?:\s[A-ZĐ]\w+)*\s?,\s*ngày{_SCALE}")
_OTHER_DAY = re.compile(r"Căn cứ|kèm theo|CÔNG BÁO|hiệu lực|cập nhật", re.IGNORECASE)
# name, number, day, type; "" is not judged, UNKNOWN must not be claimed
_BY_EYE = {
    "to-trinh-ban-thuong-vu-tinh-uy-hai-duong-2022.txt": (UNKNOWN, UNKNOWN, "Tờ trình"),
    "HD06-HD-TW-2025.pdf": ("06-HD/TW", "2025-06-09", "Hướng dẫn"),
    "2003-A28.rtf": ("40/2000/TT/BTC", "2000-05-15", "Thông tư"),
    "2003-TT132001.doc": ("13/2001/TT-BTC", "2001-03-08", "Thông tư"),
    "2004-13-t-Phuluc3.doc": (UNKNOWN, UNKNOWN, ""),
    "2004-19Z9A_Luat_hop_tac_xasuadoi.doc": ("18/2003/QH11", "", "Luật"),
    "2004-B1-2-TMDA.doc": (UNKNOWN, UNKNOWN, ""),
    "2004-B1-4-LLCN.doc": (UNKNOWN, UNKNOWN, ""),
    "2004-NghiDinh116_2003.doc": ("116/2003/NĐ-CP", "2003-10-10", "Nghị định"),
    "2004-NghiDinh29_1998.doc": ("29/1998/NĐ-CP", "1998-05-11", "Nghị định"),
    "2004-duanLD9820.doc": (UNKNOWN, UNKNOWN, ""),
    "2004-mauduan.doc": (UNKNOWN, "", ""),
    "2005-1DCA4_3b.doc": (UNKNOWN, UNKNOWN, ""),
    "2005-QD-256.doc": ("256/2004/QĐ-UB", "2004-07-01", "Quyết định"),
    "2005-QDINHUUDAI522.doc": (UNKNOWN, "2002-03-07", "Quy định"),
    "2005-QDSUA522.doc": (UNKNOWN, UNKNOWN, ""),
    "2005-nghiencuu_2004_07_21_110129.doc": (UNKNOWN, UNKNOWN, ""),
    "2005-nghiencuu_2005_09_15_090641.doc": (UNKNOWN, UNKNOWN, ""),
    "2006-Hamau1BK1995.doc": (UNKNOWN, UNKNOWN, ""),
    "2006-Mau-MD-1M-Dntn.doc": (UNKNOWN, UNKNOWN, ""),
    "2006-Mau-MD-2M-TNHH1.doc": (UNKNOWN, UNKNOWN, ""),
    "2006-Mau-MD-5M-HD.doc": (UNKNOWN, UNKNOWN, ""),
    "2006-Mau-MTB-10M-Von-CtyCP.doc": (UNKNOWN, UNKNOWN, ""),
    "2006-Mau-MTB-10M-Von-CtyHD.doc": (UNKNOWN, UNKNOWN, ""),
    "2006-huong-dan-ghi-phieu.doc": (UNKNOWN, UNKNOWN, ""),
    "2007-1AF57_02-2007.pdf": (UNKNOWN, UNKNOWN, "Báo cáo"),
    "2007-Quy-che-chi-tieu-noi-bo-2007.doc": (UNKNOWN, UNKNOWN, "Quyết định"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """A file and what is known of it; an empty value is not judged."""

    path: Path
    kind: str
    so_hieu: str = ""
    ngay: str = ""
    loai: str = ""
    trich_yeu: str = ""

    @property
    def aside(self) -> bool:
        return hashlib.sha256(self.path.name.encode()).digest()[0] % 3 == 0


def truths(shared: Path) -> list[Truth]:
    """All files with something known, in a stable order."""
    corpora = shared / "corpora"
    found = [*_seed(shared), *_laws(corpora), *_gazette(corpora), *_portal(corpora)]
    return [*found, *_old(corpora), *_second(corpora)]


def _seed(shared: Path) -> Iterator[Truth]:
    for path in sorted((shared / "seed").glob("*.txt")):
        number, day, kind = _BY_EYE[path.name]
        yield Truth(path=path, kind="bản gốc đầu tiên", so_hieu=number, ngay=day, loai=kind)


def _laws(corpora: Path) -> Iterator[Truth]:
    known = {law.so_hieu: law for law in laws() if law.so_hieu}
    for path in sorted((corpora / "laws-docx-kltn" / "docx").glob("*.docx")):
        match = re.match(r"(Bộ luật|Luật)-(\d+)-(\d{4})-(\w+?)_?\.docx", path.name)
        number = "/".join(match.groups()[1:]) if match else "23-L/CTN"
        law = known.get(number)
        day = law.ngay if law and len(law.ngay) == 10 else ""
        name = re.sub(r"^(Bộ luật|Luật)\s+", "", law.ten) if law else ""
        kind = match[1] if match else "Luật"
        yield Truth(
            path=path, kind="docx (luật)", so_hieu=number, ngay=day, loai=kind, trich_yeu=name
        )


def _gazette(corpora: Path) -> Iterator[Truth]:
    top = corpora / "congbao-8chude"
    for path in [*sorted(top.glob("pdf/*.pdf")), *sorted(top.glob("txt/*/*.txt"))]:
        match = re.match(r"(.+?)-so-(.+)-\d{4,7}$", path.stem)
        if match is None:
            continue
        text = plain_text(path)[:3000]
        yield Truth(
            path=path,
            kind="pdf (Công báo)" if path.suffix == ".pdf" else "txt (Công báo)",
            so_hieu=match[2],
            ngay="" if "hop-nhat" in match[1] else _head_day(text),
            loai=_TYPES.get(match[1], ""),
        )


def _portal(corpora: Path) -> Iterator[Truth]:
    for row in json.loads((corpora / "vbpl-html" / "index.json").read_text("utf-8")):
        title = clean(row["title"] or "")
        match = re.match(r"(.*?)\s*số\s*:?\s*(\S*\d\S*)\s*(.*)$", title)
        stated = re.sub(r"\s*(?:Hà Nội,.*)?$", "", clean(row["so"] or "")).replace(" /", "/")
        stated = stated if stated[:1].isdigit() else ""
        number = stated or (match[2].rstrip(".,") if match else "")
        kind = _TYPES.get(slug(match[1]), "") if match else ""
        for folder, ending in (("txt", "txt"), ("html", "html")):
            path = corpora / "vbpl-html" / folder / f"{row['id']}.{ending}"
            if path.is_file():
                yield Truth(
                    path=path, kind=f"{ending} (vbpl)", so_hieu=number, loai=kind,
                    ngay=_head_day(_portal_text(path)[:4000]) if ending == "txt" else "",
                    trich_yeu=match[3].strip(" .") if match else "",
                )  # fmt: skip


def _portal_text(path: Path) -> str:
    text = clean(path.read_text("utf-8", errors="replace"))
    return text.rsplit("\nTải về\n", 1)[-1]


def _old(corpora: Path) -> Iterator[Truth]:
    folders = (corpora / "viparse-legacy" / "corpus" / "public-domain", corpora / "party-hanoi")
    for path in sorted(p for f in folders for p in f.rglob("*") if p.name in _BY_EYE):
        number, day, kind = _BY_EYE[path.name]
        old = "party" not in str(path)
        yield Truth(
            path=path, kind=f"{path.suffix[1:]} (TCVN3, VNI)" if old else "pdf (Đảng)",
            so_hieu=number, ngay=day, loai=kind,
        )  # fmt: skip


def _second(corpora: Path) -> Iterator[Truth]:
    """More files of the same sources, for whoever puts them there; without them nothing is scored.

    Number, day and type stand in ``import_marks.json`` by the file's name without its ending, as
    read by eye in another tool's text. The files are in the public repositories the corpora were
    taken from: ``congbao-them`` from hrmaster1982-dev/phapluat-8chude-data (``docs/``, the
    gazette's PDF and text), ``vbpl-them`` from phanbasongtoan112-art/vbpl-layout-detection
    (``data/raw_html``, pages of vbpl.vn), ``viparse-them`` from TrizenX/viparse-corpus
    (``corpus/``, old .doc, .rtf and .pdf).
    """
    marks: dict[str, list[str]] = json.loads((_HERE / "import_marks.json").read_text("utf-8"))
    for path in sorted(p for folder in corpora.glob("*-them") for p in folder.rglob("*")):
        known = marks.get(path.stem) if path.is_file() else None
        if known is not None:
            number, day, kind = known
            label = _SECOND.get(path.parent.name, path.parent.name)
            yield Truth(
                path=path, kind=f"{path.suffix[1:]} ({label}, đợt hai)",
                so_hieu=number, ngay=day, loai=kind,
            )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """Who signed a file and how many receive it, as ``import_signers.json`` tells."""

    ten: str
    chuc_vu: str
    tu_cach: str
    noi_nhan: int


def signed() -> dict[str, Signed]:
    """What was read by eye around signatures, by the file's name."""
    rows = json.loads((_HERE / "import_signers.json").read_text("utf-8"))["tep"]
    return {name: Signed(**row) for name, row in rows.items()}


def _head_day(text: str) -> str:
    """The first day behind a place (``Hà Nội, ngày``), which no citation has."""
    for line in text.split("\n"):
        match = _DAY.search(line)
        if match and not _OTHER_DAY.search(line):
            return f"{match[3]}-{int(match[2]):02d}-{int(match[1]):02d}"
    return ""


def plain_text(path: Path) -> str:
    """Text of a PDF by pdftotext, of anything else as it stands; empty without the tool."""
    if path.suffix != ".pdf":
        return clean(path.read_text("utf-8", errors="replace"))
    try:
        command = ["pdftotext", "-layout", str(path), "-"]
        return clean(subprocess.run(command, capture_output=True, check=True).stdout.decode())
    except (OSError, subprocess.CalledProcessError):
        return ""
