"""The results as a page in Vietnamese; figures as they are, nothing left out."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

Results = dict[str, Any]

_OURS = ("van-ban", "van-ban-khong-tim")
_STEPS = {
    "none": "không đổi gì",
    "body": "sửa thân một văn bản",
    "title": "sửa trích yếu",
    "number": "sửa số hiệu",
    "delete": "xóa một văn bản",
    "add": "thêm một văn bản đã được viện dẫn",
}


def markdown(results: Results) -> str:
    """The whole page."""
    blocks = [
        "# Đo tốc độ dựng",
        _preface(results),
        "## Dựng từ đầu",
        "\n".join(_cold(results)),
        "## Tỉ lệ CPU, trung vị các lượt xen kẽ",
        "Số nhỏ hơn 1: Văn Bản tốn ít hơn. Dấu *: hai bên không đo trong cùng một lần chạy.",
        "\n".join(_ratios(results)),
        "## Dựng lại",
        "CPU giây / thời gian thực giây / bộ nhớ đỉnh MB, trung vị. Công cụ không dựng tăng dần "
        "thì mỗi lần đều dựng lại cả; thay đổi nào với chúng cũng như nhau nên chỉ đo hai.",
        "\n".join(_again(results)),
        "## Đúng hay không",
        "\n".join(_correct(results)),
        "## Từng phần được đo khi nào",
        _when(results),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _when(results: Results) -> str:
    """On which day each cell was measured, where the table was made in parts."""
    lines = []
    for size, result in results["sizes"].items():
        by_run: dict[tuple[Any, ...], list[str]] = {}
        for name, told in result.get("told", {}).items():
            run = told["date"], told["rounds"], told["load"], told["command"], told["whole"]
            by_run.setdefault(run, []).append(results["labels"][name])
        for (date, rounds, load, command, whole), names in by_run.items():
            part = "" if whole else "; chưa đo trọn"
            lines.append(
                f"- {size} văn bản, {', '.join(names)}: {date}, {rounds} lượt, tải lúc bắt đầu "
                f"{load:.1f}{part}; `{command}`"
            )
    return "\n".join(lines)


def _preface(results: Results) -> str:
    machine = results["machine"]
    tools = ", ".join(f"{k} {v}" for k, v in results.get("versions", {}).items())
    return "\n".join(
        (
            f"- Ngày đo: {results['date']}",
            f"- Máy: {machine['cores']} lõi {machine['cpu']}, {machine['memory'] / 1e9:.0f} GB, "
            f"{machine['system']}, Python {machine['python']}; tải lúc bắt đầu "
            f"{machine['load'][0]:.1f}",
            f"- Lệnh: `{results['command']}`",
            f"- Số lượt: {results['rounds']} (công cụ chậm {results['slow_rounds']}), hạt giống {results['seed']}",
            f"- Công cụ so sánh: {tools}" if tools else "- Không đo công cụ khác",
            "- CPU là giây người dùng + hệ thống của cả cây tiến trình. Bộ nhớ là đỉnh của tổng "
            "cả cây: RSS tính trang dùng chung nhiều lần, PSS một lần.",
            "- Văn bản do `tests/bench/generate.py` sinh ra. Công cụ khác nhận văn bản thô: không "
            "nhận ra viện dẫn, không liên kết, không có danh sách được viện dẫn; Material và "
            "Zensical cũng không có bảng thuộc tính và trang duyệt.",
        )
    )


def _names(results: Results) -> list[str]:
    held = {name for result in results["sizes"].values() for name in result["costs"]}
    return [name for name in results["labels"] if name in held]


def _median(result: Results, name: str, step: str, figure: str) -> float | None:
    costs = result["costs"].get(name, {}).get(step)
    return median(cost[figure] for cost in costs) if costs else None


def _cold(results: Results) -> Iterator[str]:
    yield "| Văn bản | Công cụ | CPU giây | CPU ms/văn bản | Thực giây | RSS MB | PSS MB | Tệp | MB ra |"
    yield "| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    for size, result in results["sizes"].items():
        for name in _names(results):
            cpu, wall, rss, pss = (
                _median(result, name, "cold", f) or 0.0 for f in ("cpu", "wall", "rss", "pss")
            )
            if name not in result["sites"]:
                continue
            files, total = result["sites"][name]
            yield (
                f"| {size} | {results['labels'][name]} | {cpu:.2f} | "
                f"{1000 * cpu / result['documents']:.2f} | {wall:.2f} | {rss / 1e6:.0f} | "
                f"{pss / 1e6:.0f} | {files} | {total / 1e6:.1f} |"
            )


def _ratios(results: Results) -> Iterator[str]:
    names = _names(results)
    mine = [name for name in _OURS if name in names]
    if not mine:
        yield "Lần đo này không có Văn Bản."
        return
    heads = [f"{results['labels'][name]} / nó" for name in mine]
    yield "| Văn bản | Công cụ | Bước | " + " | ".join(heads) + " |"
    yield "| ---: | --- | --- |" + " ---: |" * len(mine)
    for size, result in results["sizes"].items():
        for name in names:
            for step, words in (("cold", "từ đầu"), ("none", "không đổi"), ("body", "sửa một")):
                costs = result["costs"]
                if name in mine or step not in costs.get(name, {}):
                    continue
                held = [step in costs.get(own, {}) for own in mine]
                if not any(held):
                    continue
                cells = " | ".join(
                    _ratio(result, own, name, step) if there else ""
                    for own, there in zip(mine, held, strict=True)
                )
                yield f"| {size} | {results['labels'][name]} | {words} | {cells} |"


def _ratio(result: Results, own: str, other: str, step: str) -> str:
    """Of paired rounds; a star where the two weren't measured in one run."""
    pairs = zip(result["costs"][own][step], result["costs"][other][step], strict=False)
    told = result.get("told", {})
    runs = [(t.get("date"), t.get("command")) for t in (told.get(own, {}), told.get(other, {}))]
    apart = runs[0] != runs[1]
    return f"{median(a['cpu'] / b['cpu'] for a, b in pairs):.3f}{' *' if apart else ''}"


