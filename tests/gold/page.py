"""Figures as tables: for the terminal and for ``docs/do-luong/do-chinh-xac.md``."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from vanban.tables import relation_label

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs" / "do-luong" / "do-chinh-xac.md"
_BOTH = {
    "mentions": "Số chỗ", "spurious": "Tìm thừa", "precision": "Độ đúng", "recall": "Độ đủ",
    "f1": "F1", "f1_exact": "F1 chặt",
}  # fmt: skip
CITE = _BOTH | {
    "exact": "Trùng khít", "number": "Số hiệu", "type": "Loại", "year_or_date": "Ngày",
    "issuer": "Cơ quan", "pinpoint": "Điều khoản", "kind": "Kiểu",
}  # fmt: skip
RELATIONS = _BOTH | {
    "provision": "Điều khoản đích", "tu_ngay": "Từ ngày", "source_provision": "Điều khoản nguồn",
}  # fmt: skip
KINDS = {
    "full": "đủ số, ký hiệu", "list-member": "thành viên danh sách", "short": "viết tắt",
    "named": "theo tên", "self": "chính văn bản",
}  # fmt: skip
SETS = {
    "own": "Viện dẫn: bộ đoạn do dự án viết",
    "tuned": "Viện dẫn trong văn bản thật: phần dùng để chỉnh quy tắc",
    "aside": "Viện dẫn trong văn bản thật: phần để riêng, chỉ chấm khi xong",
    "relations": "Quan hệ trong văn bản thật: phần dùng để chỉnh quy tắc",
    "relations-aside": "Quan hệ trong văn bản thật: phần để riêng, chỉ chấm khi xong",
}
_HEAD = """# Độ chính xác của nhận diện viện dẫn và quan hệ

Trang này do `python3 scripts/dev.py accuracy --aside --write` ghi ra; chạy không có `--write` thì lệnh ấy in ra từng chỗ **được thêm** và **mất** so với lần ghi gần nhất. Cách lấy mẫu, đánh dấu và chấm: `tests/gold/README.md`.

