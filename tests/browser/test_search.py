"""Search in a real browser, from http and from the disk: found without marks, safe, by keyboard."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 740}
SCRIPT = '<script>document.title="hacked"</script><img src=x onerror="document.title=\'hacked\'">'
ASK = "([q, o]) => vanban.search(q, o)"


@pytest.fixture(params=["http", "file"])
def start(request: Any, site: Path) -> str:
    """Where the site begins: on a server, on a disk."""
    if request.param == "file":
        return site.as_uri() + "/"
    return str(request.getfixturevalue("base"))


@pytest.fixture(scope="module", params=["http", "file"])
def ask(request: Any, browser: Any, site: Path, server: Any) -> Iterator[Callable[..., Any]]:
    """``ask(query, **options)`` in one page for all questions; nothing but ours may be loaded."""
    http = f"http://127.0.0.1:{server.server_address[1]}/"
    context = browser.new_context()
    page = context.new_page()
    page.goto((http if request.param == "http" else site.as_uri() + "/") + "index.html")
    yield lambda query, **options: page.evaluate(ASK, [query, options])
    context.close()


def numbers(answer: Any) -> list[str]:
    return [hit["so_hieu"] for hit in answer["hits"]]


@pytest.mark.parametrize(
    ("query", "first", "jumps"),
    [
        ("29-CT/TU", "29-CT/TU", True),
        ("29 ct tu", "29-CT/TU", True),
        ("29ct/tu", "29-CT/TU", True),
        ("29 - CT/TU", "29-CT/TU", True),
        ("29–CT/TU", "29-CT/TU", True),
        ("chỉ thị số 29-ct/tu", "29-CT/TU", True),
        ("chi thi 29", "29-CT/TU", True),
        ("CHỈ THỊ 29", "29-CT/TU", True),
        ("05-CT/TU", "05-CT/TU", False),
        ("5-ct/tu", "05-CT/TU", False),
        ("chi thi 05", "05-CT/TU", False),
        ("30/2020/nd-cp", "30/2020/NĐ-CP", True),
        ("30/2020/NĐ-CP", "30/2020/NĐ-CP", True),
        ("nghi dinh 30/2020", "30/2020/NĐ-CP", True),
        ("luat 38/2013/qh13", "38/2013/QH13", True),
    ],
)
def test_a_number_in_any_shape(ask: Any, query: str, first: str, jumps: bool) -> None:
    answer = ask(query)
    assert numbers(answer)[0] == first
    assert (answer["jump"] is not None) == jumps


def test_two_documents_of_one_number_are_both_offered(ask: Any) -> None:
    """05-CT/TU of 2017 and of 2022: no jump, both on top, the newer first."""
    answer = ask("05-CT/TU")
    assert answer["jump"] is None
    assert [h["id"] for h in answer["hits"][:2]] == [
        "tinh-mau/2022/05-ct-tu",
        "tinh-mau/2017/05-ct-tu",
    ]


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("quy chế dân chủ", "QUY CHE DAN CHU"),
        ("hoà giải", "hòa giải"),
        ("đất đai", "dat dai"),
        ("  lưu   trữ ", "lưu trữ"),
        ("lu\u031bu tru\u031b\u0303", "lưu trữ"),
    ],
)
def test_marks_or_none_tones_anywhere_find_the_same(ask: Any, typed: str, same: str) -> None:
    one, other = ask(typed, limit=50), ask(same, limit=50)
    assert one["total"] > 0
    assert {h["id"] for h in one["hits"]} == {h["id"] for h in other["hits"]}


def test_marks_typed_are_honoured(ask: Any) -> None:
    """«dân vận» finds nothing that «dan van» doesn't, and not what only reads alike."""
    one, other = ask("dân vận", limit=100), ask("dan van", limit=100)
    assert 0 < one["total"] <= other["total"]
    assert {h["id"] for h in one["hits"]} <= {h["id"] for h in other["hits"]}


