"""The shell gives the very bytes the theme's template gives, or refuses."""

from __future__ import annotations

import marshal
import random
from dataclasses import replace
from html import escape
from typing import Any

import pytest

from vanban.site.plugin import check_frame
from vanban.site.shell import (
    HOME_MARK,
    PageRequest,
    Shell,
    ShellError,
    canonical_url,
    make_shell,
    shell_data,
    shell_from_data,
    squeeze,
    toc_html,
    toc_tree,
)

SITE = "https://kho.example/van-ban/"
WORDS = [
    "Điều",
    "5.",
    "Quyền",
    "&",
    "nghĩa",
    "vụ",
    "của",
    "“cơ",
    "quan”",
    "<mẫu>",
    "về",
    "'đất",
    "đai'",
    '"A"',
    "Ằ",
    "Ẵ",
    "Ỡ",
    "Ỷ",
]
URLS = [
    ("vb", "vb/tinh-mau/05-ct-tu/index.html"),
    ("vb", "vb/tinh-mau/2024/05-ct-tu/index.html"),
    ("vb", "vb/tinh-mau/so/2024/05-ct-tu/index.html"),
    ("duyet", "duyet/index.html"),
    ("duyet", "duyet/loai/index.html"),
    ("duyet", "duyet/loai/chi-thi/index.html"),
    ("duyet", "duyet/loai/chi-thi/2024/index.html"),
    ("theo-doi", "theo-doi/chuoi/tinh-mau/2024/05-ct-tu/index.html"),
    ("so-tay", "so-tay/chua-giu/index.html"),
]


@pytest.fixture(scope="module")
def shell(theme: Any) -> Shell:
    return make_shell(theme.render, site_url=SITE, versions=("thử 1",))


def random_toc(rng: random.Random) -> tuple[tuple[int, str, str], ...]:
    """Levels as documents have them, jumps down of two and ends inside a branch included."""
    return tuple(
        (rng.choice((2, 2, 3, 3, 3, 4, 5)), f"dieu-{n}", escape(" ".join(rng.choices(WORDS, k=4))))
        for n in range(rng.randrange(9))
    )


def cases() -> list[tuple[str, str, int]]:
    return [(kind, url, seed) for seed in range(4) for kind, url in URLS]


@pytest.mark.parametrize(("kind", "url", "seed"), cases())
def test_a_filled_page_equals_a_full_rendering(
    theme: Any, shell: Shell, kind: Any, url: str, seed: int
) -> None:
    rng = random.Random(f"{url}{seed}")
    title, about = " ".join(rng.choices(WORDS, k=6)), " ".join(rng.choices(WORDS, k=9))
    toc = random_toc(rng)
    content = f"<h1 id='vb-trang'>{escape(title)}</h1><p>vbmark {rng.random()}</p>"
    request = PageRequest(
        kind=kind, url=url, title=escape(title), description=escape(about),
        canonical=canonical_url(SITE, url), content=content, toc=toc_tree(toc),
    )  # fmt: skip
    filled = shell.fill(url, title=title, description=about, content=content.encode(), toc=toc)
    assert squeeze(filled.decode()) == squeeze(theme.render(request))
    assert len(filled) < len(theme.render(request).encode())


def test_nothing_a_document_says_can_leave_its_attribute(shell: Shell) -> None:
    page = shell.fill(
        URLS[1][1], title="</title><script>x", description='"><script>x', content=b""
    ).decode()
    assert "<script>x" not in page


def test_relative_addresses_fit_the_depth(shell: Shell) -> None:
    for _, url in URLS:
        page = shell.fill(url, title="a", description="b", content=b"").decode()
        root = "../" * url.count("/")
        assert f'href="{root}assets/vanban/vanban.css?' in page
        assert f'action="{root}tim-kiem/index.html"' in page


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("vb/tinh-mau/2024/05-ct-tu/index.html", "Duyệt"),
        ("duyet/loai/index.html", "Duyệt"),
        ("so-sanh/index.html", "Duyệt"),
        ("theo-doi/index.html", "Thực hiện"),
        ("so-tay/thuat-ngu/k/index.html", "Sổ theo dõi"),
    ],
)
def test_the_first_folder_says_which_tab_is_open(shell: Shell, url: str, name: str) -> None:
    page = shell.fill(url, title="a", description="b", content=b"").decode()
    (tab,) = page.split("md-tabs__item--active")[1:]
    assert tab.index(name) < tab.index("</li>")


