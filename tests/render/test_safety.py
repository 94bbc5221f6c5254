"""Nothing in a body runs, loads from elsewhere or passes for the page's own parts."""

from __future__ import annotations

import re

import pytest
from render.documents import Reader

from vanban.render import render_body
from vanban.render.safety import ATTRIBUTES, SCHEMES, TAGS, clean, safe_image, safe_link

URLS = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "\x01javascript:alert(1)",
    "javascript\u200b:alert(1)",
    "\u00a0javascript:alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A;avascript:alert(1)",
    "&#0000106avascript:alert(1)",
    "java&Tab;script:alert(1)",
    "java&NewLine;script:alert(1)",
    "javascript&colon;alert(1)",
    "javascript&#58;alert(1)",
    "&amp;#106;avascript:alert(1)",
    "\\javascript:alert(1)",
    "java\\script:alert(1)",
    "vbscript:msgbox(1)",
    "VBSCRIPT:msgbox(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD4=",
    "DATA:image/svg+xml,<svg onload=alert(1)>",
    "file:///etc/hostname",
    "ftp://a.vn/b",
    "blob:https://a.vn/b",
    "intent://a#Intent;end",
    "view-source:https://a.vn",
    "//evil.example/x",
    "/\\evil.example/x",
    "\\\\evil.example\\x",
    "https:\\\\evil.example",
    "jar:https://a.vn!/b",
    "x:y",
]

MARKUP = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img/src='x'/onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mi xlink:href='javascript:alert(1)'>x</mi></math>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<object data='x.swf'></object>",
    "<embed src='x.swf'>",
    "<base href='//evil.example/'>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<link rel=stylesheet href='//evil.example/x.css'>",
    "<style>*{background:url(//evil.example)}</style>",
    "<form action='//evil.example'><input name=q></form>",
    "<body onload=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<a href='x' onclick='alert(1)'>x</a>",
    "<div style='position:fixed'>x</div>",
    "<p id='__search'>x</p>",
    "<p class='md-header'>x</p>",
    "<!-- x --><!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo 1 ?>",
    "<!DOCTYPE html>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><script>alert(1)</script></template>",
    "<textarea></textarea><script>alert(1)</script>",
    "<xmp><script>alert(1)</script></xmp>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "\\<script>alert(1)\\</script>",
    "`<script>alert(1)</script>`",
    "{: onclick=alert(1) }",
    "x {: .md-header #__search style=color:red }",
    "<javascript:alert(1)>",
    "<javascript://a%0aalert(1)>",
    "<vbscript://x>",
    "<a@b.vn onclick=alert(1)>",
    "\x02wzxhzdk:0\x03 \x02amp\x03lt;script>",
    '[^1" onclick="alert(1)]\n\n[^1" onclick="alert(1)]: x',
    "[^</a><script>alert(1)</script>]\n\n[^</a><script>alert(1)</script>]: x",
    '[a](b.md "x\\" onclick=\\"alert(1)")',
    "[a](b.md 'x\" onclick=\"alert(1)')",
    '![x" onerror="alert(1)](a.png)',
    "[<script>alert(1)</script>](b.md)",
    "[![x](javascript:alert(1))](javascript:alert(1))",
    "[a]: javascript:alert(1)\n\n[a] [a][] [x][a] ![x][a]",
    "| <script>alert(1)</script> | b |\n|---|---|\n| <img src=x onerror=alert(1)> | c |",
    "# <script>alert(1)</script>",
    '## " onclick="alert(1)',
    "> <script>alert(1)</script>",
    "- <script>alert(1)</script>",
    "x[^1]\n\n[^1]: <script>alert(1)</script>",
    "<<a href='x'>script>alert(1)<</a>/script>",
    "<p\ue000 onclick=alert(1)>",
]

PAYLOADS = [
    *MARKUP,
    *(f"[x]({url})" for url in URLS),
    *(f"[x](<{url}>)" for url in URLS),
    *(f"![x]({url})" for url in URLS),
    *(f"<{url}>" for url in URLS),
]

OURS = {"id", "class", "href", "title"}
CLASSES = {
    None, "headerlink", "footnote", "footnote-ref", "footnote-backref",
    "vb-trai", "vb-giua", "vb-phai", "vb-neo",
}  # fmt: skip


