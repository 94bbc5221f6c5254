"""The secrecy gate: what must never be published, looked for in head, body and file name.

Marks are those of the law on state secrets and of Hướng dẫn 36-HD/VPTW: the degree of
secrecy, ``/nb`` in the document's own number, drafts, restricted circulation. A mark is a
stamp: it has a line, a column or a table cell to itself, so sentences that speak of secrecy
pass. Fails closed. No message repeats what the document says.
"""

from __future__ import annotations

import html
import re
import string
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from vanban.corpus.fields import SECRET_KEYS
from vanban.model import Document, Issue, Metadata
from vanban.text import HOMOGLYPHS, INVISIBLE, fold, symbol_text, tone_placed

_LONGEST = 70
"""A line, cell or column longer than this is a sentence."""
_SHORT = 14

# Stamps by their letters, without blanks. In public builds ``noi-bo`` refuses as well.
_SECRET = ("mật", "tốimật", "tuyệtmật")
_BEFORE = ("", "độmật", "mứcđộmật", "dấuđộmật", "tàiliệu", "vănbản", "độ")
_AFTER = ("", "khẩn", "thượngkhẩn", "hỏatốc", "bảnsố", "xemxongtrảlại", "tàiliệuthuhồi")
_RESTRICTED = (
    "xemxongtrảlại", "tàiliệuthuhồi", "khôngphổbiến", "chỉngườicótênmớiđượcbócbì",
    "khôngsaochụp", "cấmsaochụp", "bảnsố",
)  # fmt: skip
_INTERNAL = ("lưuhànhnộibộ", "tàiliệulưuhànhnộibộ", "tàiliệunộibộ", "nộibộ")
_DRAFT = ("dựthảo", "bảndựthảo", "dựthảolần", "dựthảosố", "dựthảongày", "dựthảolầnngày")
_KINDS = {
    **{b + s + a: "do-mat" for s in _SECRET for b in _BEFORE for a in _AFTER},
    **dict.fromkeys(_RESTRICTED, "thu-hoi"),
    **dict.fromkeys(_INTERNAL, "noi-bo"),
    **dict.fromkeys(_DRAFT, "du-thao"),
}
_STAMPS = {fold(stamp): (stamp, kind) for stamp, kind in _KINDS.items()}

# Two letters at each end tell nearly every line from a stamp without folding it. A character
# that isn't surely one letter tells nothing.
_BARE = {
    chr(c): bare
    for c in (*range(0x20, 0x250), *range(0x1E00, 0x1F00))
    if (bare := fold(unicodedata.normalize("NFKC", chr(c)))) in frozenset(string.ascii_lowercase)
}
_ENDS = frozenset(key[0] + key[-1] for key in _STAMPS)
_INNER_ENDS = frozenset(key[:2] + key[-2:] for key in _STAMPS)
_ORNAMENT = string.digits + string.whitespace + string.punctuation + "\u00a0“”–—•…" + INVISIBLE
_PADDING = frozenset(" \t\u00a0>*_")
_WIDE = ("|", "\t", "<", "&")
_COLUMN_LINE = 160

_MESSAGES = {
    "do-mat": "Có dấu chỉ độ mật; văn bản bị từ chối.",
    "thu-hoi": "Có dấu hạn chế phổ biến; văn bản bị từ chối.",
    "noi-bo": "Có dấu lưu hành nội bộ; văn bản không được vào bản công khai.",
    "du-thao": "Có dấu dự thảo; văn bản chưa ban hành bị từ chối.",
    "nb": "Số của chính văn bản có đuôi “/nb” (nội bộ); văn bản bị từ chối.",
    "co-quan-dang": "Có dòng ghi tài liệu thuộc sở hữu của các cơ quan Đảng; văn bản bị từ chối.",
    "ten-tep": "Tên tệp có dấu chỉ độ mật, nội bộ hoặc dự thảo; văn bản bị từ chối.",
}
_REMEDY = (
    "Đưa tệp và bản gốc ra khỏi thư mục và lịch sử lưu trữ, báo người phụ trách bảo mật. "
    "Dấu không còn giá trị thì cần quyết định giải mật hoặc văn bản chính thức."
)