def test_typed_marks_come_first(ask: Any) -> None:
    """«dân vận» before what only reads alike without marks (văn bản …)."""
    titles = [h["title"].lower() for h in ask("dân vận", limit=50)["hits"]]
    with_marks = [n for n, title in enumerate(titles) if "dân vận" in title]
    assert with_marks
    assert with_marks == list(range(len(with_marks)))


def test_a_phrase_in_quotes_stands_together(ask: Any) -> None:
    loose, exact = ask("kho lưu trữ", limit=100), ask('"kho lưu trữ"', limit=100)
    assert 0 < exact["total"] <= loose["total"]
    page_words = [
        re.sub(r"\W+", " ", h["title"] + " " + h["snippet"]).lower() for h in exact["hits"]
    ]
    assert all("kho lưu trữ" in text for text in page_words)


def test_a_word_with_a_minus_is_left_out(ask: Any) -> None:
    every, some = ask("lưu trữ", limit=100), ask("lưu trữ -đảng", limit=100)
    left = {h["id"] for h in every["hits"]} - {h["id"] for h in some["hits"]}
    assert 0 < some["total"] < every["total"]
    assert "tinh-mau/2021/15-qd-tu" in left


@pytest.mark.parametrize(
    ("query", "holds"),
    [
        ("loai:chi-thi", lambda h: h["loai"] == "Chỉ thị"),
        ("nam:2021", lambda h: h["ngay"][:4] == "2021"),
        ("nam:2013..2016", lambda h: "2013" <= h["ngay"][:4] <= "2016"),
        ("co-quan:tinh-uy", lambda h: "tỉnh ủy" in h["co_quan"].lower()),
        ("tinh-trang:het", lambda h: h["status"] == "het"),
    ],
)
def test_filters_typed_by_hand(ask: Any, query: str, holds: Callable[[Any], bool]) -> None:
    answer = ask(query, limit=100)
    assert answer["total"] > 0
    assert all(holds(hit) for hit in answer["hits"])


def test_counts_of_facets_are_true(ask: Any) -> None:
    """Each count is what choosing the value then gives, alone and beside another choice."""
    first = ask("tỉnh")["facets"]
    for key, values in first.items():
        for value in values:
            found = ask("tỉnh", filters={key: value["value"]}, limit=1)
            assert found["total"] == value["count"], (key, value)
    year = first["nam"][0]
    beside = ask("tỉnh", filters={"nam": year["value"]})["facets"]["loai"]
    for value in beside:
        both = ask("tỉnh", filters={"nam": year["value"], "loai": value["value"]}, limit=1)
        assert both["total"] == value["count"]


def test_pages_of_an_answer_follow_each_other(ask: Any) -> None:
    whole = [h["id"] for h in ask("quy định", limit=30)["hits"]]
    parts = [h["id"] for n in range(3) for h in ask("quy định", offset=10 * n, limit=10)["hits"]]
    assert whole == parts
    days = [h["ngay"] for h in ask("quy định", sort="moi", limit=100)["hits"]]
    assert days == sorted(days, reverse=True)


HOSTILE = {
    "markup": SCRIPT,
    "regex": r"((((a+)+)+)+$[[\\^*?{1,99}|.*(?:",
    "quotes": '"""“”"',
    "minus": "- -- --- -" * 50,
    "filters": "nam:.. nam:9999.. loai: co-quan:* tinh-trang:__proto__",
    "prototype": "__proto__ constructor toString hasOwnProperty",
    "nul": "a\x00b\u202ec\ufeffd",
    "astral": "𝐐𝐮𝐲 😀" * 40,
    "long": "quy định " * 11_200,
    "one long word": "a" * 100_000,
    "marks": "a" + "\u0301" * 50_000,
}


