"""A planned document as text: our front matter and our body dialect, offsets kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from random import Random

from plan import KINDS, Cite, Doc
from word_model import TOPICS, WordModel, person, place, sentence

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_PARTY_HEADS = (
    "TÌNH HÌNH VÀ NGUYÊN NHÂN",
    "MỤC TIÊU, YÊU CẦU",
    "NHIỆM VỤ, GIẢI PHÁP",
    "TỔ CHỨC THỰC HIỆN",
)
_STATE_HEADS = (
    "Phạm vi điều chỉnh",
    "Đối tượng áp dụng",
    "Nguyên tắc thực hiện",
    "Trách nhiệm của cơ quan chủ trì",
    "Kinh phí thực hiện",
    "Chế độ báo cáo",
    "Hồ sơ, thủ tục",
    "Tổ chức thực hiện",
)
_OPENERS = ("Thực hiện", "Căn cứ", "Qua 3 năm thực hiện", "Tiếp tục triển khai", "Theo tinh thần")
_LETTERS = "abcdeg"

Part = str | Cite


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Where a citation stands: ``body[start:start + len(surface)] == surface``."""

    start: int
    surface: str
    cite: Cite


def title_of(doc: Doc, rng: Random, model: WordModel) -> str:
    """The subject line (``trich_yeu``)."""
    return f"{rng.choice(model.titles)} tại {place(rng)}"


def front_matter(doc: Doc, title: str, rng: Random) -> str:
    kind = KINDS[doc.kind]
    topics = ", ".join(f'"{topic}"' for topic in rng.sample(TOPICS, k=rng.choice((1, 1, 2))))
    return (
        "---\n"
        f"so_hieu: {doc.so_hieu}\nloai: {kind.loai}\ntrich_yeu: {title}\nco_quan: {kind.co_quan}\n"
        f"ngay: {doc.ngay.isoformat()}\nhieu_luc_tu: {doc.ngay.isoformat()}\n"
        f"nguoi_ky: {{ten: {person(rng)}, chuc_vu: Phó Thủ trưởng}}\n"
        f"linh_vuc: [{topics}]\nluu_hanh: cong_khai\n"
        "---\n"
    )


def body(doc: Doc, cites: list[Cite], rng: Random, model: WordModel) -> tuple[str, list[Span]]:
    """The body and the place of every citation in it, in text order."""
    groups = _groups(cites)
    half = (len(groups) + 1) // 2
    at_head, inside = groups[:half], groups[half:]
    size = max(9, min(120, int(rng.lognormvariate(3.48, 0.42))))
    if "-UBND" in doc.so_hieu or "/TT-" in doc.so_hieu or "NĐ-CP" in doc.so_hieu:
        replaced = inside.pop() if inside and rng.random() < 0.2 else None
        blocks = _state(at_head, iter(inside), size, rng, model)
        ending = _ending(KINDS[doc.kind].loai, replaced, rng)
        return _assemble(chain(blocks, [ending]))
    blocks = _party(at_head, iter(inside), size, rng, model)
    return _assemble(blocks)


def _groups(cites: list[Cite]) -> list[list[Cite]]:
    groups: list[list[Cite]] = []
    for cite in cites:
        if cite.listed and groups:
            groups[-1].append(cite)
        else:
            groups.append([cite])
    return groups


def _assemble(blocks: Iterable[list[Part]]) -> tuple[str, list[Span]]:
    out: list[str] = []
    spans: list[Span] = []
    at = 0
    for block in blocks:
        for part in (*block, "\n\n"):
            text = part if isinstance(part, str) else _surface(part, at)
            if isinstance(part, Cite):
                spans.append(Span(start=at, surface=text, cite=part))
            out.append(text)
            at += len(text)
    return "".join(out).rstrip("\n") + "\n", spans


def _surface(cite: Cite, at: int) -> str:
    """Type word to end of symbol; the place decides the variant, so that it is repeatable."""
    so_hieu = cite.so_hieu.replace("-", " - ", 1) if at % 41 == 7 else cite.so_hieu
    if cite.listed:
        return f"số {so_hieu}"
    return f"{KINDS[cite.kind].loai} {'' if at % 5 == 1 else 'số '}{so_hieu}"


def _mention(group: list[Cite], rng: Random) -> list[Part]:
    """``Chỉ thị số 5-CT/TU, ngày … của …`` or ``các Chỉ thị số …, số …``."""
    first = KINDS[group[0].kind]
    parts: list[Part] = []
    if len(group) > 1:
        parts.append("các ")
    elif rng.random() < 0.1 and "{y}" in first.pattern:
        parts.append(f"khoản {rng.randrange(1, 4)} Điều {rng.randrange(1, 6)} ")
    for n, cite in enumerate(group):
        if n:
            parts.append(", ")
        parts += [cite, _date_tail(cite, rng)]
    if rng.random() < 0.6:
        parts.append(f" của {first.ten_co_quan}")
    return parts