def _like(word: str) -> re.Pattern[str]:
    """Finds every text that folds to ``word``, whatever folding drops inside it."""
    same = ("".join(c for c in (*_BARE, *HOMOGLYPHS) if fold(c) == letter) for letter in word)
    return re.compile(f"[{INVISIBLE}\u0300-\u036f]*".join(f"[{chars}]" for chars in same))


_LIKE_MAT, _LIKE_NB = _like("mat"), _like("nb")
_NO_WORD = re.compile(r"[\W_]+")
_NO_STEM = re.compile("[^a-z0-9]+")
_NAME_PARTS = re.compile(r"[\s_().-]+")
_NOT_LETTER = re.compile(r"[\W\d_]+")
_COLUMNS = re.compile(r"\t+| {3,}|\||<br\s*/?>")
_TAG = re.compile(r"<[^<>\n]{1,80}>")
# One letter is looked for ten times as quickly as a word: it first, then the words with it.
_HIDING = (("]", ("](", "][")), ("<", ("<!--",)), ("=", ("alt", "title")))
_HIDDEN = re.compile(
    r"(?P<link>(?<!!)\[|!\[)(?P<words>[^\]\n]{1,70})(?=\][(\[])"
    r"|\]\([^)\n\"']*[\"'](?P<title>[^\"'\n]{1,70})[\"']"
    r"|<!--(?P<comment>[^<>]{1,70}?)-->"
    r"|\b(?:alt|title)\s*=\s*[\"']?(?P<named>[^\"'\n<>]{1,70})"
)
_ITEM = re.compile(r"\s*(?:[-+•]|\d+[.)])\s+\S")
_HEAD_KEY = re.compile(r"(?:^|[{,?-])\s*[\"']?do[ _-]?mat[\"']?\s*(?::|$)")
_HEAD_CUT = re.compile(r"[{}\[\],\n]|:\s")
_NUMBER_NB = re.compile(r"^\W*(?:(?:so_hieu|so)\b[\s:\"'.]*)?\d[\w.]*\s*[-/][\w&./ -]*/\s*nb\W*$")
_NUMBER_MARK = re.compile(r"^\W*so\b[\s:.]*\d*[\w./ -]*?((?:tuyet|toi)?\s*mat)\W*$")
_NUMBER_ENDS = (None, "b", "t")  # of /nb and mật; None as in _may_be_stamp
# What is quick to look for (a letter ten times as quick as a word), and the words with it.
_FOOTER_WORDS = {
    "ữ": ("hữu", "Hữu"), "Ữ": ("HỮU",), "uu": ("huu", "Huu"), "UU": ("HUU",),
}  # fmt: skip
_AFTER_HUU = re.compile(r"\W+(.)")
_FOOTER = re.compile(r"so\W+huu\W+cua\W+(?:cac\W+)?co\W+quan\W+dang\b")
_NAME = re.compile(
    r"^(?:mat|toi-mat|tuyet-mat|du-thao)(?:-|$)(?!tran)"
    r"|-(?:toi|tuyet)-mat(?:-|$)"
    r"|^\d+[a-z]?-[a-z]+(?:-[a-z]+)*-(?:nb|mat)$"
)


def secrecy(document: Document, path: str, muc: str = "noi_bo") -> Issue | None:
    """Why ``document`` must not enter a build of level ``muc``; None when nothing was seen."""
    meta = document.meta
    values = (
        meta.trich_yeu, meta.chu_the, meta.do_khan, meta.ghi_chu, *meta.nguon, *meta.noi_nhan,
        *(basis.trich for basis in meta.can_cu),
    )  # fmt: skip
    for value in values:
        kind = _stamp(value)
        if kind and _refuses(kind, muc):
            return _refusal(kind, path, 0)
    if _NUMBER_NB.match(fold(symbol_text(meta.so_hieu))):
        return _refusal("nb", path, 0)
    return secrecy_of_text("", document.body, path, muc, body_line=document.body_line)


def secrecy_of_text(
    head: str, body: str, path: str, muc: str = "noi_bo", *, head_line: int = 2, body_line: int = 1
) -> Issue | None:
    """The same for raw text in NFC: ``head`` is the YAML as typed, valid or not.

    To be run before any other message about the file is shown, since those quote it.
    """
    if _name_marked(path):
        return _refusal("ten-tep", path, 0)
    for kind, line in _head_marks(head):
        if _refuses(kind, muc):
            return _refusal(kind, path, head_line + line)
    for kind, line in _body_marks(body):
        if _refuses(kind, muc):
            return _refusal(kind, path, body_line + line)
    return None