def _again(results: Results) -> Iterator[str]:
    yield "| Văn bản | Công cụ | " + " | ".join(_STEPS.values()) + " |"
    yield "| ---: | --- |" + " ---: |" * len(_STEPS)
    for size, result in results["sizes"].items():
        for name in [name for name in _names(results) if name in result["costs"]]:
            cells = [_times(result, name, step) for step in _STEPS]
            yield f"| {size} | {results['labels'][name]} | {' | '.join(cells)} |"


def _times(result: Results, name: str, step: str) -> str:
    cpu, wall, rss = (_median(result, name, step, figure) for figure in ("cpu", "wall", "rss"))
    if cpu is None or wall is None or rss is None:
        return ""
    return f"{cpu:.2f} / {wall:.2f} / {rss / 1e6:.0f}"


def _correct(results: Results) -> Iterator[str]:
    measured = {size: r for size, r in results["sizes"].items() if "links" in r}
    if not measured:
        yield "Lần đo này không có Văn Bản."
        return
    yield (
        "| Văn bản | Sau bước | Tệp khác với dựng từ đầu | Liên kết đúng | sai | bỏ sót | "
        "để ngỏ đúng (mơ hồ) | không có trong kho | trang thiếu |"
    )
    yield "| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    for size, result in measured.items():
        for step, done in result["increments"].items():
            yield _row_of_links(size, _STEPS[step], done[-1]["differ"]["count"], done[-1]["links"])
        yield _row_of_links(size, "dựng lại từ đầu", 0, result["links"])
    yield ""
    yield from _examples(measured)


def _row_of_links(size: str, step: str, differ: int, links: dict[str, Any]) -> str:
    figures = ("right", "wrong", "missed", "left_open", "not_held", "pages_missing")
    cells = " | ".join(str(links[figure]) for figure in figures)
    return f"| {size} | {step} | {differ} | {cells} |"


def _examples(measured: dict[str, Results]) -> Iterator[str]:
    for size, result in measured.items():
        for step, done in result["increments"].items():
            for name in done[-1]["differ"]["first"]:
                yield f"- {size}, {_STEPS[step]}: khác ở `{name}`"
        for example in result["links"]["examples"]:
            yield f"- {size}: {example}"


def verdict(results: Results) -> int:
    """0 when no link is wrong and every increment equals a cold build, else 1."""
    bad = 0
    for result in results["sizes"].values():
        for done in result.get("increments", {}).values():
            if "links" not in done[-1]:
                continue
            links = done[-1]["links"]
            bad += done[-1]["differ"]["count"] + links["wrong"] + links["pages_missing"]
    return 1 if bad else 0


if __name__ == "__main__":
    source = Path(sys.argv[1])
    source.with_suffix(".md").write_text(
        markdown(json.loads(source.read_text(encoding="utf-8"))), encoding="utf-8"
    )