def test_the_theme_loads_no_search_of_its_own(shell: Shell) -> None:
    page = shell.fill(URLS[1][1], title="a", description="b", content=b"").decode()
    assert 'data-md-component="search"' not in page
    assert 'id="vb-q"' in page


def test_pages_of_the_archive_have_our_frame_and_not_the_themes_bundle(shell: Shell) -> None:
    for kind, url in URLS:
        page = shell.fill(url, title="a", description="b", content=b"").decode()
        assert "assets/vanban/khung.js?" in page, kind
        assert "/bundle." not in page
        assert 'id="__config"' not in page
    check_frame(shell)


def test_a_theme_without_a_place_for_the_frame_is_refused(shell: Shell) -> None:
    parts = {
        name: tuple(
            part.replace(b"khung.js", b"x.js") if isinstance(part, bytes) else part for part in cut
        )
        for name, cut in shell.parts.items()
    }
    with pytest.raises(ShellError, match=r"khung\.js"):
        check_frame(replace(shell, parts=parts))


def test_data_survive_marshal_and_keep_the_key(shell: Shell) -> None:
    data = marshal.dumps(shell_data(shell))
    again = shell_from_data(marshal.loads(data))  # noqa: S302 - written a line above
    assert again == shell
    assert again.key == shell.key


def test_the_key_changes_with_a_version(theme: Any, shell: Shell) -> None:
    other = make_shell(theme.render, site_url=SITE, versions=("thử 2",))
    assert other.key != shell.key


def test_without_site_url_there_is_no_canonical(theme: Any) -> None:
    shell = make_shell(theme.render, site_url="", versions=())
    page = shell.fill(URLS[1][1], title="a", description="b", content=b"")
    assert b'rel="canonical"' not in page


def test_the_home_page_takes_the_figures_once(theme: Any) -> None:
    shell = make_shell(theme.render, site_url="", versions=(), home=f"<a>{HOME_MARK}<b>")
    assert shell.fill_home(b"42") == b"<a>42<b>"
    assert make_shell(theme.render, site_url="", versions=(), home="<a>").fill_home(b"42") == b""
    with pytest.raises(ShellError, match="nhiều chỗ"):
        make_shell(theme.render, site_url="", versions=(), home=HOME_MARK * 2)


def test_a_page_without_place_for_the_text_is_refused(theme: Any) -> None:
    def render(request: PageRequest) -> str:
        return str(theme.render(request)).replace(request.content, "")

    with pytest.raises(ShellError, match="'content'"):
        make_shell(render, site_url=SITE, versions=())


def test_a_page_with_two_contents_lists_is_refused(theme: Any) -> None:
    def render(request: PageRequest) -> str:
        html = str(theme.render(request))
        return html + html

    with pytest.raises(ShellError, match="mục lục"):
        make_shell(render, site_url=SITE, versions=())


def test_a_page_that_depends_on_more_than_its_fields_is_refused(theme: Any) -> None:
    def render(request: PageRequest) -> str:
        return str(theme.render(request)) + f"<!-- {len(request.title)} -->"

    with pytest.raises(ShellError, match="không khớp"):
        make_shell(render, site_url=SITE, versions=())


def test_contents_nest_by_level(shell: Shell) -> None:
    html = toc_html(shell.toc, ((2, "a", "A"), (4, "b", "B"), (3, "c", "C"), (2, "d", "D")))
    places = [html.index(f'"#{x}"') for x in "abcd"]
    assert places == sorted(places)
    assert html.count("<nav") == html.count("</nav>") == 1
