"""The MkDocs plugin ``vanban``: each hook hands over to a plain function.

MkDocs renders the hand-written pages and owns theme, navigation and assets; the archive's
pages never become MkDocs pages. This is the only file that imports ``mkdocs``.
"""

from __future__ import annotations

import logging
import os
from dataclasses import replace
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.commands.build import get_context
from mkdocs.config import config_options, load_config
from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Link, Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

import vanban.search
from vanban.search.client import client_files
from vanban.site.aside import bring_back, set_aside
from vanban.site.build import BuildConfig, BuildReport, build_pages
from vanban.site.handwritten import CLOSE, OPEN, Held
from vanban.site.markdown_ext import Found, citing_of
from vanban.site.searchpage import MARKDOWN, SOURCE
from vanban.site.shell import (
    SKIP_TO,
    PageRequest,
    Render,
    Shell,
    ShellError,
    TocNode,
    make_shell,
)
from vanban.text import slug

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer

THEME = Path(__file__).parent / "theme"
SEARCH_THEME = Path(vanban.search.__file__).parent / "theme"
STYLES = (
    "fonts.css",
    "vanban.css",
    "document.css",
    "browse.css",
    "ledgers.css",
    "so-sanh.css",
    "tim-kiem.css",
    "print.css",
)
SCRIPTS = (
    "vanban.js",
    "browse.js",
    "ledgers.js",
    "so-sanh.js",
    "dan-chieu.js",
    "tai-markdown.js",
    "tim-kiem.js",
)
FIRST_SCRIPT = "assets/vanban/khoi-dau.js"
"""Stands in the theme's own places for scripts (``theme/partials/javascripts``)."""
FRAME_SCRIPT = "assets/vanban/khung.js"
"""What pages of the archive have in the place of the theme's bundle."""
ARCHIVE_SCRIPT = "assets/vanban/kho.js"
"""Written anew by every build, so without a stamp."""
FOR_ENGINES = ("so-do-trang.xml", "tim-nhanh.xml", "robots.txt")
"""Templates of our theme whose output is a file of its own; empty when the site has no address."""
BROWSE_TAB = ("Duyệt", "duyet/index.html")
FOLLOW_TABS = (("Thực hiện", "theo-doi/index.html"), ("Sổ theo dõi", "so-tay/index.html"))
"""Pages of the archive that every build makes."""
HIDDEN_SIDEBARS = {"vb": ["navigation"]}
"""Per kind of page; others have neither list."""
VERSIONED = ("mkdocs", "mkdocs-material", "jinja2")
UNUSED = ("assets/javascripts/lunr/", "assets/javascripts/workers/")
"""Parts of the theme's own search, which this site replaces."""


LOG_LEVELS = {"loi": logging.WARNING, "canh_bao": logging.INFO, "goi_y": logging.DEBUG}
"""A fault in one document must not stop the others' preview; ``--strict`` stops at the first."""

log = logging.getLogger("mkdocs.plugins.vanban")


class VanBanOptions(Config):  # type: ignore[no-untyped-call]  # MkDocs has no types there
    """Options in ``mkdocs.yml``; paths are relative to it."""

    directives = config_options.Type(str, default="directives")
    muc = config_options.Choice(("noi_bo", "cong_khai"), default="noi_bo")
    akn = config_options.Type(bool, default=False)
    may_tim_kiem = config_options.Type(str, default="")
    """Where ``vanban answer`` answers: a path from the site's root, or an address."""