def admitted(meta: Metadata, muc: str) -> bool:
    """Whether a build of level ``muc`` takes the document; ``chua_ro`` and unknown levels never."""
    if muc == "cong_khai":
        return meta.luu_hanh == "cong_khai"
    return muc == "noi_bo" and meta.luu_hanh in ("cong_khai", "noi_bo")


def is_secret_key(key: str) -> bool:
    """Whether a key of the front matter refuses the document by being there, however spelt."""
    return _NO_WORD.sub("_", fold(key)).strip("_") in SECRET_KEYS


def _refuses(kind: str, muc: str) -> bool:
    return kind != "noi-bo" or muc != "noi_bo"


def _refusal(kind: str, path: str, line: int) -> Issue:
    return Issue(
        code="mat-" + kind,
        severity="loi",
        path=path,
        line=line,
        column=1 if line else 0,
        message=_MESSAGES[kind],
        remedy=_REMEDY,
    )


def _name_marked(path: str) -> bool:
    name = path.replace("\\", "/").rsplit("/", 1)[-1].split(".")[0]
    if not name.islower() and any(w.isupper() and _stamp(w) for w in _NAME_PARTS.split(name)):
        return True
    stem = _NO_STEM.sub("-", fold(name)).strip("-")
    # a list of secrets or a law on them is public and names the degrees
    return bool(_NAME.search(stem)) and "-do-" not in stem and "bi-mat" not in stem


def _head_marks(head: str) -> Iterator[tuple[str, int]]:
    keyed = bool(_LIKE_MAT.search(head))
    numbered = bool(_LIKE_NB.search(head))
    if not (keyed or numbered or any(map(_value_mark, _HEAD_CUT.split(head)))):
        return
    for number, line in enumerate(head.split("\n")):
        if keyed and _HEAD_KEY.search(fold(line)):
            yield "do-mat", number
        if numbered and _NUMBER_NB.match(fold(line)):
            yield "nb", number
        for value in _HEAD_CUT.split(line):
            if kind := _value_mark(value):
                yield kind, number


@lru_cache(maxsize=4096)
def _value_mark(value: str) -> str:
    """The stamp that a key or value of a head is; kept, since heads are much alike."""
    return _stamp(value.strip(_ORNAMENT))


def _may_be_stamp(core: str) -> bool:
    """A quick look at both ends of a text without ornaments; False is sure, True is not."""
    first, last = _BARE.get(core[0]), _BARE.get(core[-1])
    if first is None or last is None:
        return True
    if first + last not in _ENDS:
        return False
    second, before = _BARE.get(core[1:2]), _BARE.get(core[-2:-1])
    return second is None or before is None or first + second + before + last in _INNER_ENDS


@lru_cache(maxsize=2)
def _body_marks(body: str) -> tuple[tuple[str, int], ...]:
    """All marks of ``body`` with their lines; kept, since reading and building both ask."""
    return tuple(_find_body_marks(body))


def _find_body_marks(body: str) -> Iterator[tuple[str, int]]:
    """Stamps on lines, in columns and cells, and broken over two or three short lines."""
    # what no body has is asked of the body once, not of each line
    wide = [sign for sign in _WIDE if sign in body]
    columns = _in_columns(body)
    above: list[str] = []
    for number, line in enumerate(body.split("\n")):
        if not line:
            continue
        if (wide and _has_any(line, wide)) or (
            columns and len(line) <= _COLUMN_LINE and _in_columns(line)
        ):
            yield from ((kind, number) for kind in (_stamp(line), *_cell_marks(line)) if kind)
        if len(line) > _LONGEST and line[0] not in _PADDING and line[-1] not in _PADDING:
            above = []
            continue
        core = line.strip(_ORNAMENT)
        if not core:
            continue
        if kind := _stamp(line):
            yield kind, number
        if "/" in core and _BARE.get(core[-1]) in _NUMBER_ENDS and (kind := _number_mark(line)):
            yield kind, number
        if len(core) > _SHORT:
            above = []
            continue
        above = [*above[-2:], core]
        for start in range(len(above) - 1):
            joined = "".join(above[start:])
            if kind := _stamp(joined):
                yield kind, number
    if any(hidden in body and _has_any(body, words) for hidden, words in _HIDING):
        yield from _hidden_marks(body)
    if (found := _footer(body)) >= 0:
        yield "co-quan-dang", body.count("\n", 0, found)


