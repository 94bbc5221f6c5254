"""Every kind of page in a real browser: quiet, inside its screen, usable by keyboard."""

from __future__ import annotations

import base64
import functools
import gzip
import hashlib
import importlib.util
import re
import unicodedata
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 740}
AXE = """async () => (await axe.run(document, {preload: false, resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa',
    'wcag22aa', 'best-practice']})).violations.map((v) => v.id + ': '
    + v.nodes.map((n) => n.target + ' ' + n.failureSummary).join(' | '))"""
SHIFTS = """window.shifted = 0; new PerformanceObserver((list) => list.getEntries()
    .forEach((e) => { window.shifted += e.value; })).observe({type: 'layout-shift', buffered: true})"""
SHIFT = 0.02
"""Sum of layout shifts of a page; web.dev calls 0.1 good."""
SHIFT_FROM_DISK = 0.05
"""The same where letters are never kept: serif ones may take their place after the text stands."""
FIRST_LOAD = 150_000
"""Bytes over the wire of a first document page without its text."""


@functools.cache
def axe_source() -> str:
    spec = importlib.util.find_spec("axe_playwright_python")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).with_name("axe.min.js").read_text("utf-8")


def faults(seen: Any, address: str, root: str) -> list[object]:
    """What is wrong with the page at ``address``: axe, noise, strangers, overflow, shifts.

    axe comes first: what the page asks for after its start has come by then, without a wait.
    """
    seen.requests.clear()
    seen.complaints.clear()
    page = seen.page
    page.goto(address)
    page.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame))")
    page.add_script_tag(content=axe_source())
    found: list[object] = page.evaluate(AXE)
    found += seen.complaints
    found += [url for url in seen.requests if not url.startswith((root, "data:"))]
    found += [url for url in seen.requests if "lunr" in url or "search_index" in url]
    if seen.overflow() > 0:
        found.append(("wider than the screen", seen.overflow()))
    if page.locator("h1:visible").count() != 1:
        found.append("not one heading")
    if page.evaluate("shifted") > (SHIFT if root.startswith("http") else SHIFT_FROM_DISK):
        found.append(("shifted", page.evaluate("shifted")))
    if page.locator(".md-content [style]:not(svg *)").count():
        found.append("a style within the page")
    return found


def test_every_kind_is_quiet_still_and_open_to_all_on_a_dark_phone(
    visit: Any, base: str, kinds: dict[str, str]
) -> None:
    seen = visit("about:blank", size=PHONE, dark=True)
    seen.page.add_init_script(SHIFTS)
    found = {kind: faults(seen, base + path, base) for kind, path in kinds.items()}
    told = "\n".join(f"{kind}: {wrong}" for kind, wrong in found.items() if wrong)
    assert not told, told


def test_every_kind_is_so_from_the_disk_on_a_desk(
    visit: Any, site: Path, kinds: dict[str, str]
) -> None:
    """But for the page that servers show for an address that isn't there."""
    seen = visit("about:blank")
    seen.page.add_init_script(SHIFTS)
    found = {
        kind: faults(seen, (site / path).as_uri(), "file://")
        for kind, path in kinds.items()
        if kind != "not there"
    }
    told = "\n".join(f"{kind}: {wrong}" for kind, wrong in found.items() if wrong)
    assert not told, told


def test_nothing_moves_on_a_desk(visit: Any, base: str, kinds: dict[str, str]) -> None:
    page = visit(base + "404.html").page
    page.add_init_script(SHIFTS)
    moved = {}
    for kind, path in kinds.items():
        page.goto(base + path)
        page.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame))")
        moved[kind] = page.evaluate("shifted")
    assert {kind: sum_ for kind, sum_ in moved.items() if sum_ > SHIFT} == {}


