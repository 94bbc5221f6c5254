"""The plugin's plain functions, and what the configuration must say."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from markdown import Markdown
from mkdocs.config import load_config
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files, InclusionLevel, get_files

from vanban.site.plugin import (
    SCRIPTS,
    STYLES,
    THEME,
    VanBanPlugin,
    build_config,
    prepare_config,
    stamped,
    with_search_page,
    without_theme_search,
)
from vanban.site.searchpage import SOURCE

ASSETS = THEME / "assets" / "vanban"
ROOT = Path(__file__).parents[2]


def project(folder: Path, **changes: Any) -> Any:
    (folder / "docs").mkdir()
    (folder / "docs" / "index.md").write_text("# Trang\n", "utf-8")
    values = {"site_name": "K", "theme": {"name": "material"}, "use_directory_urls": False}
    (folder / "mkdocs.yml").write_text("site_name: K\n", "utf-8")
    return load_config(str(folder / "mkdocs.yml"), **{**values, **changes})


def test_addresses_must_name_their_file(tmp_path: Path) -> None:
    with pytest.raises(PluginError, match="use_directory_urls: false"):
        prepare_config(project(tmp_path, use_directory_urls=True))


def test_the_theme_must_be_material(tmp_path: Path) -> None:
    with pytest.raises(PluginError, match="material"):
        prepare_config(project(tmp_path, theme={"name": "mkdocs"}))


def test_a_sites_own_theme_folder_wins_over_ours(tmp_path: Path) -> None:
    own = tmp_path / "giao-dien"
    own.mkdir()
    config = prepare_config(project(tmp_path, theme={"name": "material", "custom_dir": str(own)}))
    assert config.theme.dirs[:2] == [str(own), str(THEME)]


def test_a_site_may_name_an_endpoint_of_search(tmp_path: Path) -> None:
    """Only then the engine asks anywhere; its address changes with it, for browsers' caches."""
    told: dict[str, dict[str, str]] = {}
    for n, endpoint in enumerate(("", "hoi-dap", "https://tim.example/kho/")):
        (tmp_path / str(n)).mkdir()
        config, plugin = project(tmp_path / str(n)), VanBanPlugin()
        plugin.load_config({"may_tim_kiem": endpoint})
        config.plugins["vanban"] = plugin
        files = config.plugins.on_files(Files([]), config=config)
        told[endpoint] = {f.src_uri: f.content_string for f in files}
    engine = "assets/vanban/tim-may.js"
    assert '"goi-y"' not in told[""][engine]
    assert '"hoi-dap/"' in told["hoi-dap"][engine]
    assert '"https://tim.example/kho/"' in told["https://tim.example/kho/"][engine]
    starters = {files["assets/vanban/tim-kiem.js"] for files in told.values()}
    assert len(starters) == 3
    addresses = {stamped("assets/vanban/tim-kiem.js", endpoint) for endpoint in told}
    assert len(addresses) == 3


def test_headings_of_hand_written_pages_keep_every_letter_in_their_ids(tmp_path: Path) -> None:
    config = prepare_config(project(tmp_path, markdown_extensions=["toc"]))
    told = Markdown(extensions=["toc"], extension_configs={"toc": config.mdx_configs["toc"]})
    html = told.convert("# Đọc một văn bản\n\n## Đọc một văn bản\n\n## Sổ «đã làm»")
    assert re.findall('id="(.*?)"', html) == ["doc-mot-van-ban", "doc-mot-van-ban_1", "so-da-lam"]


def test_a_sites_own_way_to_name_headings_wins(tmp_path: Path) -> None:
    config = prepare_config(
        project(tmp_path, markdown_extensions=[{"toc": {"slugify": str.upper}}])
    )
    assert config.mdx_configs["toc"]["slugify"] == str.upper