def _hidden_marks(body: str) -> Iterator[tuple[str, int]]:
    """Stamps in what a page may not show: words for pictures and links, comments, attributes.

    A picture of a stamp is described by its words; those of a link are a stamp in capitals only.
    """
    for found in _HIDDEN.finditer(body):
        text = found["words"] or found["title"] or found["comment"] or found["named"] or ""
        plain = html.unescape(text)
        if found["link"] == "[" and not plain.isupper():
            continue
        if kind := _stamp(plain):
            yield kind, body.count("\n", 0, found.start())


def _has_any(line: str, signs: Sequence[str]) -> bool:
    for sign in signs:  # noqa: SIM110 - any() with a generator costs three times as much
        if sign in line:
            return True
    return False


def _in_columns(line: str) -> bool:
    return "   " in line or ("\u00a0" in line and "\u00a0\u00a0" in line)


def _cell_marks(line: str) -> Iterator[str]:
    """In a table, or a letterhead set in columns, only capitals are a stamp."""
    # most tables need no pattern: a tenth of the time
    cut = "\t" in line or "<" in line or "  " in line or "\u00a0" in line
    for cell in _COLUMNS.split(line.replace("\u00a0", " ")) if cut else line.split("|"):
        bare = _TAG.sub("", cell) if "<" in cell else cell
        if bare.isupper() and len(cell) <= _LONGEST and (kind := _stamp(cell)):
            yield kind


def _number_mark(line: str) -> str:
    """``Số 5053-CV/VPTW/nb`` or ``Số 01-BC/TU MẬT`` on a line of its own."""
    folded = fold(line)
    if "nb" in folded and _NUMBER_NB.match(folded):
        return "nb"
    found = _NUMBER_MARK.match(folded) if "mat" in folded else None
    return "do-mat" if found and line.rstrip(" *_)").endswith(("MẬT", "MAT")) else ""


def _footer(body: str) -> int:
    """Offset near the footer of Party organs' internal papers, -1 when there is none.

    Its words are looked for as they are: folding every body would cost more.
    """
    for sign, words in _FOOTER_WORDS.items():
        at = body.find(sign)
        while at >= 0:
            if at and body.startswith(words, at - 1) and _is_footer(body, at - 1):
                return at - 1
            at = body.find(sign, at + 1)
    return -1


def _is_footer(body: str, at: int) -> bool:
    after = _AFTER_HUU.match(body, at + 3)
    if not after or _BARE.get(after[1]) not in (None, "c"):
        return False
    return bool(_FOOTER.search(fold(body[max(0, at - 20) : at + 60])))


def _stamp(text: str) -> str:
    """The kind of stamp that ``text`` is as a whole, or ''."""
    if "<" in text or "&" in text:
        text = html.unescape(_TAG.sub("", text))
    core = text.strip(_ORNAMENT)
    return _exact_stamp(text) if core and _may_be_stamp(core) else ""


def _exact_stamp(text: str) -> str:
    """The same without the quick look, which a property test holds to this."""
    if not text.isascii():
        # full-width and mathematical letters become plain ones
        text = unicodedata.normalize("NFKC", text)
    found = _STAMPS.get(_NOT_LETTER.sub("", fold(text)))
    return found[1] if found and _fits(text, found[0]) else ""


def _fits(text: str, stamp: str) -> bool:
    """Capitals may lack tones and signs (``MAT``) but not have others (``MẮT`` is an eye).

    Small letters must have them all and be no item of a list, where a text names the degrees.
    """
    letters = _NOT_LETTER.sub("", symbol_text(text))
    if letters.isupper():
        return all(_marks(a) <= _marks(b) for a, b in zip(letters.lower(), stamp, strict=False))
    if stamp == "nộibộ" or _ITEM.match(text) or text.rstrip()[-1:] in ".,;":
        return False
    return tone_placed(letters.lower()) == tone_placed(stamp)


def _marks(letter: str) -> set[str]:
    """The signs on a letter; the stroke of ``đ`` is one."""
    return set(unicodedata.normalize("NFD", letter)[1:]) | ({"-"} if letter == "đ" else set())