def test_letters_that_come_late_move_nothing(visit: Any, base: str, kinds: dict[str, str]) -> None:
    """A first visit over a slow line: lines that stand there stay as they are."""
    page = visit("about:blank", size=PHONE).page
    page.add_init_script(SHIFTS)
    held: list[Any] = []

    def hold(route: Any) -> None:
        held.append(route)

    page.route("**/*.woff2", hold)
    for kind in ("relations", "following", "administrator", "full text"):
        page.goto(base + kinds[kind], wait_until="domcontentloaded")
        page.wait_for_function("document.fonts.status === 'loading'")
        page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length")
        page.wait_for_function(
            "performance.now() > 400 + performance.getEntriesByName('first-contentful-paint')[0].startTime"
        )
        while held:
            held.pop().continue_()
        page.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame))")
        assert page.evaluate("shifted") <= SHIFT, kind


def wire_bytes(file: Path) -> int:
    """As servers send it: letters and pictures as they are, all else in gzip."""
    data = file.read_bytes()
    return len(data) if file.suffix in (".woff2", ".png", ".webp") else len(gzip.compress(data, 9))


WITHOUT_TEXT = (
    "() => { document.querySelector('.vb-than')?.remove(); return document.body.outerHTML }"
)


@pytest.mark.parametrize("kind", ["noted", "full text", "record", "doubts"])
def test_a_first_document_page_is_light(
    visit: Any, base: str, site: Path, kinds: dict[str, str], kind: str
) -> None:
    """All that a browser with nothing kept asks for, but for the words of the document itself."""
    seen = visit(base + kinds[kind])
    seen.page.wait_for_load_state("networkidle")
    paths = [unquote(urlsplit(url).path).lstrip("/") for url in seen.requests]
    sizes = {path: wire_bytes(site / path) for path in paths if path != kinds[kind]}
    sizes["page"] = len(gzip.compress(seen.page.evaluate(WITHOUT_TEXT).encode(), 9))
    assert len(sizes) > 10
    assert sum(sizes.values()) <= FIRST_LOAD, sizes


@pytest.mark.parametrize("kind", ["home", "browse", "full text"])
def test_a_strict_policy_blocks_nothing(
    visit: Any, server: Any, base: str, site: Path, kinds: dict[str, str], kind: str
) -> None:
    """No inline style, no eval; the theme's own inline scripts are named by their hashes."""
    html = (site / kinds[kind]).read_text("utf-8")
    inline = re.findall(r"<script>(.*?)</script>", html, re.S)
    hashes = [base64.b64encode(hashlib.sha256(s.encode()).digest()).decode() for s in inline]
    named = " ".join(f"'sha256-{value}'" for value in hashes)
    server.policy = (
        f"default-src 'none'; script-src 'self' {named}; style-src 'self'; font-src 'self';"
        " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'"
    )
    seen = visit(base + kinds[kind])
    seen.page.wait_for_load_state("networkidle")
    assert seen.complaints == []


@pytest.mark.parametrize("kind", ["home", "list", "full text", "record"])
def test_the_keyboard_shows_where_it_is(
    visit: Any, base: str, kinds: dict[str, str], kind: str
) -> None:
    page = visit(base + kinds[kind]).page
    named = []
    for _ in range(14):
        page.keyboard.press("Tab")
        style = page.evaluate(
            """() => { const e = document.activeElement, s = getComputedStyle(e);
            return {name: (e.innerText || e.getAttribute('aria-label') || e.id || '').trim(),
                    width: parseFloat(s.outlineWidth), style: s.outlineStyle}; }"""
        )
        named.append(style["name"])
        assert style["style"] != "none", style
        assert style["width"] >= 1, style
    assert len(set(named)) > 8


def test_the_skip_link_leads_to_the_heading(visit: Any, base: str, kinds: dict[str, str]) -> None:
    page = visit(base + kinds["full text"]).page
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**#vb-trang")


def test_the_address_bar_shows_folders(visit: Any, base: str, kinds: dict[str, str]) -> None:
    page = visit(base + kinds["full text"] + "#dieu-1").page
    assert page.url == base + kinds["full text"].removesuffix("index.html") + "#dieu-1"
    page.reload()
    assert page.locator("h1").is_visible()