@pytest.fixture(scope="module")
def searching(browser: Any, server: Any) -> Iterator[tuple[Any, list[str]]]:
    """The search page, for one query after another, and what it complained about."""
    context = browser.new_context()
    page, complaints = context.new_page(), []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.goto(f"http://127.0.0.1:{server.server_address[1]}/tim-kiem/index.html")
    page.locator(".vb-kq").first.wait_for()
    yield page, complaints
    context.close()


TYPE = "q => { const b = document.querySelector('.vb-tk__o'); b.value = q; b.dispatchEvent(new Event('input')); }"


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_query_neither_hangs_nor_runs(searching: Any, name: str) -> None:
    page, complaints = searching
    began = time.monotonic()
    answer = page.evaluate(ASK, [HOSTILE[name], {}])
    page.evaluate(TYPE, HOSTILE[name])
    page.locator(".vb-tk__o").press("Enter")
    page.wait_for_timeout(350)
    assert time.monotonic() - began < 4
    assert isinstance(answer["total"], int)
    assert page.title() != "hacked"
    assert page.locator("#vb-search-page script, #vb-search-page img").count() == 0
    assert page.locator(".vb-tk__dem").inner_text()
    assert complaints == []
    assert len(page.url) < 4_000


def test_an_address_is_as_safe_as_typing(visit: Any, base: str) -> None:
    seen = visit(
        base + "tim-kiem/index.html?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&loai=%22%3E%3Cb%3E"
    )
    seen.page.locator(".vb-tk__dem", has_text="Không thấy văn bản nào").wait_for()
    assert seen.complaints == []
    assert seen.page.locator("#vb-search-page img").count() == 0


def test_no_hits_say_what_to_try(visit: Any, start: str) -> None:
    page = visit(start + "tim-kiem/index.html?q=xyzzy").page
    page.locator(".vb-tk__dem", has_text="Không thấy văn bản nào").wait_for()
    page.get_by_role("link", name="Duyệt theo loại").click()
    page.wait_for_load_state()
    assert page.locator("h1").inner_text() == "Duyệt văn bản"


@pytest.mark.parametrize("query", ["29 ct tu", "30/2020/nđ-cp"])
def test_enter_on_a_number_jumps_from_the_page(visit: Any, start: str, query: str) -> None:
    page = visit(start + "tim-kiem/index.html").page
    page.locator(".vb-tk__o").fill(query)
    page.keyboard.press("Enter")
    page.wait_for_url("**/vb/**")
    assert page.locator(".vb-ten__loai").is_visible()