- Một viện dẫn tìm được là đúng khi khoảng chữ của nó chồng lên chỗ đã đánh dấu, ghép từng đôi theo độ chồng dài nhất; *trùng khít* là đúng đến từng ký tự.
- Một quan hệ tìm được là đúng khi cùng quan hệ và cùng văn bản đích; *chặt* là đúng cả điều khoản của văn bản đích và ngày.
- Các trường: tỉ lệ đúng trong những đôi đã ghép mà ít nhất một bên có trường ấy; `–` là không có gì để chấm.
- Phần để riêng (một phần ba, chia theo văn bản) được rút trước khi viết quy tắc và chỉ chấm một lần khi quy tắc đã dừng. Đoạn để riêng không được dùng để chỉnh; phần khác của một vài tệp chứa chúng thì có lúc đã được nhìn tới (`tests/gold/README.md`).
"""


def columns(name: str) -> dict[str, str]:
    """Figures a set is told by."""
    return RELATIONS if name.startswith("relations") else CITE


def lines(name: str, data: Mapping[str, Any]) -> Iterator[str]:
    """Lines for the terminal."""
    yield f"{SETS[name]}: {data['passages']} đoạn"
    told = (f"{word} {shown(data['figures'][key])}" for key, word in columns(name).items())
    yield "  " + " · ".join(told)


def shown(value: float | int | None) -> str:
    """Four digits with a comma; a count as it is; a dash where there is nothing to tell."""
    if value is None:
        return "–"
    return str(value) if isinstance(value, int) else f"{value:.4f}".replace(".", ",")


def write(results: Mapping[str, Any]) -> None:
    """The page of the docs, from ``result.json`` and ``agreement.json``."""
    parts = [_HEAD]
    parts += ["\n".join(_section(name, results[name])) for name in SETS if name in results]
    rounds = json.loads((HERE / "rounds.json").read_text("utf-8"))
    parts.append("\n".join(_rounds(rounds)))
    kept = HERE / "agreement.json"
    if kept.exists():
        parts.append("\n".join(_agreement(json.loads(kept.read_text("utf-8")))))
    PAGE.write_text("\n".join(parts).rstrip() + "\n", "utf-8")


def _section(name: str, data: Mapping[str, Any]) -> Iterator[str]:
    shape = columns(name)
    yield f"## {SETS[name]}\n"
    yield f"{data['passages']} đoạn, {data['figures']['mentions']} chỗ.\n"
    yield from _rows("Tất cả", {"Tất cả": data["figures"]}, shape)
    yield "\n" + ("Theo quan hệ:" if shape is RELATIONS else "Theo kiểu:") + "\n"
    known = {k: v for k, v in shape.items() if k not in ("spurious", "precision", "f1", "f1_exact")}
    yield from _rows("Kiểu", {_kind(k): figures for k, figures in data["kinds"].items()}, known)
    head = "Dạng" if name == "own" else "Nguồn"
    yield f"\nTheo {head.lower()}:\n"
    yield from _rows(head, {f"`{g}`": figures for g, figures in data["groups"].items()}, shape)
    yield ""


def _kind(kind: str) -> str:
    return KINDS.get(kind) or relation_label(kind, inverse=False)


def _rows(
    head: str, told: Mapping[str, Mapping[str, Any]], shape: Mapping[str, str]
) -> Iterator[str]:
    yield f"| {head} | " + " | ".join(shape.values()) + " |"
    yield "|---" * (len(shape) + 1) + "|"  # an alignment would be a style in the page
    for name, figures in told.items():
        yield f"| {name} | " + " | ".join(shown(figures[c]) for c in shape) + " |"


def _rounds(kept: Mapping[str, list[dict[str, Any]]]) -> Iterator[str]:
    """Rounds on texts that belong to no set: kept as they were read, before what they showed was mended."""
    yield "## Trên văn bản công khai chưa ai chỉnh\n"
    yield (
        "Mỗi vòng lấy những đoạn mới từ các trang công khai, chấm bằng mắt **trước khi** sửa điều gì"
        " vòng ấy cho thấy. Người chấm có kết quả của máy bên cạnh, nên số có thể hơi cao; ngày và cơ"
        " quan ước theo số chỗ có ghi.\n"
    )
    cite = {"mentions": "Số chỗ"} | {
        "f1": "F1", "exact": "Trùng khít", "number": "Số hiệu", "date": "Ngày",
        "issuer": "Cơ quan", "pinpoint": "Điều khoản",
    }  # fmt: skip
    yield from _rows("Vòng: viện dẫn", _numbered(kept["cite"]), cite)
    yield ""
    relations = {"statements": "Số chỗ", "f1": "F1"}
    yield from _rows("Vòng: quan hệ", _numbered(kept["relations"]), relations)
    yield "\n## Liên kết xét bằng mắt\n"
    yield (
        "Viện dẫn đã nối tới một văn bản trong kho, đọc cả câu và văn bản đích; số sai là trước khi"
        " sửa. Ba chỗ của lần rút thứ ba lúc đầu được cho là đúng, xét lại là sai. Sáu chỗ còn ngờ"
        " không kể là đúng cũng không kể là sai: một luật gọi tên một luật khác sắp được làm lại, cả"
        " hai cùng có hiệu lực một ngày; liên kết dẫn tới bản đang có hiệu lực lúc luật ấy được viết.\n"
    )
    judged = {"judged": "Đã xét", "wrong": "Sai", "doubtful": "Còn ngờ"}
    yield from _rows("Lần rút", _numbered(kept["links"]), judged)
    yield ""


def _numbered(rounds: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {f"{n}{', ' + r['kind'] if 'kind' in r else ''}": r for n, r in enumerate(rounds, 1)}


def _agreement(kept: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    yield "## Đánh dấu hai lần\n"
    yield (
        "Một phần các đoạn được người thứ hai đánh dấu lại mà không xem lần trước; đây là mức giống"
        " nhau giữa hai lần, chấm như trên. Hai người cùng theo một bản hướng dẫn: giống nhau nhiều nói rằng"
        " hướng dẫn rõ, không nói rằng đoạn khó.\n"
    )
    for name, word, shape in (("cite", "Viện dẫn", CITE), ("relations", "Quan hệ", RELATIONS)):
        if name in kept:
            data = kept[name]
            yield f"{word}: {data['passages']} đoạn, {data['first']} và {data['second']} chỗ.\n"
            keys = [k for k in shape if k in data and k not in ("mentions", "spurious")]
            yield from _rows("Bộ", {word: data}, {k: shape[k] for k in keys})
            yield ""