def test_a_citation_leads_to_a_page_that_has_the_place(visit: Any, base: str, site: Path) -> None:
    """Follow one link to another document's clause as a reader would."""
    link = re.compile(r'<a class="vb-cite" href="(?:\.\./)+(vb/[^"]+#[^"]+)"')
    source = next(
        p for p in sorted((site / "vb").rglob("index.html")) if link.search(p.read_text("utf-8"))
    )
    page = visit(base + source.relative_to(site).as_posix()).page
    page.locator('a.vb-cite[href*="/vb/"][href*="#"]').first.click()
    page.wait_for_load_state()
    anchor = page.url.split("#")[1]
    assert page.locator(f"#{anchor}").is_visible()


DAYS = (
    ("2026-01-01", "con", "2025-01-01", "", "con"),
    ("2026-01-01", "con", "2025-01-01", "2025-12-31", "het"),
    ("2025-12-31", "con", "2025-01-01", "2025-12-31", "con"),
    ("2026-01-01", "chua", "2026-01-01", "", "con"),
    ("2025-12-31", "chua", "2026-01-01", "", "chua"),
    ("2026-01-01", "het_mot_phan", "2025-01-01", "", "het_mot_phan"),
    ("2026-01-01", "ngung", "2025-01-01", "2025-06-01", "ngung"),
    ("2026-01-01", "con", "2027", "chua_ro", "con"),
)
"""Day, status of the build, first and last day in force, status on that day."""


def test_status_on_a_day(visit: Any, base: str) -> None:
    page = visit(base + "404.html").page
    told = page.evaluate("days => days.map(a => vanban.statusOn(...a))", [list(d) for d in DAYS])
    assert told == [now for *_, now in DAYS]


def test_a_status_lapses_without_a_rebuild(visit: Any, base: str, kinds: dict[str, str]) -> None:
    seen = visit(base + kinds["full text"], now="1950-01-01T08:00:00")
    badge = seen.page.locator(".vb-tinh-trang .vb-hl")
    assert badge.inner_text() == "Chưa có hiệu lực"
    assert badge.get_attribute("title") == "Tính cho hôm nay, 01/01/1950"


def test_a_clause_link_is_copied(visit: Any, base: str, kinds: dict[str, str]) -> None:
    seen = visit(base + kinds["full text"], permissions=["clipboard-read", "clipboard-write"])
    heading = seen.page.locator(".vb-than #dieu-1")
    heading.hover()
    heading.locator("a.headerlink").click()
    seen.page.get_by_role("status").get_by_text("Đã sao chép liên kết").wait_for()
    copied = seen.page.evaluate("navigator.clipboard.readText()")
    assert copied == base + kinds["full text"].removesuffix("index.html") + "#dieu-1"


def test_the_official_citation_is_copied(visit: Any, base: str, kinds: dict[str, str]) -> None:
    seen = visit(base + kinds["record"], permissions=["clipboard-read", "clipboard-write"])
    seen.page.get_by_role("button", name="Sao chép trích dẫn").click()
    seen.page.get_by_text("Đã sao chép trích dẫn").wait_for()
    copied = seen.page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(seen.page.locator(".vb-ten__loai").inner_text().split()[0])


def test_readable_with_scripts_off(visit: Any, base: str, kinds: dict[str, str]) -> None:
    page = visit(base + kinds["full text"], java_script_enabled=False).page
    assert page.locator(".vb-than").is_visible()
    assert page.locator(".vb-tinh-trang .vb-hl").is_visible()
    assert not page.locator(".vb-viec").is_visible()
    page.locator(".md-tabs__link", has_text="Duyệt").click()
    assert page.locator("h1").inner_text() == "Duyệt văn bản"


def test_the_search_box_leads_to_the_search_page_with_scripts_off(visit: Any, base: str) -> None:
    page = visit(base + "index.html", java_script_enabled=False).page
    page.locator(".vb-o-tim input").fill("29-CT/TU")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim-kiem/index.html?q=29-CT%2FTU")