def _date_tail(cite: Cite, rng: Random) -> str:
    day, comma = cite.ngay, "," if rng.random() < 0.4 else ""
    if not cite.date_form:
        return ""
    if cite.date_form == "chu":
        return f"{comma} ngày {day.day:02d} tháng {day.month} năm {day.year}"
    mark = {"cham": ".", "gach": "/", "ngang": "-"}[cite.date_form]
    return f"{comma} ngày {day.day:02d}{mark}{day.month}{mark}{day.year}"


def _line(lead: str, rng: Random, model: WordModel, group: list[Cite] | None = None) -> list[Part]:
    """A paragraph under its label, with a citation when one is given."""
    if group is None:
        return [lead + sentence(rng, model, rng.choice((1, 1, 2, 2, 3)))]
    return [
        f"{lead}{rng.choice(_OPENERS)} ",
        *_mention(group, rng),
        ", ",
        _lower(sentence(rng, model, 1)),
    ]


def _lower(text: str) -> str:
    return text[0].lower() + text[1:]


def _party(
    heads: list[list[Cite]], inside: Iterator[list[Cite]], size: int, rng: Random, model: WordModel
) -> Iterator[list[Part]]:
    for group in heads:
        yield _line("", rng, model, group)
    sections = rng.randrange(2, 5)
    for section in range(sections):
        yield [f"## {_ROMAN[section]}. {_PARTY_HEADS[section]}"]
        for n in range(1, max(2, size // (2 * sections)) + 1):
            yield _line(f"{n}. ", rng, model, next(inside, None) if n % 2 else None)
            yield from _below(n, rng, model)
        if section == 1 and rng.random() < 0.4:
            yield [_table(rng, model)]
    for group in inside:
        yield _line("", rng, model, group)
    yield [f"**{person(rng)}** chịu trách nhiệm theo dõi, *định kỳ hằng quý* báo cáo kết quả."]


def _state(
    heads: list[list[Cite]], inside: Iterator[list[Cite]], size: int, rng: Random, model: WordModel
) -> Iterator[list[Part]]:
    for group in heads:
        yield ["Căn cứ ", *_mention(group, rng), ";"]
    yield [f"Xét đề nghị của cơ quan chủ trì về việc {_lower(sentence(rng, model, 1))}"]
    articles = max(3, size // 4)
    for article in range(1, articles + 1):
        if articles > 6 and article % 5 == 1:
            yield [f"## Chương {_ROMAN[article // 5 % len(_ROMAN)]}"]
        yield [f"### Điều {article}. {_STATE_HEADS[article % len(_STATE_HEADS)]}"]
        for n in range(1, rng.randrange(2, 4)):
            yield _line(f"{n}. ", rng, model, next(inside, None) if n == 1 else None)
            yield from _below(n, rng, model)
    for group in inside:
        yield _line("", rng, model, group)
    if rng.random() < 0.4:
        yield [_table(rng, model)]


def _ending(loai: str, replaced: list[Cite] | None, rng: Random) -> list[Part]:
    """Entry into force and, where there is something to replace, the operative phrase."""
    start = f"{loai} này có hiệu lực thi hành kể từ ngày ký"
    if replaced is None:
        return [start + "."]
    return [f"{start} và thay thế ", *_mention(replaced, rng), "."]


def _below(n: int, rng: Random, model: WordModel) -> Iterator[list[Part]]:
    chance = rng.random()
    if chance < 0.3:
        for letter in _LETTERS[: rng.randrange(2, 4)]:
            yield [f"{letter}) {sentence(rng, model, 1)}"]
    elif chance < 0.45:
        yield ["\n".join(f"- {sentence(rng, model, 1)}" for _ in range(rng.randrange(2, 4)))]
    elif chance < 0.55:
        yield [f"**Yêu cầu {n}:** {sentence(rng, model, 1)}"]


def _table(rng: Random, model: WordModel) -> str:
    rows = ["| TT | Chỉ tiêu | Kế hoạch | Kết quả |", "| --- | --- | --- | --- |"]
    for n in range(1, rng.randrange(4, 9)):
        rows.append(
            f"| {n} | {rng.choice(model.titles)} | {rng.randrange(100)}% | {rng.randrange(100)}% |"
        )
    return "\n".join(rows)