def assert_harmless(html: str) -> None:
    reader = Reader(html)
    assert reader.faults == []
    for tag, attributes in reader.tags:
        assert tag in TAGS | {"span"}
        assert set(attributes) <= ATTRIBUTES.get(tag, set()) | OURS | {"rel"}
        assert attributes.get("class") in CLASSES
        assert not (attributes.get("id") or "").startswith(("__", "md-", "vb-"))
        if "href" in attributes:
            assert safe_link(attributes["href"] or "")
            scheme = re.match(r"\s*([a-z][a-z0-9+.-]*):", attributes["href"] or "", re.I)
            assert scheme is None or scheme[1].lower() in SCHEMES
        if "src" in attributes:
            assert safe_image(attributes["src"] or "")


def test_there_are_many_tricks() -> None:
    assert len(set(PAYLOADS)) >= 180


@pytest.mark.parametrize("payload", dict.fromkeys(PAYLOADS))
def test_no_trick_leaves_markup_that_acts(payload: str) -> None:
    for body in (payload, f"Đoạn _một_ {payload} và hai", f"## {payload}\n\n- {payload}"):
        rendered = render_body(body, (), ())
        assert_harmless(rendered.html)
        for _, anchor, title in rendered.toc:
            assert re.fullmatch(r"[a-z0-9-]+", anchor)
            assert set(re.findall(r"<[^>]*>", title)) <= {
                f"<{end}{tag}>" for tag in ("strong", "em", "code") for end in ("", "/")
            }


@pytest.mark.parametrize("url", URLS)
def test_a_link_that_may_not_be_becomes_its_words(url: str) -> None:
    assert not safe_link(url)
    html = render_body(f"[lời](<{url}>) _x_", (), ()).html
    assert "<a" not in html or "&lt;" in html
    assert "lời" in html


@pytest.mark.parametrize(
    "url",
    ["https://a.vn/b?c=d#e", "HTTP://A.VN", "mailto:a@b.vn", "a.md", "../b/c.md#dieu-1", "/a/b.html",
     "#dieu-5", "?q=a:b", "./a:b", "a/b:c", ""],
)  # fmt: skip
def test_links_that_may_be(url: str) -> None:
    assert safe_link(url)


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("a.png", True),
        ("anh/so-do.png", True),
        ("./a.png", True),
        ("a..b.png", True),
        ("", False),
        ("../a.png", False),
        ("anh/../../a.png", False),
        ("%2e%2e/a.png", False),
        ("%252e%252e/a.png", False),
        ("&#46;&#46;/a.png", False),
        ("..\\a.png", False),
        ("/a.png", False),
        ("//evil.example/a.png", False),
        ("https://a.vn/a.png", False),
        ("data:image/png;base64,AAAA", False),
    ],
)
def test_images_come_from_beside_the_document(url: str, safe: bool) -> None:
    assert safe_image(url) is safe
    assert ("<img" in render_body(f"![sơ đồ]({url})", (), ()).html) is safe


def test_marks_of_ours_hide_nothing_from_the_checks() -> None:
    body = "[x](//evil.example) ![y](../z.png)"
    cut = [(body.index("/") + 1, body.index("evil")), (body.index("..") + 1, body.index("z"))]
    html = render_body(body, (), cut).html
    assert "href" not in html
    assert "src" not in html


def test_the_allow_list_holds_alone() -> None:
    """The second wall, without the first: as if raw HTML had come through."""
    for payload in MARKUP:
        reader = Reader(clean(f"<div>{payload}</div>"))
        assert {tag for tag, _ in reader.tags} <= TAGS
        for tag, attributes in reader.tags:
            assert set(attributes) <= ATTRIBUTES.get(tag, set()) | {"rel"}
    assert clean('<p style="color:red" id="__x" class="md-x">a</p>') == "<p>a</p>"
    assert clean('<li id="__x">a</li><li id="fn:1">b</li>') == '<li>a</li><li id="fn:1">b</li>'
    assert "href" not in clean('<a href="javascript:alert(1)">a</a>')
    assert "src" not in clean('<img src="//a.vn/b.png">')
    assert clean('<td class="md-x">a</td>') == "a"