def test_preparing_twice_adds_nothing(tmp_path: Path) -> None:
    config = prepare_config(project(tmp_path))
    css, scripts = list(config.extra_css), list(config.extra_javascript)
    prepare_config(config)
    assert (config.extra_css, config.extra_javascript) == (css, scripts)
    assert len(css) == len(STYLES)


def test_assets_carry_a_stamp_of_their_bytes() -> None:
    for name in (*STYLES, *SCRIPTS):
        assert re.fullmatch(
            rf"assets/vanban/{name}\?[0-9a-f]{{8}}", stamped(f"assets/vanban/{name}")
        )


def test_the_themes_search_is_left_out(theme: Any) -> None:
    files = get_files(theme.config)
    files.add_files_from_theme(theme.config.theme.get_env(), theme.config)
    names = {file.src_uri for file in without_theme_search(files)}
    assert not [
        name for name in names if "lunr" in name or "worker" in name or name.endswith(".map")
    ]
    assert "assets/vanban/vanban.css" in names
    assert "assets/vanban/fonts/OFL.txt" in names


@pytest.mark.parametrize(
    ("nav", "level"),
    [(None, InclusionLevel.UNDEFINED), ([{"Trang": "index.md"}], InclusionLevel.NOT_IN_NAV)],
)
def test_a_site_without_a_page_of_search_gets_one(
    tmp_path: Path, nav: object, level: InclusionLevel
) -> None:
    config = project(tmp_path, nav=nav)
    config.plugins._current_plugin = "vanban"  # what MkDocs says while it asks a plugin
    made = with_search_page(get_files(config), config).get_file_from_path(SOURCE)
    assert made is not None
    assert made.inclusion == level
    assert 'id="vb-search-page"' in made.content_string
    assert made.dest_uri == "tim-kiem/index.html"


def test_a_sites_own_page_of_search_stays(theme: Any) -> None:
    files = with_search_page(get_files(theme.config), theme.config)
    assert [f.generated_by for f in files if f.src_uri == SOURCE] == [None]


def test_options_become_paths_beside_the_configuration(theme: Any) -> None:
    options = theme.config.plugins["vanban"].config
    build = build_config(theme.config, options)
    assert build.directives == ROOT / "directives"
    assert build.root == ROOT
    assert build.muc == "noi_bo"


def test_stylesheets_and_scripts_ask_nothing_of_the_outside() -> None:
    for path in THEME.rglob("*"):
        if path.suffix in (".css", ".js", ".html"):
            text = path.read_text("utf-8").replace("http://www.w3.org/2000/svg", "")
            assert not re.search(r"(https?:)?//[a-z]", re.sub(r"/\*.*?\*/", "", text, flags=re.S))


def test_fonts_named_exist_and_stay_small() -> None:
    css = (ASSETS / "fonts.css").read_text("utf-8")
    named = set(re.findall(r'url\("([^"]+)"\)', css))
    there = {f"fonts/{path.name}" for path in (ASSETS / "fonts").glob("*.woff2")}
    assert named == there
    assert sum((ASSETS / name).stat().st_size for name in named) <= 400_000


def test_every_vietnamese_letter_is_in_the_vietnamese_or_latin_range() -> None:
    css = (ASSETS / "fonts.css").read_text("utf-8")
    letters = "ĂÂĐÊÔƠƯ" + "ÀẢÃÁẠẰẲẴẮẶẦẨẪẤẬÈẺẼÉẸỀỂỄẾỆÌỈĨÍỊÒỎÕÓỌỒỔỖỐỘỜỞỠỚỢÙỦŨÚỤỪỬỮỨỰỲỶỸÝỴ"
    letters += letters.lower()
    for face in ("VB Sans", "VB Serif"):
        ranges = [
            (int(a, 16), int(b or a, 16))
            for block in re.findall(rf'"{face}".*?\}}', css, re.S)
            if "latin-ext" not in block
            for a, b in re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", block)
        ]
        assert all(any(a <= ord(c) <= b for a, b in ranges) for c in letters)
