"""Hostile texts: what people have put into documents to make a page run it.

Every text calls ``alert`` one way or another; none of them may. Each is put into every place a
document has for text, so that places times texts are tried, not texts alone.
"""

from __future__ import annotations

import json

from browser.tricks import TRICKS
from world import World

_TAGS = [
    "<script>alert(1)</script>", "<ScRiPt>alert(1)</sCrIpT>", "<script src=data:,alert(1)></script>",
    "<script\n>alert(1)</script\n>", "<script/x>alert(1)</script>", "<<script>alert(1)//<</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>", "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>", "--><script>alert(1)</script>", "]]><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>", "<img src=x onerror='alert(1)'", "<img/src/onerror=alert(1)>",
    "<IMG SRC=x OnErRoR=alert(1)>", "<img src=`x`onerror=alert(1)>", "<image src=x onerror=alert(1)>",
    "<img src=x:alert(1) onerror=eval(src)>", '<img """><script>alert(1)</script>">',
    "<svg onload=alert(1)>", "<svg/onload=alert(1)>", "<svg><script>alert(1)</script></svg>",
    "<svg><script>alert&#40;1&#41;</script></svg>", "<svg><animate onbegin=alert(1) attributeName=x>",
    "<svg><set attributeName=href to=javascript:alert(1)>", "<svg><a xlink:href=javascript:alert(1)>x</a></svg>",
    "<svg><use href='data:image/svg+xml,<svg id=x onload=alert(1)>#x'>", "<svg><style>@import 'javascript:alert(1)'</style></svg>",
    "<svg><foreignObject><iframe srcdoc='<script>alert(1)</script>'></foreignObject></svg>",
    "<math><a xlink:href='javascript:alert(1)'>x</a></math>", "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<math href=javascript:alert(1)>x</math>", "<body onload=alert(1)>", "<body onpageshow=alert(1)>",
    "<iframe src=javascript:alert(1)>", "<iframe srcdoc='&lt;script>alert(1)&lt;/script>'>", "<iframe onload=alert(1)>",
    "<object data=javascript:alert(1)>", "<embed src=javascript:alert(1)>", "<applet code=alert(1)>",
    "<video><source onerror=alert(1)>", "<video src=x onerror=alert(1)>", "<audio src=x onerror=alert(1)>",
    "<details open ontoggle=alert(1)>", "<marquee onstart=alert(1)>", "<input autofocus onfocus=alert(1)>",
    "<select autofocus onfocus=alert(1)>", "<textarea autofocus onfocus=alert(1)>", "<keygen autofocus onfocus=alert(1)>",
    "<form action=javascript:alert(1)><button>x</button></form>", "<button formaction=javascript:alert(1)>x",
    "<isindex action=javascript:alert(1)>", "<a href=javascript:alert(1)>x</a>", "<a href='jav&#x09;ascript:alert(1)'>x</a>",
    "<a href=' javascript:alert(1)'>x</a>", "<a href=data:text/html,<script>alert(1)</script>>x</a>",
    "<a href=vbscript:alert(1)>x</a>", "<area href=javascript:alert(1)>", "<base href=javascript:alert(1)//>",
    "<link rel=stylesheet href=javascript:alert(1)>", "<link rel=import href=data:text/html,<script>alert(1)</script>>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>", "<style>*{background:url(javascript:alert(1))}</style>",
    "<style>@import url(javascript:alert(1));</style>", "<div style='width:expression(alert(1))'>x</div>",
    "<div style=background:url(javascript:alert(1))>x</div>", "<p onclick=alert(1)>x</p>", "<x onmouseover=alert(1)>x",
    "<div onpointerenter=alert(1)>x</div>", "<xss autofocus tabindex=1 onfocus=alert(1)></xss>",
    "<template><script>alert(1)</script></template>", "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<xmp><p title='</xmp><img src=x onerror=alert(1)>'>", "<plaintext><script>alert(1)</script>",
    "<!--><img src=x onerror=alert(1)>-->", "<!--[if IE]><script>alert(1)</script><![endif]-->",
    "<!DOCTYPE x [<!ENTITY y '<script>alert(1)</script>'>]>&y;", "<?xml version='1.0'?><script>alert(1)</script>",
    "<![CDATA[<script>alert(1)</script>]]>", "<\u0000script>alert(1)</script>".replace("\u0000", "\u200b"),
    "\uff1cscript\uff1ealert(1)\uff1c/script\uff1e", "\u02bascript\u02ba onload=alert(1)",
    "&lt;script&gt;alert(1)&lt;/script&gt;", "&#60;script&#62;alert(1)&#60;/script&#62;",
    "&#x3c;img src=x onerror=alert(1)&#x3e;", "&amp;lt;script&amp;gt;alert(1)&amp;lt;/script&amp;gt;",
    "%3Cscript%3Ealert(1)%3C/script%3E", "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e",
    "\\x3cscript\\x3ealert(1)\\x3c/script\\x3e",
]  # fmt: skip

_QUOTES = [
    '" onmouseover="alert(1)', "' onmouseover='alert(1)", '" autofocus onfocus="alert(1)" x="',
    '"><script>alert(1)</script>', "'><script>alert(1)</script>", '"/><svg onload=alert(1)>',
    '");alert(1);//', "');alert(1);//", '"};alert(1);//', "`;alert(1);//", "${alert(1)}", "{{alert(1)}}",
    "{{constructor.constructor('alert(1)')()}}", "<%= alert(1) %>", "{% raw %}<script>alert(1)</script>{% endraw %}",
    "\\\");alert(1);//", "\u2028alert(1)\u2029", "</script><script>alert(1)</script>", "*/alert(1)/*",
    'V("x",alert(1))', "__proto__", "constructor", "=cmd|' /C calc'!A0", "+alert(1)", "-alert(1)", "@alert(1)",
    "\u202ealert(1)<script>", "<\u0301script>alert(1)</script>",
]  # fmt: skip