class VanBanPlugin(BasePlugin[VanBanOptions]):  # type: ignore[no-untyped-call]
    """Builds the archive into the site that MkDocs makes."""

    def __init__(self) -> None:
        self._env: Environment | None = None
        self._nav: Navigation | None = None
        self._files: Files | None = None
        self._found: list[Found] = []
        self._pages: dict[str, Held] = {}
        self.override: BuildConfig | None = None
        """What to build when this plugin's options don't say it (``vanban build``)."""
        self.result: tuple[BuildReport, Shell] | None = None
        """What the last build did, and the shell it used."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        self._pages = {}
        muc = self.override.muc if self.override else self.config.muc
        return prepare_config(config, self._found, muc, self.config.may_tim_kiem)

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        set_aside(Path(config.site_dir))

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        for path, data in client_files(self.config.may_tim_kiem).items():
            files.append(File.generated(config, path, content=data))
        return with_search_page(without_theme_search(files), config)

    def on_nav(self, nav: Navigation, *, files: Files, **_: Any) -> Navigation:
        self._nav, self._files = with_browse_tab(nav), files
        return nav

    def on_page_markdown(self, markdown: str, *, page: Page, **_: Any) -> str:
        page.meta["search"] = {"exclude": True}
        return markdown

    def on_page_content(self, html: str, *, page: Page, **_: Any) -> str:
        found = self._found.pop() if self._found else None
        if found and found.slots and page.meta.get("vanban") is not False:
            self._pages[page.file.dest_uri] = held_page(found, page)
            return html
        return without_marks(html)

    def on_post_page(self, output: str, *, page: Page, **_: Any) -> str:
        held = self._pages.get(page.file.dest_uri)
        if held is not None:
            self._pages[page.file.dest_uri] = held._replace(html=output.encode())
        return output

    def on_env(self, env: Environment, **_: Any) -> Environment:
        self._env = env
        return env

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        if self._env is None or self._nav is None or self._files is None:
            raise PluginError("vanban: MkDocs chưa dựng xong khuôn trang")
        bring_back(Path(config.site_dir))
        render = renderer(self._env, config, self._nav, self._files)
        build = replace(self.override or build_config(config, self.config), pages=self._pages)
        shell = replace(site_shell(config, render), akn=self.config.akn)
        self.result = build_archive_pages(build, shell)

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, **_: Any
    ) -> LiveReloadServer:
        server.watch(str(beside_config(config, self.config.directives)))
        return server


def beside_config(config: MkDocsConfig, path: str) -> Path:
    """``path`` as seen from the folder of ``mkdocs.yml``."""
    return Path(config.config_file_path or "mkdocs.yml").resolve().parent / path


def prepare_config(
    config: MkDocsConfig, sink: list[Found] | None = None, muc: str = "noi_bo", endpoint: str = ""
) -> MkDocsConfig:
    """Put our theme folder before Material's and our assets in every page.

    ``sink`` receives what the Markdown extension, when the site uses it, finds on each page.
    """
    if "vanban" in config.markdown_extensions and sink is not None:
        options = config.mdx_configs.setdefault("vanban", {})
        options.update({"held": True, "sink": sink})
    config.mdx_configs.setdefault("toc", {}).setdefault("slugify", heading_id)
    # a column's side as an attribute: a strict policy lets no style stand in a page
    config.mdx_configs.setdefault("tables", {}).setdefault("use_align_attribute", True)
    if config.use_directory_urls:
        raise PluginError(
            "vanban: đặt 'use_directory_urls: false' trong mkdocs.yml"
            " (trang phải mở được từ ổ đĩa, không qua máy chủ)"
        )
    if config.theme.name != "material":
        raise PluginError("vanban: cần 'theme: {name: material}' trong mkdocs.yml")
    own = 1 if config.theme.custom_dir else 0
    if str(THEME) not in config.theme.dirs:
        config.theme.dirs[own:own] = [str(THEME), str(SEARCH_THEME)]
        config.extra_css[:0] = [stamped(f"assets/vanban/{name}") for name in STYLES]
        scripts = [
            ARCHIVE_SCRIPT,
            *(stamped(f"assets/vanban/{name}", endpoint) for name in SCRIPTS),
        ]
        config.extra_javascript[:0] = scripts
        config.theme.static_templates.update(
            name for name in FOR_ENGINES if not (Path(config.docs_dir) / name).exists()
        )
    config.extra["vanban"] = {
        "khoi_dau": stamped(FIRST_SCRIPT),
        "khung": stamped(FRAME_SCRIPT),
        "muc": muc,
    }
    return config


def heading_id(title: str, separator: str) -> str:
    """Id of a heading in hand-written pages: «Đọc một văn bản» → ``doc-mot-van-ban``."""
    return slug(title).replace("-", separator)


def stamped(path: str, endpoint: str = "") -> str:
    """``path`` of our theme with a query that changes with its bytes, for browsers' caches."""
    home = THEME if (THEME / path).exists() else SEARCH_THEME
    data = client_files(endpoint).get(path) or (home / path).read_bytes()
    digest = blake2b(data, digest_size=4).hexdigest()
    return f"{path}?{digest}"


def held_page(found: Found, page: Page) -> Held:
    """A page whose HTML is still to come."""
    return Held(b"", found.mentions, found.around, found.slots, citing_of(page.meta))


def without_marks(html: str) -> str:
    return html.replace(OPEN, "").replace(CLOSE, "")


def without_theme_search(files: Files) -> Files:
    """Leave out what only the theme's own search would load, and source maps."""
    for file in list(files):
        if file.src_uri.startswith(UNUSED) or file.src_uri.endswith((".js.map", ".css.map")):
            files.remove(file)
    return files


