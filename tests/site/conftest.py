"""Made-up views, and the theme of this repository ready to render."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from mkdocs.config import load_config
from mkdocs.structure.files import get_files
from mkdocs.structure.nav import get_navigation

from vanban.model import Metadata, Validity
from vanban.site.plugin import renderer, with_browse_tab
from vanban.site.shell import Render
from vanban.site.views import DocLine, DocumentView, Link

ROOT = Path(__file__).parents[2]


def make_line(**changes: Any) -> DocLine:
    facts: dict[str, Any] = {
        "id": "tinh-mau/2019/12-qd-tu",
        "loai": "Quy định",
        "trich_yeu": "Về chế độ họp",
        "so_hieu": "12-QĐ/TU",
        "ngay": "2019-05-03",
        "co_quan_ten": "Tỉnh ủy Tỉnh mẫu",
        "hieu_luc_tu": "2019-05-03",
        "status": "con",
    }
    return DocLine(**{**facts, **changes})


def make_view(meta: dict[str, Any] | None = None, **changes: Any) -> DocumentView:
    facts: dict[str, Any] = {
        "loai": "Chỉ thị",
        "trich_yeu": "Về công tác dân vận",
        "so_hieu": "05-CT/TU",
        "ngay": "2024-02-09",
        "luu_hanh": "cong_khai",
    }
    view: dict[str, Any] = {
        "id": "tinh-mau/2024/05-ct-tu",
        "meta": Metadata(**{**facts, **(meta or {})}),
        "html": b"<p>Th\xe1\xbb\xb1c hi\xe1\xbb\x87n.</p>",
        "tinh_den": "2026-11-23",
        "validity": Validity(status="con", reason="Kho không thấy văn bản nào thay thế."),
        "loai": Link(label="Chỉ thị", href="duyet/loai/chi-thi/index.html"),
    }
    return DocumentView(**{**view, **changes})


@pytest.fixture(scope="session")
def line() -> Callable[..., DocLine]:
    return make_line


@pytest.fixture(scope="session")
def view() -> Callable[..., DocumentView]:
    return make_view


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    config: Any
    render: Render


@pytest.fixture(scope="session")
def theme(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Theme]:
    """Material with this repository's mkdocs.yml, as far as MkDocs gets before pages."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NO_MKDOCS_2_WARNING", "1")
        site = tmp_path_factory.mktemp("site")
        config = load_config(str(ROOT / "mkdocs.yml"), site_dir=str(site))
        config.site_url = "https://kho.example/van-ban/"
        config = config.plugins.on_config(config)
        files, env = get_files(config), config.theme.get_env()
        files.add_files_from_theme(env, config)
        nav = with_browse_tab(get_navigation(files, config))
        yield Theme(config=config, render=renderer(env, config, nav, files))