def test_enter_on_a_number_jumps_from_the_box(visit: Any, start: str) -> None:
    page = visit(start + "index.html").page
    page.keyboard.press("/")
    page.keyboard.type("29-ct/tu")
    page.locator("#vb-q-meta", has_text="bấm Enter để mở").wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**/vb/tinh-uy-hai-duong/2013/29-ct-tu/**")


def test_enter_on_words_shows_them_all(visit: Any, start: str) -> None:
    page = visit(start + "index.html").page
    page.keyboard.press("/")
    page.keyboard.type("luu tru")
    page.locator("#vb-q-meta", has_text="bấm Enter để xem tất cả").wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim-kiem/**q=luu+tru")
    assert page.locator(".vb-tk__o").input_value() == "luu tru"
    assert page.locator("#vb-search-page mark", has_text="lưu trữ").first.is_visible()


def test_the_keyboard_alone(visit: Any, start: str) -> None:
    """/ opens, arrows choose, Enter goes, Escape closes and gives the page back."""
    page = visit(start + "index.html").page
    box = page.locator("#vb-q")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "vb-q"
    assert box.input_value() == ""
    page.keyboard.type("dan van")
    page.locator("#vb-q-list a").first.wait_for()
    page.keyboard.press("Escape")
    assert not page.locator("#__search").is_checked()
    assert page.evaluate("document.activeElement.id") != "vb-q"
    page.keyboard.press("Control+k")
    assert page.locator("#__search").is_checked()
    page.locator("#vb-q-list a").nth(1).wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    chosen = page.locator("#vb-q-list a[aria-selected=true]")
    assert chosen.count() == 1
    target = chosen.evaluate("e => e.href")
    page.keyboard.press("Enter")
    page.wait_for_url(target.removesuffix("index.html") + "**")


def test_a_slash_in_a_field_is_a_slash(visit: Any, base: str) -> None:
    page = visit(base + "tim-kiem/index.html").page
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"
    assert page.evaluate("document.activeElement.closest('.vb-tk') !== null")
    page.keyboard.type("30/2020")
    assert page.locator(".vb-tk__o").input_value() == "30/2020"


@pytest.mark.parametrize("size", [PHONE, None], ids=["phone", "desk"])
def test_facets_filter_and_the_address_keeps_them(visit: Any, start: str, size: Any) -> None:
    page = visit(start + "tim-kiem/index.html?q=l%C6%B0u+tr%E1%BB%AF", size=size).page
    page.locator(".vb-kq").first.wait_for()
    before = page.locator(".vb-tk__dem").inner_text()
    if size:
        page.get_by_role("button", name="Bộ lọc").click()
    row = page.locator(".vb-loc__muc", has_text=re.compile(r"^Quy định\s*\d"))
    count = row.locator(".vb-loc__so").inner_text()
    row.locator("input").check()
    counted = page.locator(".vb-tk__dem", has_text=re.compile(rf"^{count} văn bản$"))
    counted.wait_for()
    names = page.locator("#vb-search-page .vb-kq__ten").all_inner_texts()
    assert len(names) == int(count)
    assert all(name.startswith("Quy định") for name in names)
    page.wait_for_url("**loai=quy-dinh**")
    page.reload()
    counted.wait_for()
    page.get_by_role("button", name="Bỏ lọc Loại: Quy định").click()
    page.locator(".vb-tk__dem", has_text=before).wait_for()
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


def test_an_unknown_year_is_called_so(visit: Any, base: str) -> None:
    page = visit(base + "tim-kiem/index.html?nam=khong-ro").page
    page.locator(".vb-kq").first.wait_for()
    row = page.locator(".vb-loc__muc", has_text="Không rõ năm")
    assert row.locator("input").is_checked()
    count = row.locator(".vb-loc__so").inner_text()
    page.locator(".vb-tk__dem", has_text=f"{count} văn bản").wait_for()


def test_pages_of_results_follow_each_other(visit: Any, base: str) -> None:
    page = visit(base + "tim-kiem/index.html").page
    cards = page.locator("#vb-search-page .vb-kq")
    cards.first.wait_for()
    assert cards.count() == 20
    page.get_by_role("link", name="Trang sau").click()
    page.locator(".vb-kq__ds[start='21']").wait_for()
    assert cards.count() == 20


def test_a_missing_index_is_told(visit: Any, base: str, server: Any) -> None:
    seen = visit(base + "index.html")
    seen.page.route("**/tim/**", lambda route: route.abort())
    seen.page.keyboard.press("/")
    seen.page.keyboard.type("dan van")
    seen.page.locator("#vb-q-meta", has_text="Không đọc được chỉ mục tìm kiếm").wait_for()
    seen.page.unroute("**/tim/**")
    seen.page.keyboard.type(" ")
    seen.page.locator("#vb-q-list a").first.wait_for()


def test_nothing_is_loaded_until_it_is_asked_for(visit: Any, base: str) -> None:
    seen = visit(base + "index.html")
    seen.page.wait_for_load_state("networkidle")
    assert not [url for url in seen.requests if "/tim/" in url]


def test_the_words_found_are_marked_with_their_marks(visit: Any, base: str) -> None:
    page = visit(base + "tim-kiem/index.html?q=d%C3%A2n+v%E1%BA%ADn").page
    page.locator("#vb-search-page mark").first.wait_for()
    marked = {t.lower() for t in page.locator("#vb-search-page mark").all_inner_texts()}
    assert marked <= {"dân", "vận", "dân vận"}