def with_search_page(files: Files, config: MkDocsConfig) -> Files:
    """Add the page that every search box leads to, when the site has none of its own; a site that
    names its pages in ``nav`` doesn't get it there."""
    if SOURCE not in files.src_uris:
        level = InclusionLevel.UNDEFINED if config.nav is None else InclusionLevel.NOT_IN_NAV
        files.append(File.generated(config, SOURCE, content=MARKDOWN, inclusion=level))
    return files


def with_browse_tab(nav: Navigation) -> Navigation:
    """Browsing right after the home page, then what is followed up: these pages aren't MkDocs',
    so their links are ours."""
    nav.items[1:1] = [Link(*tab) for tab in (BROWSE_TAB, *FOLLOW_TABS)]
    return nav


def renderer(env: Environment, config: MkDocsConfig, nav: Navigation, files: Files) -> Render:
    """The theme's ``main.html`` as a function of what differs between the archive's pages."""
    template = env.get_template("main.html")
    tabs = {item.url.partition("/")[0]: item for item in nav.items if isinstance(item, Link)}

    def render(request: PageRequest) -> str:
        page = requested_page(request, config)
        tab = tabs.get(request.kind, tabs["duyet"])
        tab.active = True
        try:
            return template.render(get_context(nav, files, config, page))
        finally:
            tab.active = False

    return render


def requested_page(request: PageRequest, config: MkDocsConfig) -> Page:
    """A MkDocs page that exists only to be rendered."""
    source = request.url.removesuffix(".html") + ".md"
    page = Page(request.title, File.generated(config, source, content=""), config)
    page.meta = {
        "title": request.title,
        "description": request.description,
        "hide": HIDDEN_SIDEBARS.get(request.kind, ["navigation", "toc"]),
        "vanban_head": request.head,
        "vanban_kho": True,
    }
    page.canonical_url = request.canonical or None
    page.content = request.content
    heading = AnchorLink(request.title, SKIP_TO, 1)
    heading.children = [anchor_link(node) for node in request.toc]
    page.toc = TableOfContents([heading])
    return page


def anchor_link(node: TocNode) -> AnchorLink:
    link = AnchorLink(node.title, node.anchor, node.level)
    link.children = [anchor_link(child) for child in node.children]
    return link


def site_shell(config: MkDocsConfig, render: Render) -> Shell:
    """The shell of this site; an error the reader of the build log can act on."""
    home = Path(config.site_dir) / "index.html"
    try:
        shell = make_shell(
            render,
            site_url=config.site_url or "",
            versions=tuple(f"{name} {version(name)}" for name in VERSIONED),
            home=home.read_text("utf-8") if home.is_file() else "",
        )
        check_frame(shell)
        return shell
    except ShellError as error:
        raise PluginError(
            f"vanban: {error}. Hãy cài đúng phiên bản mkdocs-material trong requirements.lock."
        ) from error


def check_frame(shell: Shell) -> None:
    """Every page must get our frame's script, or the theme's bundle by a site's own template."""
    for name, parts in shell.parts.items():
        page = b"".join(part for part in parts if isinstance(part, bytes))
        if FRAME_SCRIPT.encode() not in page and b"/bundle." not in page:
            raise ShellError(f"khuôn trang {name} không còn chỗ cho {FRAME_SCRIPT}")


def build_config(config: MkDocsConfig, options: VanBanOptions) -> BuildConfig:
    """What ``mkdocs build`` is to build."""
    return BuildConfig(
        directives=beside_config(config, options.directives),
        site_dir=Path(config.site_dir),
        root=beside_config(config, ""),
        muc=options.muc,
    )


def build_archive_pages(build: BuildConfig, shell: Shell) -> tuple[BuildReport, Shell]:
    """Let the builder write what changed; its issues go to the log of MkDocs."""
    report = build_pages(build, shell)
    for issue in report.issues:
        log.log(LOG_LEVELS[issue.severity], "%s", issue)
    return report, shell


def run_mkdocs(config_file: Path, wanted: BuildConfig) -> tuple[BuildReport, Shell]:
    """A full ``mkdocs build`` of ``wanted``; the caller tells its issues, keeps its shell."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    config = load_config(str(config_file), site_dir=str(wanted.site_dir))
    plugin = config.plugins.get("vanban")
    if not isinstance(plugin, VanBanPlugin):
        raise PluginError(f"vanban: thêm 'vanban' vào 'plugins' trong {config_file}")
    plugin.override = wanted
    mkdocs_build(config)
    if plugin.result is None:
        raise PluginError("vanban: MkDocs không dựng phần kho văn bản")
    return plugin.result
