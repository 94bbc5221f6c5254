"""Bodies with their provisions and slots, written by hand or made by chance, and a reader of HTML."""

from __future__ import annotations

from html.parser import HTMLParser
from random import Random

from vanban.model import Level, Provision

VOID = {"br", "hr", "img"}
TEXT = (
    "Căn cứ Nghị quyết số 29-NQ/TW ngày 04/11/2013 của Ban Chấp hành Trung ương về đổi mới căn "
    "bản, toàn diện giáo dục và đào tạo; theo đề nghị của Ban Tuyên giáo (tỉnh) đạt 95% kế hoạch"
)
WORDS = TEXT.split()


def provision(body: str, label: str, anchor: str, level: Level) -> Provision:
    """The provision whose label stands first at ``label`` in ``body``."""
    start = body.index(label)
    return Provision(
        level=level, label=label, title="", anchor=anchor, parent="", start=start, end=len(body)
    )


def slots(body: str, *surfaces: str) -> list[tuple[int, int]]:
    """Spans of the surfaces, each looked for behind the one before."""
    spans = []
    end = 0
    for surface in surfaces:
        start = body.index(surface, end)
        end = start + len(surface)
        spans.append((start, end))
    return spans


def words(rng: Random, most: int = 14) -> str:
    return " ".join(rng.choice(WORDS) for _ in range(rng.randint(1, most)))


def block(rng: Random) -> str:
    """One block as documents have them."""
    kinds = (
        lambda: words(rng, 40),
        lambda: f"{'#' * rng.randint(2, 4)} {words(rng)}",
        lambda: f"**{words(rng, 3)}** {words(rng)} *{words(rng, 4)}*",
        lambda: f"{rng.randint(1, 30)}. {words(rng)}",
        lambda: f"{rng.choice('abcdđ')}) {words(rng)}",
        lambda: "\n".join(f"- {words(rng)}" for _ in range(rng.randint(1, 4))),
        lambda: f"{words(rng)}:\n- {words(rng)};\n- {words(rng)}.",
        lambda: f"> “{words(rng)}\n>\n> {words(rng)}”",
        lambda: f"{words(rng)}  \n{words(rng)}\n{words(rng)}",
        lambda: f"| {words(rng, 3)} | Số |\n|---|--:|\n| {words(rng, 5)} | {rng.random():.2f} |",
        lambda: rng.choice(("---", "______", "R&D < 5 > 4", "(*) Ghi chú", "[…]")),
    )
    return rng.choice(kinds)()


def document(rng: Random, blocks: int = 8) -> str:
    return "\n\n".join(block(rng) for _ in range(rng.randint(1, blocks)))


def marks(rng: Random, body: str) -> tuple[list[Provision], list[tuple[int, int]]]:
    """Provisions at some starts of lines and slots anywhere."""
    provisions = []
    place = 0
    for line in body.split("\n"):
        if line and rng.random() < 0.3:
            level: Level = rng.choice(("phan", "chuong", "dieu", "khoan", "diem", "phu_luc"))
            provisions.append(
                Provision(
                    level=level,
                    label="",
                    title="",
                    anchor=f"a-{len(provisions)}",
                    parent="",
                    start=place,
                    end=len(body),
                )
            )
        place += len(line) + 1
    count = 2 * min((len(body) + 1) // 2, rng.randint(0, 4))
    cuts = sorted(rng.sample(range(len(body) + 1), count))
    return provisions, list(zip(cuts[::2], cuts[1::2], strict=True))


class Reader(HTMLParser):
    """Reads HTML as a browser's parser would and notes tags, attributes, text and bad nesting."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.faults: list[str] = []
        self.words: list[str] = []
        self.feed(html)
        self.close()
        self.faults += self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a" and "a" in self.open:
            self.faults.append("a in a")
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_comment(self, data: str) -> None:
        self.faults.append("comment")

    def handle_decl(self, decl: str) -> None:
        self.faults.append("declaration")

    def handle_pi(self, data: str) -> None:
        self.faults.append("instruction")


def linked(html: str) -> str:
    """``html`` with every slot a link, as the site makes it."""
    return html.replace("\ue000", '<a href="#x">').replace("\ue001", "</a>")
