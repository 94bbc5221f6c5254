"""What one sentence does to each document it names.

Read from left to right: a document stands at the top (something is done to it), in the title of
the one before it, or in the chain of acts that amended the one before it. A joint carries the act
on; the title or chain ends where a document of the outer kind follows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from vanban.graph.lead import JOINT, LABEL, OPEN_LIST, Mentioned, lead_of, tail
from vanban.graph.others import carries, guides, planned, told
from vanban.graph.phrases import (
    BASIS,
    BEFORE,
    CARRIER,
    OBJECT,
    OBJECT_HEAD,
    OBJECT_VERBS,
    PASSIVE,
)
from vanban.graph.pins import reference
from vanban.graph.subjects import Done, consolidated, listed, opened, subjects
from vanban.model import Mention, QuanHe


class Act(NamedTuple):
    """What is done to the mention numbered ``mention``.

    ``except_``: the parts left out; ``pinpoint``: the part meant, where it isn't the mention's own.
    """

    mention: int
    quan_he: QuanHe
    active: bool = True
    except_: str = ""
    pinpoint: str = ""


_ENDING = frozenset({"thay_the", "bai_bo", "het_hieu_luc", "dinh_chi"})
_BY_ACTS = frozenset({"huong_dan", "quy_dinh_chi_tiet"})
_STRONG = _ENDING | {"sua_doi", "dinh_chinh", "gia_han"}
# ``bãi bỏ một số điều của`` changes a document and doesn't end it.
_PART = re.compile(r"một[ \n]+(?:số|phần)|(?:nội dung|khoản|điểm|biểu mẫu)(?!\w)")
_WORDING = re.compile(
    r"(?:cụm )?từ(?: ngữ)?(?:,| “| tại|$)|cụm từ|\A (?:các |một số )?(?:tên gọi|tên|dấu|số thứ tự)"
)
_EARLIER = re.compile(
    r"(?:\A|này |[,;] )(?P<verb>sửa đổi,? bổ sung|sửa đổi|bổ sung|bãi bỏ|thay thế) (?P<gi>(?:điểm|khoản|điều|mục|chương|phụ lục) [^.;“”]{1,200}?)(?P<noi>,| và|;)\Z"
)
# What follows a title when the sentence goes back to this document's own acts.
_OWN_ACT = re.compile(r"(?:(?:\A|[ \n])(?:và|đồng thời|này|sau đây|để|nhằm)|[,;])[ \n]*\Z")
_EXCEPT = re.compile(
    r"(?<!\w)trừ[ \n]+(?:trường hợp |nội dung |các trường hợp |các )?(?:quy định |nội dung |trường hợp )?(?:tại |ở )?(?:các )?(?P<gi>(?:[Đđ]iểm|[Kk]hoản|[Đđ]iều|[Mm]ục|[Cc]hương|[Pp]hụ lục)[^.;]{1,160})"
)
_OF_SELF = re.compile(
    r"(?:của )?(?:luật|nghị định|thông tư|nghị quyết|quyết định|điều|khoản|pháp lệnh|quy định) này",
    re.IGNORECASE,
)
_ITEM = re.compile(
    r"[ \n*_]*(?:(?:toàn bộ|các|những|nội dung|quy định|tại|của|văn bản)[ \n]+)*[ \n*_]*",
    re.IGNORECASE,
)
_INLINE_QUOTE = re.compile("“[^“”]*”")
_PARTS_OF = re.compile(
    r" (?:một số |các |việc )?(?:nội dung|điều|khoản|điểm|quy định|vấn đề|về)(?!\w)"
)
_LABELLED = re.compile(r"\d|(?<!\w)(?:[a-zđ]|[IVX]+)(?!\w)")
"""``Phụ lục của A và B`` speaks of both; ``Điều 5 của A và B`` of that of A."""
_BEFORE_VERB = re.compile(
    r"(?:này|và|đồng thời|ban hành (?:nghị định|thông tư|quyết định|nghị quyết|luật|pháp lệnh)|[,;:])\Z"
)
_RENAMED = re.compile(
    r"(?:đề án|chương trình|kế hoạch|nghị quyết|quy chế|quy định|chiến lược|dự án) “” ?\(\Z"
)
"""``Đề án “…” (Đề án số 02-ĐA/TU)``: the name of the document that its number repeats."""
_NAMED_THING = re.compile(
    r" (?:toàn bộ )?(?:quy chế|quy định|điều lệ|danh mục|nội quy|định mức|quy chuẩn|quy trình|bảng giá)"
)
"""The appended document itself: ending it ends what its carrier was for."""
_NEAR = 460
# A law named in the title of a document that guides it; one named otherwise (``theo Nghị quyết Đại
# hội``) parts the numbered documents around it from nothing.
_GUIDES = re.compile(r"hướng dẫn|chi tiết|sửa đổi|bổ sung|thi hành|thực hiện|triển khai")
# What amended a law is told by number alone; a law with a name and a number stands beside it.
_OWN_NAME = re.compile(r"(?:Bộ luật|Luật|Pháp lệnh)\s+(?!số|[Ss]ửa đổi)[^\d]+\d")
_NEXT = re.compile(
    r";(?: và| đồng thời)?(?: các)?(?: (?:khoản|điều|điểm)[^;]{0,40})? \Z", re.IGNORECASE
)
_AMENDING = re.compile(
    r"(?:;|,|và) (?:bộ luật|luật|pháp lệnh) sửa đổi(?:, bổ sung)? một số điều của\Z"
)
"""``Luật A số 1; Luật sửa đổi, bổ sung một số điều của (Luật A số 2)``: the number is the second's."""
# ``Thông tư này thay thế Điều 6 của A`` ends it; ``Thay thế Phụ lục II của A (bằng …)`` changes A.
_BY_ITSELF = re.compile(r"(?:này|và|đồng thời)\s*\Z")
_ADDED_NOUN = (
    "thu nhập", "thuế", "vốn", "kinh phí", "dự toán", "hồ sơ", "tài liệu", "thông tin", "phải nộp", "văn bản",
    "được cấp", "lương", "trợ cấp", "phụ cấp", "bảo hiểm", "số tiền", "chi phí", "yêu cầu", "kế hoạch vốn",
)  # fmt: skip
"""``thu nhập bổ sung quy định tại A``: here the verb is a part of a noun."""
_AND = re.compile(r"(?<!\w)và(?: các)? \Z")
_ALIKE = frozenset({"can_cu", "thuc_hien", "tiep_tuc_thuc_hien", "so_ket", "tong_ket", "kiem_tra"})
_CARRIED = frozenset({"thuc_hien", "tiep_tuc_thuc_hien"})
_INDIRECT = re.compile(r" (?:của|tại|trong|theo)(?: các)?[ :]*\Z")
# ``thực hiện các nhiệm vụ nêu tại A`` carries out a programme; of a law it is a plain reference.
_PROGRAMMES = frozenset(
    {"Nghị quyết", "Chỉ thị", "Kết luận", "Đề án", "Chương trình", "Kế hoạch", "Chiến lược", "Thông báo", "Thông tri", "Công điện", "Công văn"}
)  # fmt: skip


