"""The page of search in the docs: how right it is, and what it costs; figures as they are."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

Results = Mapping[str, Any]
ROOT = Path(__file__).parents[2]
QUALITY = ROOT / "tests" / "gold" / "search" / "result.json"
LABELS = {"ours": "Văn Bản", "pagefind-1.5.2": "Pagefind 1.5.2", "pagefind-1.6.0": "Pagefind 1.6.0",
          "lunr": "Material (lunr)"}  # fmt: skip
ARCHIVES = {
    "thu": "kho của dự án", "corpora": "kho thật nhập về", "gen1000": "kho sinh 1.000",
    "gen10000": "kho sinh 10.000", "gen50000": "kho sinh 50.000",
}  # fmt: skip
KINDS = {
    "so-hieu": "số, ký hiệu mọi cách viết", "loai-so": "loại và số", "viet-tat": "gõ tắt",
    "ten-luat": "tên luật", "khong-dau": "không dấu", "dau": "dấu gõ thiếu, đặt khác, NFD",
    "cum-tu": "nguyên cụm", "loai-tru": "loại trừ", "loc": "bộ lọc", "facet": "số đếm của bộ lọc",
    "duyet": "duyệt", "sap-xep": "sắp xếp", "ngay": "ngày tháng", "go-y": "gợi ý khi gõ",
    "go-sai": "gõ sai", "dieu-khoan": "đến đúng điều khoản", "tim-trong": "tìm trong văn bản",
    "ba-am-tiet": "cụm ba âm tiết", "co-quan": "tên cơ quan", "nguoi": "người, chức danh",
    "trich-yeu": "mảnh trích yếu", "than-bai": "mảnh thân bài", "xep-hang": "thứ hạng",
    "hai-buoc": "trang đầu trước, số đếm sau", "moi-noi": "mọi từ ở đâu cũng được",
    "tu-nhien": "câu hỏi tự nhiên", "thu-nghich": "câu hỏi phá",
}  # fmt: skip


def write(out: Path) -> None:
    """The page ``out`` from ``out``'s JSON and the judged queries' result; either may be absent."""
    kept = out.with_suffix(".json")
    costs = json.loads(kept.read_text("utf-8")) if kept.exists() else {}
    quality = json.loads(QUALITY.read_text("utf-8")) if QUALITY.exists() else {}
    blocks = ["# Đo tìm kiếm", *_quality(quality), *_costs(costs)]
    out.write_text("\n\n".join(block for block in blocks if block) + "\n", "utf-8")


def _quality(data: Results) -> Iterator[str]:
    if "ours" not in data:
        return
    yield "## Đúng đến đâu"
    yield "\n".join(
        (
            f"- Ngày chấm: {data['date']}; lệnh: `python3 scripts/dev.py search --write`"
            " (thêm `--rivals` để chấm công cụ khác). Cách lập câu hỏi và đáp án:"
            " `tests/gold/search/README.md`.",
            "- Đáp án lấy từ chính các văn bản (người đọc mà viết, hoặc quét toàn bộ bằng chương"
            " trình riêng), không lấy từ chỉ mục. Mỗi câu thuộc hẳn một nửa theo mã băm: một nửa"
            " để chỉnh, một nửa chỉ để báo cáo.",
        )
    )
    yield "\n".join(_halves(data["ours"]))
    yield "Theo loại câu hỏi, cả hai nửa:\n\n" + "\n".join(_kinds(data["ours"]))
    if "rivals" in data:
        yield "## Cạnh công cụ khác, cùng văn bản cùng câu hỏi"
        yield (
            "Chỉ những câu công cụ nào cũng hỏi được: không bộ lọc, không gợi ý, không số đếm;"
            " «nhảy thẳng» chỉ cần đứng đầu, «chọn giữa nhiều văn bản» chỉ cần ở mười dòng đầu."
            " Công cụ khác chạy nguyên mặc định, ngôn ngữ là tiếng Việt."
        )
        yield "\n".join(_rivals(data["rivals"]))


def _halves(ours: Results) -> Iterator[str]:
    yield "| | Câu hỏi | Đúng | Tỉ lệ |"
    yield "| --- | ---: | ---: | ---: |"
    rows = {"Nửa để báo cáo": _sum(part["by_half"].get("report") for part in ours.values()),
            "Nửa để chỉnh": _sum(part["by_half"].get("tune") for part in ours.values())}  # fmt: skip
    for name, part in ours.items():
        rows[ARCHIVES[name].capitalize()] = _sum(part["by_kind"].values())
    for title, pair in rows.items():
        yield f"| {title} | {pair[1]} | {pair[0]} | {_share(pair)} |"


def _sum(pairs: Iterable[Sequence[int] | None]) -> tuple[int, int]:
    """Right and asked of several (right, asked)."""
    known = [pair for pair in pairs if pair]
    return sum(pair[0] for pair in known), sum(pair[1] for pair in known)


def _by_kind(parts: Iterable[Results]) -> dict[str, tuple[int, int]]:
    """Right and asked by kind over several archives."""
    every = [*parts]
    found = sorted({kind for part in every for kind in part})
    return {kind: _sum(part.get(kind) for part in every) for kind in found}


def _share(pair: tuple[int, int]) -> str:
    return f"{100 * pair[0] / pair[1]:.1f} %".replace(".", ",")


def _kinds(ours: Results) -> Iterator[str]:
    yield "| Loại | Đúng |"
    yield "| --- | ---: |"
    for kind, (right, asked) in _by_kind(part["by_kind"] for part in ours.values()).items():
        yield f"| {KINDS[kind]} | {right}/{asked} |"


def _rivals(rivals: Results) -> Iterator[str]:
    """Only archives that all were asked of."""
    names = [name for name in LABELS if name in rivals]
    shared = set.intersection(*(set(rivals[name]) for name in names))
    by_kind = {n: _by_kind(rivals[n][a] for a in sorted(shared)) for n in names}
    yield "| Loại | " + " | ".join(LABELS[name] for name in names) + " |"
    yield "| --- |" + " ---: |" * len(names)
    for kind in by_kind["ours"]:
        cells = (by_kind[name].get(kind, (0, 0)) for name in names)
        yield f"| {KINDS[kind]} | " + " | ".join(f"{r}/{n}" for r, n in cells) + " |"
    totals = (_sum(by_kind[name].values()) for name in names)
    yield "| **Tất cả** | " + " | ".join(f"**{r}/{n}**" for r, n in totals) + " |"


def _costs(data: Results) -> Iterator[str]:
    if not data:
        return
    machine = data["machine"]
    yield "## Tốn bao nhiêu"
    yield "\n".join(
        (
            f"- Ngày đo: {data['date']}; lệnh: `{data['command']}`",
            f"- Máy: {machine['cores']} lõi {machine['cpu']}, {machine['memory'] / 1e9:.0f} GB,"
            f" {machine['system']}, Python {machine['python']}; tải lúc bắt đầu"
            f" {machine['load'][0]:.1f}",
            f"- Trung vị (và nhỏ nhất) của {data['rounds']} lượt (Pagefind {data['slow_rounds']}) trong Chromium"
            " thật. *Nguội*: trang chưa tìm lần nào (đã có tệp khởi đầu 2 KB mà trang nào cũng tải),"
            " tính cả tải máy tìm kiếm; *ấm*: sau một câu hỏi khác trong cùng trang. *Trang đầu*:"
            " năm kết quả đầu có đoạn trích; rồi mười kết quả, số đếm và bộ lọc. Byte là"
            " byte trên dây qua máy chủ gửi tệp nén sẵn (`.gz`), hoặc byte đọc từ đĩa.",
            "- Văn bản do `tests/bench/generate.py` sinh. Pagefind lập chỉ mục trang trơn của"
            " cùng những văn bản ấy; nó không mở được từ `file://`.",
        )
    )
    for size, result in data["sizes"].items():
        yield f"### {int(size):,} văn bản".replace(",", ".")
        if "command" in result:
            load = f"{result['load']:.1f}".replace(".", ",")
            yield (
                f"Đo {result['date']}, {result['rounds']} lượt, tải lúc bắt đầu {load}:"
                f" `{result['command']}`. {result.get('note', '')}".rstrip()
            )
        yield "\n".join(_builds(result))
        yield "\n".join(_queries(result))
        yield _absent(result)


def _engines(result: Results) -> list[str]:
    return [name for name in LABELS if name in result]


def _builds(result: Results) -> Iterator[str]:
    yield "| Lập chỉ mục | CPU giây | Bộ nhớ đỉnh MB | Tệp | MB | so với HTML |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: |"
    ours = result["ours"]
    html = ours["html"][1]
    for name in _engines(result):
        files, size = result[name]["index"]
        yield (
            f"| {LABELS[name]} | {_build_cost(name, result[name])} | {files} | {size / 1e6:.1f} |"
            f" {f'{size / html:.2f}' if html else 'không đo'} |"
        )
    yield _parts(ours)
    if "build" not in ours:
        yield "\nLần đo này không dựng lại kho: chỉ mục có sẵn, do cùng mã ấy dựng."
        return
    bare, full = ours["build"]["without"], ours["build"]["with"]
    yield (
        f"\nCPU của Văn Bản là hiệu hai lần dựng cả kho, có và không có tìm kiếm"
        f" ({full['cpu']:.1f} và {bare['cpu']:.1f} giây; đỉnh {full['rss'] / 1e6:.0f} và"
        f" {bare['rss'] / 1e6:.0f} MB, đều là của cả lần dựng); HTML là {ours['html'][0]} trang văn"
        f" bản, {html / 1e6:.1f} MB."
    )


def _build_cost(name: str, result: Results) -> str:
    """CPU and memory as cells."""
    build = result.get("build")
    if not build:
        return "không đo | không đo"
    if name == "ours":
        cpu, rss = build["with"]["cpu"] - build["without"]["cpu"], build["with"]["rss"]
    else:
        cpu, rss = build["cpu"], build["rss"]
    return f"{cpu:.1f} | {rss / 1e6:.0f}"


PARTS = {
    "t": "thẻ và lời văn, mỗi văn bản một tệp (văn bản dài hơn 16.000 ký tự thêm tệp cho phần sau)",
    "u": "mảnh chỉ mục", "d": "thẻ, tám văn bản một tệp", "r": "văn bản liên quan, bốn một tệp",
    "n": "theo số", "s": "gợi ý", "f": "bộ lọc", "m": "tên luật", "e": "từ của văn bản mới",
    "w": "danh sách dài của mảnh chỉ mục",
}  # fmt: skip


def _parts(ours: Results) -> str:
    """How many files of which kind our index has."""
    told = (
        f"{PARTS[name]}: {files}" for name, (files, _) in ours.get("parts", {}).items() if files
    )
    said = "; ".join(told)
    return f"\nTệp của Văn Bản theo loại: {said}." if said else ""


def _queries(result: Results) -> Iterator[str]:
    yield (
        "| Câu hỏi | Công cụ | Lượt | Trang đầu: ms (nhỏ nhất) | KB | yêu cầu | Xong cả số đếm: ms"
        " (nhỏ nhất) | KB | yêu cầu | Kết quả |\n"
        "| --- | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    )
    ways = [(n, w) for n in _engines(result) for w in ("http", "file") if w in result[n]]
    for label, row in result["ours"]["http"].items():
        asked_of = [(n, w) for n, w in ways if label != "heap" and label in result[n][w]]
        for name, way in asked_of:  # some were measured with fewer queries
            for turn, words in (("cold", "nguội"), ("warm", "ấm")):
                cost = result[name][way][label][turn]
                asked = f"{label}: `{row['query']}`" if row["query"] else label
                yield f"| {asked} | {LABELS[name]}, {way} | {words} |" + _cells(cost)
    heaps = (
        f"{LABELS[name]} {result[name]['http']['heap'] / 1e6:.1f} MB" for name in _engines(result)
    )
    yield "\nBộ nhớ JavaScript sau mọi câu hỏi trên, qua http: " + "; ".join(heaps) + "."


def _cells(cost: Results) -> str:
    return (
        f" {cost['first']:.0f} ({cost['least_first']:.0f}) | {cost['first_bytes'] / 1024:.1f} |"
        f" {cost['first_requests']:.0f} | {cost['whole']:.0f} ({cost['least_whole']:.0f}) |"
        f" {cost['bytes'] / 1024:.1f} | {cost['requests']:.0f} | {cost['total']:.0f} |"
    )


def _absent(result: Results) -> str:
    if "pagefind-1.5.2" in result:
        return ""
    if "build" not in result["ours"]:
        return "Pagefind không đo trong lần này."
    return (
        "Pagefind không đo ở cỡ này: bộ nhớ của nó lớn theo số văn bản (4,2 GB ở 10.000), ở 50.000"
        " cần khoảng 21 GB."
    )