LETTER_SHOWS = """async ([family, style, letters]) => {
    const own = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules])
        .filter((rule) => rule instanceof CSSFontFaceRule && rule.style.fontStyle === style
            && rule.style.fontFamily.replaceAll('"', '') === family);
    for (const {style: face, parentStyleSheet: {href}} of own) {
        const source = face.getPropertyValue('src').replace(/url\\("(.*?)"\\)/, (_, at) => `url("${new URL(at, href)}")`);
        document.fonts.add(await new FontFace('Thử', source,
            {style, unicodeRange: face.getPropertyValue('unicode-range')}).load());
    }
    const p = document.createElement('p'); p.id = 'chu'; p.textContent = letters;
    Object.assign(p.style, {fontFamily: "'Thử', monospace", fontStyle: style});
    document.body.append(p); await document.fonts.ready; }"""
"""Faces as the site declares them, under a name of their own: ours may come too late for a page."""


def faces_of(page: Any, selector: str) -> dict[str, int]:
    """Names of the fonts that draw the text of ``selector``, and how many glyphs each."""
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    node = session.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
    fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    session.detach()
    return {font["familyName"]: font["glyphCount"] for font in fonts}


@pytest.mark.parametrize(
    ("family", "style", "drawn"),
    [
        ("VB Sans", "normal", "Vb Sans"),
        ("VB Serif", "normal", "Vb Serif"),
        ("VB Serif", "italic", "Vb Serif Nghieng"),
    ],
)
def test_every_letter_of_vietnamese_comes_from_our_fonts(
    visit: Any, base: str, family: str, style: str, drawn: str
) -> None:
    letters = "".join(
        unicodedata.normalize("NFC", letter + tone)
        for letter in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
        for tone in ("", *"\u0300\u0301\u0303\u0309\u0323")
    )
    page = visit(base + "404.html").page
    page.evaluate(LETTER_SHOWS, [family, style, letters + "đĐ§–“”…→²₫0123456789"])
    assert set(faces_of(page, "#chu")) == {drawn}


def test_the_palette_can_be_turned(visit: Any, base: str) -> None:
    page = visit(base + "index.html").page
    body = page.locator("body")
    light = body.evaluate("e => getComputedStyle(e).backgroundColor")
    page.locator("label[for=__palette_1]:visible").click()
    page.wait_for_function("document.body.dataset.mdColorScheme === 'slate'")
    assert body.evaluate("e => getComputedStyle(e).backgroundColor") != light


def test_paper_has_the_text_and_no_chrome(visit: Any, base: str, kinds: dict[str, str]) -> None:
    page = visit(base + kinds["full text"]).page
    page.emulate_media(media="print")
    assert page.locator(".vb-than").is_visible()
    for chrome in (".md-header", ".md-tabs", ".md-sidebar--secondary", ".vb-nhay", ".vb-viec"):
        assert not page.locator(chrome).first.is_visible()


def test_paper_ends_with_recipients_at_the_left_and_who_signs_at_the_right(
    visit: Any, base: str
) -> None:
    """As the letterhead stands above: two columns, what is at the right in the middle of its own."""
    page = visit(base + "vb/tinh-mau/2023/204-bc-ubnd/index.html", size=PHONE).page
    page.emulate_media(media="print")
    told, signed, text = (
        page.locator(place).bounding_box() for place in (".vb-ket__nhan", ".vb-ket__ky", ".vb-than")
    )
    middle = text["x"] + text["width"] / 2
    assert told["x"] + told["width"] <= middle <= signed["x"]
    assert abs(told["y"] - signed["y"]) < 2
    assert page.locator(".vb-ket__ky p").last.inner_text() == "Phạm Văn Mẫu"
    assert not page.locator(".vb-ky").count()


def test_a_wide_table_scrolls_by_itself(visit: Any, base: str, site: Path) -> None:
    source = next(
        p for p in sorted((site / "vb").rglob("index.html"))
        if "<table" in p.read_text("utf-8").partition('<div class="vb-than"')[2]
    )  # fmt: skip
    seen = visit(base + source.relative_to(site).as_posix(), size=PHONE)
    assert seen.overflow() <= 0


def test_a_long_number_does_not_break_the_page(
    visit: Any, base: str, kinds: dict[str, str]
) -> None:
    seen = visit(base + kinds["list"], size=PHONE)
    seen.page.locator(".vb-dong__ten").first.evaluate("e => { e.textContent = '9'.repeat(90) }")
    assert seen.overflow() <= 0