def acts_in(text: str, low: int, high: int, group: Sequence[Mentioned]) -> list[Act]:
    """What ``text[low:high]`` does to each of the documents it names, in their order."""
    return _Reader(text, low, high, group).read()


class _Reader:
    """Walks the mentions of one unit.

    ``level`` says where the last one stands: ``top``, ``title`` of the top one, or ``chain`` of
    acts that amended it; ``held`` is what is done to the top ones.
    """

    def __init__(self, text: str, low: int, high: int, group: Sequence[Mentioned]) -> None:
        self.text, self.low, self.high, self.group = text, low, high, group
        self.level = ""
        self.held: Done | None = None
        self.top: Mention | None = None
        self.inner: set[str] = set()
        self.after = False
        self.found: list[Act] = []
        self.told = ""
        self.part = ""
        self.plain = True
        self.basis = bool(BASIS.match(text, low))
        self.subjects = {} if self.basis else subjects(text, low, high, group)

    def read(self) -> list[Act]:
        out = self.found
        at = self.low
        before: Mention | None = None
        for n, mention in self.group:
            if mention.kind == "self":
                if self.level != "chain":
                    self.level, self.top, self.basis = "", None, False
                at, before = mention.end, mention
                continue
            act = self._act(n, mention, at, before)
            if act:
                out.append(act)
            at, before = tail(self.text, mention), mention
        return out

    def _act(self, n: int, mention: Mention, at: int, before: Mention | None) -> Act | None:
        self.after = before is not None and before.kind != "self"
        if n in self.subjects:
            return self._stand(n, mention, self.subjects[n])
        lead = lead_of(self.text[at : mention.start], mention)
        if before is not None and before.kind != "self" and JOINT.match(lead):
            return self._joined(n, mention, before, lead)
        self.told = (_INLINE_QUOTE.sub("“”", lead) if "“" in lead else lead)[-_NEAR:].strip()
        words = _RENAMED.sub("", self.told.lower())
        if ("được" in words or "bị" in words or "dược" in words) and PASSIVE.search(words):
            return self._passive(n, mention, before, words)
        if self.after and self._next(mention, lead):
            return self._stand(n, mention, self.held or ("can_cu", True))
        if self.basis:
            return self._basis(n, mention, words)
        if before is None and _ITEM.fullmatch(LABEL.sub("", lead, count=1)):
            done = listed(self.text, self.low) or consolidated(self.text, mention, self.high)
            return self._stand(n, mention, done) if done else self._under("top", mention)
        if CARRIER.fullmatch(lead):
            return self._stand(n, mention, ("ban_hanh_kem", False))
        return self._said(n, mention, words)

    def _stand(self, n: int, mention: Mention, act: Done) -> Act:
        self.level, self.held, self.top, self.inner, self.plain = "top", act, mention, set(), True
        if mention.pinpoint:
            self.part = "" if _LABELLED.search(mention.pinpoint) else mention.pinpoint
        return Act(n, act[0], act[1], self._excepted(mention, act[0]))

    def _joined(self, n: int, mention: Mention, before: Mention, lead: str) -> Act | None:
        """A joint carries the act on, unless it stands inside a title or chain."""
        if self.level == "chain" and self.basis and mention.so_hieu and ";" not in lead:
            return Act(n, "can_cu")
        outer = self.level == "top" or ")" in lead or bool(OPEN_LIST.match(lead))
        if self.level == "title":
            outer = outer or (self.plain and bool(mention.so_hieu) and len(mention.ngay) == 10)
        elif self.level == "chain":
            outer = outer or bool(_OWN_NAME.match(mention.surface))
        if not outer and (mention.loai == before.loai or mention.loai in self.inner):
            return None
        if not outer and not (self.top and mention.loai == self.top.loai):
            return None
        if not (self.held and self.top):
            return None
        part = self.part if not mention.pinpoint else ""
        return self._stand(n, mention, self.held)._replace(pinpoint=part)

    def _next(self, mention: Mention, lead: str) -> bool:
        """``A về việc …; B``, ``A về việc … và B``: one more object behind the title of the last."""
        if self.held is None or self.top is None or self.held[0] == "dan_chieu":
            return False
        if _NEXT.search(lead):
            return True
        if "(" in lead or " bởi " in lead:
            return False
        alike = self.held[0] in _ALIKE or mention.loai == self.top.loai
        return self.level == "top" and bool(mention.so_hieu) and alike and bool(_AND.search(lead))

    def _passive(self, n: int, mention: Mention, before: Mention | None, words: str) -> Act | None:
        """``Nghị định này được sửa đổi bởi B``: only then does the passive touch this document."""
        if before is None or before.kind != "self":
            self._under("chain", mention)
            return Act(n, "can_cu") if self.basis and mention.so_hieu else None
        return Act(n, "thay_the" if "thay thế" in words[-90:] else "sua_doi", active=False)

    def _basis(self, n: int, mention: Mention, words: str) -> Act | None:
        if (
            self.top is None
            or words.endswith(("căn cứ", "căn cứ vào"))
            or self._again(words)
            or (mention.so_hieu and _AMENDING.search(words))
        ):
            return self._stand(n, mention, ("can_cu", True))
        return self._under("title", mention)

    def _under(self, level: str, mention: Mention) -> Act | None:
        """It stands below the top one; nothing is done to it."""
        self.level = level
        self.inner.add(mention.loai)
        if mention.so_hieu or _GUIDES.search(self.told[-80:].lower()):
            self.plain = False
        return None

    def _again(self, words: str) -> bool:
        """``; quy định tại khoản 2 Điều 5 Luật B``: after a semicolon the list of bases goes on."""
        return bool(
            re.search(r";(?: và)?(?: các)?(?: (?:quy định|điều|khoản)[^;]{0,40})?\Z", words)
        )

    def _said(self, n: int, mention: Mention, words: str) -> Act | None:
        shared = opened(words)
        if shared and not planned(words[:-1]):
            return self._stand(n, mention, shared)
        by_name = not mention.so_hieu and mention.loai in (
            "Luật",
            "Bộ luật",
            "Hiến pháp",
            "Pháp lệnh",
        )
        for name, word, phrase in BEFORE:
            m = phrase.search(words) if word in words else None
            if not m:
                continue
            if not self._may(name, words[: m.start()].rstrip(), by_name=by_name):
                continue
            if self._anothers(name, mention, words[: m.start()].rstrip(), m[0]):
                return self._under("title", mention)
            if name == "dan_chieu":
                thing = self._object(n, mention, words)
                if thing:
                    return thing
            if not self._own(name, words[: m.start()]):
                return self._under("title", mention)
            if name in _STRONG and mention.pinpoint:
                self._earlier(n, words[: m.start()])
            if name == "thuc_hien" and self._guide(words[: m.start()]):
                name = "huong_dan"
            if (
                name == "thay_the"
                and mention.pinpoint
                and not _BY_ITSELF.search(words[: m.start()])
            ):
                name = "sua_doi"
            return self._stand(n, mention, (_shade(name, m[0]), True))
        return self._object(n, mention, words)

    def _guide(self, before: str) -> bool:
        """``HƯỚNG DẪN`` and below it ``thực hiện Quy định số …``: the title of a guidance."""
        head = self.text[max(0, self.low - 40) : self.low].rstrip(" \n*_#-:")
        return not LABEL.sub("", before, count=1).strip() and head.endswith("HƯỚNG DẪN")

    def _anothers(self, name: QuanHe, mention: Mention, before: str, phrase: str) -> bool:
        """Whether the act is not this document's: planned, past, or that of a document named before."""
        if name == "can_cu":
            begun = self.told[len(before) :].lstrip()[:1]  # ``Căn cứ`` glued to the title above
            return bool(before) and before[-1] not in ",;:" and begun != "C"
        if name in _STRONG:
            return planned(before) or (self.after and self.held is None and before.endswith(","))
        if name not in _CARRIED:
            return False
        if _INDIRECT.search(phrase) and (mention.loai not in _PROGRAMMES or "quy định" in phrase):
            return True
        opening = self.text[self.low : mention.start]
        return name == "thuc_hien" and (told(opening, before, self.text[mention.end : self.high]))

    def _earlier(self, n: int, words: str) -> None:
        """``Sửa đổi Điều 1 và (bãi bỏ Điều 3 A)``: the act before on another part of the same."""
        words = words.rstrip()
        m = _EARLIER.search(LABEL.sub("", words, count=1))
        after = len(m["gi"]) + len(m["noi"]) if m else 0
        pin = reference(self.told[len(words) - after : len(words)])[0] if m else ""
        if m and pin:
            self.found.append(
                Act(n, "bai_bo" if m["verb"] == "bãi bỏ" else "sua_doi", pinpoint=pin)
            )

    def _may(self, name: QuanHe, before: str, *, by_name: bool) -> bool:
        """``by_name``: the object is a law without its number, which everybody carries out."""
        if name in _BY_ACTS:
            return guides(before, self.text[self.low : self.high])
        if name in _ALIKE and name != "can_cu":
            if by_name and name == "kiem_tra" and not before.endswith(("về", "việc", "kế hoạch")):
                return False  # a duty of whoever watches over a law
            return carries(before, by_name=by_name)
        return not (name == "sua_doi" and before.endswith(_ADDED_NOUN))

    def _own(self, name: QuanHe, gap: str) -> bool:
        """Whether a phrase after another document is this one's act and not that one's title."""
        if not self.after or len(gap) > 400:
            return True
        if not _OWN_ACT.search(gap):
            return False
        if name in _CARRIED and gap.rstrip().endswith(";"):
            return True
        if name in _BY_ACTS and gap.rstrip().endswith(","):
            return bool(self.held and self.held[0] in _BY_ACTS)
        if name in _STRONG or name in ("dan_chieu", "can_cu"):
            return not gap.rstrip().endswith("để")
        return bool(self.held and self.held[0] not in ("dan_chieu", "can_cu") and self.held[1])

    def _object(self, n: int, mention: Mention, words: str) -> Act | None:
        """``Bãi bỏ mẫu biểu … ban hành kèm theo A``: the object is a thing in the document."""
        bare = LABEL.sub("", words, count=1)
        m = OBJECT.search(bare)
        if not m and mention.pinpoint and not self.after:
            m = OBJECT_HEAD.match(bare)
            if not m:
                return self._under("title", mention)
            several: QuanHe = "sua_doi" if m["them"] else OBJECT_VERBS[m["verb"].split()[0]]
            part = self.told[len(words) - len(bare) + m.end("them") :]
            pin = reference(f"{part.strip()} {mention.pinpoint}")[0]
            act = self._stand(n, mention, ("sua_doi" if several == "thay_the" else several, True))
            return act._replace(pinpoint=pin if pin.endswith(mention.pinpoint) else "")
        if not m or " theo quy định" in m["gi"] or m["gi"].rstrip().endswith(" theo"):
            return self._under("title", mention)
        opening = bare[: m.start()].rstrip()
        if (opening and not _BEFORE_VERB.search(opening)) or not self._own("sua_doi", opening):
            return self._under("title", mention)
        name = OBJECT_VERBS[m["verb"].split()[0]]
        if name in _BY_ACTS and not (
            (_PARTS_OF.match(m["gi"]) or "quy định" in m["noi"])
            and self._may(name, opening, by_name=False)
        ):
            return self._under("title", mention)
        if name not in _BY_ACTS and " được quy định" in words[-30:]:
            return self._under("title", mention)
        thing = self.told[len(words) - len(bare) + m.start("gi") :].strip()
        adds = m["noi"].split()[-1] in ("sau", "trước", "vào")
        pin = reference(f"{thing} {mention.pinpoint}")[0] if adds else mention.pinpoint
        if adds and not pin:
            return self._under("title", mention)
        more = reference(f"{thing} {mention.pinpoint}")[0] if mention.pinpoint and not adds else ""
        pin = more if more.endswith(mention.pinpoint or ".") else pin or reference(thing)[0]
        if name == "thay_the" and pin and not _BY_ITSELF.search(opening):
            name = "sua_doi"
        whole = name in _ENDING and not pin and not _NAMED_THING.match(m["gi"])
        shade: QuanHe = "sua_doi" if whole or _WORDING.search(m["gi"]) else name
        return self._stand(n, mention, (shade, True))._replace(pinpoint=pin)

    def _excepted(self, mention: Mention, name: QuanHe) -> str:
        """``trừ khoản 2 Điều 5``: what of the object goes on."""
        if name not in _ENDING:
            return ""
        m = _EXCEPT.search(self.text, mention.end, self.high)
        if not m or _OF_SELF.search(m["gi"]):
            return ""
        return " ".join(m["gi"].split())


def _shade(name: QuanHe, phrase: str) -> QuanHe:
    """An ending of some parts only is an amendment."""
    return "sua_doi" if name in _ENDING and _PART.search(phrase) else name