_MARKDOWN = [
    "[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))", "[x](java&#115;cript:alert(1))",
    "[x](javascript&colon;alert(1))", "[x](&#x6A;avascript:alert(1))", "[x]( javascript:alert(1))",
    "[x](<javascript:alert(1)>)", "[x](<java\tscript:alert(1)>)", "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](vbscript:alert(1))", '[x](https://a.example "onmouseover=alert(1)")', '[x](https://a.example" onclick="alert(1))',
    "[x](//a.example/\"onclick=alert(1))", "![x](javascript:alert(1))", '![x" onerror="alert(1)](x.png)',
    '![x](x.png"onerror="alert(1))', '![x](x.png "onerror=alert(1)")', "<javascript:alert(1)>", "<data:text/html,alert(1)>",
    "[x][1]\n\n[1]: javascript:alert(1)", "[x]: data:text/html,<script>alert(1)</script>", "[x](#\"onclick=alert(1))",
    "x{: onclick=alert(1) }", "# x {: #y onclick=alert(1) }", "x {onclick=alert(1)}", "[x](y){: href=javascript:alert(1) }",
    "```html\n<script>alert(1)</script>\n```", "    <script>alert(1)</script>", "`<script>alert(1)</script>`",
    "[^1]\n\n[^1]: <img src=x onerror=alert(1)>", "| <img src=x onerror=alert(1)> |\n|---|\n| <script>alert(1)</script> |",
    "> <svg onload=alert(1)>", "- <img src=x onerror=alert(1)>", "1. <script>alert(1)</script>",
    "**<img src=x onerror=alert(1)>**", "*[HTML]: <script>alert(1)</script>", "<div markdown=1 onclick=alert(1)>x</div>",
    "!!! note \"<script>alert(1)</script>\"", "<a name=\"x\" onclick=alert(1)>", "[<img src=x onerror=alert(1)>](y)",
    "Điều 1<img src=x onerror=alert(1)>. x", "Nghị định số 30/2020/NĐ-CP<svg onload=alert(1)>",
    "Luật <b onmouseover=alert(1)>Đất đai</b> năm 2013", "“<script>alert(1)</script>” là x",
    "\ue000<script>alert(1)</script>\ue001", "\ue0000\ue001<img src=x onerror=alert(1)>",
]  # fmt: skip

TEXTS = (*_TAGS, *_QUOTES, *_MARKDOWN, *TRICKS)
"""Each asks the page to run ``alert`` or takes what it relies on; the whole list is tried in every place of ``PLACES``."""

HEAD = (
    "trich_yeu", "chu_the", "noi_ban_hanh", "khoa", "do_khan", "ghi_chu", "so_hieu", "nguon",
    "linh_vuc", "ten", "chuc_vu", "tu_cach", "trich", "noi_dung", "han", "ten_chi_tieu", "ke_hoach",
)  # fmt: skip
BODY = (
    "## {}", "### Điều 1. {}", "{}", "1. {}", "a) {}", "- {}", "> {}", "| Một | {} |\n|---|---|\n| Hai | {} |",
    "[{}](https://a.example/)", "[x]({})", "![{}](x.png)", "![x]({})", "`{}`", "**{}**", "[^1]: {}",
    "Điều 2. Giải thích từ ngữ\n\n1. {} là {}.", "Thực hiện Chỉ thị số 01-CT/TU ngày 02/01/2020 {}.",
)  # fmt: skip
PLACES = len(HEAD) + len(BODY)


def text_for(document: int, place: int) -> str:
    """Texts go round over places, so that each text meets each place once in ``len(TEXTS)``."""
    return TEXTS[(document + place) % len(TEXTS)]


def hostile_archive(world: World) -> World:
    """As many documents as there are texts; between them every text stands in every place."""
    for n in range(len(TEXTS)):
        world.put(f"tinh-mau/{2000 + n % 25}/vb-{n}.md", _document(n))
    return world


def _document(n: int) -> str:
    head = {name: _inline(text_for(n, at)) for at, name in enumerate(HEAD)}
    plain = "".join(f"{k}: {head[k]}\n" for k in HEAD[:7] if k != "so_hieu" or n % 4 == 0)
    body = "\n\n".join(
        form.replace("{}", text_for(n, len(HEAD) + at)) for at, form in enumerate(BODY)
    )
    return (
        f"---\nloai: Chỉ thị\nco_quan: tinh-uy-mau\nngay: {2000 + n % 25}-03-04\n"
        f"luu_hanh: cong_khai\nmau: true\n{plain}nguon: [{head['nguon']}]\n"
        f"linh_vuc: [{head['linh_vuc']}, Từ khóa chung]\n"
        f"nguoi_ky: {{ten: {head['ten']}, chuc_vu: {head['chuc_vu']}, tu_cach: {head['tu_cach']}}}\n"
        f"quan_he:\n  - {{loai: thay_the, den: tinh-mau/{2000 + (n + 1) % 25}/vb-{(n + 1) % len(TEXTS)}, trich: {head['trich']}}}\n"
        f"nhiem_vu:\n  - {{noi_dung: {head['noi_dung']}, han: {head['han']}}}\n"
        f"chi_tieu:\n  - {{ten: {head['ten_chi_tieu']}, ky: '2020', don_vi: x, ke_hoach: {head['ke_hoach']}, dat: '1', ty_le: '1'}}\n"
        f"---\n\n{body}\n"
    )


def _inline(text: str) -> str:
    """A YAML scalar in double quotes, on one line."""
    return json.dumps(text.replace("\n", " "), ensure_ascii=False)
