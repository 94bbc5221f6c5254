"""What is written about the house is true: links, commands, words; and our own archive is clean."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import get_args

import click
import pytest

from vanban.checking import check_archive
from vanban.cli import main
from vanban.corpus import load_corpus
from vanban.corpus.schema import json_schema
from vanban.model import Level, QuanHe, Status
from vanban.registry import archive_registry
from vanban.tables import load_registry
from vanban.text import nfc, slug

ROOT = Path(__file__).parents[1]
PAGES = sorted(
    p.relative_to(ROOT).as_posix() for p in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
)
GLOSSARY = (ROOT / "docs" / "tu-dien.md").read_text("utf-8")
DOMAIN = ("so_hieu", "loai", "co_quan", "trich_yeu", "khoa", "hieu_luc", "can_cu", "quan_he")
OURS = (
    "Document", "Corpus", "Provision", "Mention", "Citation", "Relation", "Registry", "Facts",
    "Archive", "Issue", "Plan", "DocId", "SoHieu", "Resolved", "Ambiguous", "NotHeld", "Unclear",
)  # fmt: skip
GUIDES = tuple(p for p in PAGES if re.search(r"README|/huong-dan|thu-vien|du-lieu", p))
FORBIDDEN = ("/work/", "/tmp/", "/root/", "pypi.org", "registry.npmjs", "deb.debian.org")  # noqa: S108
REGISTRIES = {"docs/sbom.cdx.json"}
"""Names where each installed package comes from: that is what a bill of materials is for."""
BINARY = {".png", ".woff2", ".pdf", ".docx", ".ico", ".jpg"}


@cache
def tracked() -> tuple[Path, ...]:
    """Files of the repository; without git, everything that isn't hidden."""
    git = shutil.which("git")
    if git and (ROOT / ".git").exists():
        words = [git, "ls-files", "-z"]
        done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
        return tuple(ROOT / name for name in done.stdout.split("\0") if name)
    return tuple(p for p in ROOT.rglob("*") if p.is_file() and "/." not in p.as_posix())


@cache
def code() -> str:
    package = ROOT / "scripts" / "vanban"
    return "\n".join(p.read_text("utf-8") for p in sorted(package.rglob("*.py")))


def links(page: str) -> list[str]:
    text = re.sub(r"```.*?```", "", (ROOT / page).read_text("utf-8"), flags=re.S)
    return re.findall(r"!?\[[^\]]*\]\(([^)\s]+)\)", text) + re.findall(
        r'(?:href|src)="([^"]+)"', text
    )


def anchors(page: Path) -> set[str]:
    """Addresses of headings as MkDocs makes them, and ids written out."""
    text = page.read_text("utf-8")
    return {slug(h) for h in re.findall(r"^#+ +(.+?)(?: *\{.*)?$", text, re.M)} | set(
        re.findall(r'(?:id="|\{ *#)([^"} ]+)', text)
    )


@pytest.mark.parametrize("page", PAGES)
def test_links_and_images_lead_somewhere(page: str) -> None:
    for link in links(page):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (ROOT / page).parent / path if path else ROOT / page
        made = re.fullmatch(r"(\.\./)*(duyet|du-lieu|so-sanh|so-tay|theo-doi|tim-kiem|vb)/.*", path)
        assert made or target.exists(), f"{page}: {link}"
        if anchor and target.suffix == ".md":
            assert anchor in anchors(target), f"{page}: {link}"


def commands(text: str) -> list[tuple[str, list[str]]]:
    """(command, options) of every ``vanban …`` in code."""
    spans = re.findall(r"```.*?\n(.*?)```", text, re.S) + re.findall(r"`([^`\n]+)`", text)
    found = re.findall(r"(?:^|[\s/\\])vanban +([a-z][a-z-]*)([^\n#`]*)", "\n".join(spans), re.M)
    return [(name, re.findall(r"(?<!\S)(--[a-z-]+)", rest)) for name, rest in found]


@pytest.mark.parametrize("page", PAGES)
def test_commands_and_options_exist(page: str) -> None:
    for name, options in commands((ROOT / page).read_text("utf-8")):
        command = main.commands.get(name)
        assert command, f"{page}: vanban {name}"
        known = {o for p in command.params if isinstance(p, click.Option) for o in p.opts}
        assert set(options) <= known | {"--help"}, f"{page}: vanban {name} {options}"


def test_every_command_is_in_the_readme_or_the_guide() -> None:
    told = {name for page in GUIDES for name, _ in commands((ROOT / page).read_text("utf-8"))}
    assert set(main.commands) <= told


@pytest.mark.parametrize("page", PAGES)
def test_tasks_exist(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    known = re.findall(r"^([a-z]+) {2,}", (ROOT / "scripts" / "dev.py").read_text("utf-8"), re.M)
    assert set(re.findall(r"scripts/dev\.py ([a-z]+)", text)) <= set(known)


def test_python_in_the_readme_runs() -> None:
    (block,) = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.S)
    names: dict[str, object] = {}
    exec(block, names)  # noqa: S102 - our own README
    assert {"find_mentions", "parse_so_hieu"} <= names.keys()


def glossed() -> set[str]:
    return set(re.findall(r"`([^`]+)`", GLOSSARY))


def fields() -> set[str]:
    """Every key of the front matter, inner ones too."""

    def keys(node: object) -> set[str]:
        if isinstance(node, dict):
            own = (
                set(node.get("properties", {}))
                if isinstance(node.get("properties"), dict)
                else set()
            )
            return own.union(*map(keys, node.values()))
        return set().union(*map(keys, node)) if isinstance(node, list) else set()

    return keys(json_schema())


@pytest.mark.parametrize(
    "word", sorted({*get_args(QuanHe), *get_args(Level), *get_args(Status), *DOMAIN, *OURS})
)
def test_a_word_of_the_house_is_glossed(word: str) -> None:
    assert word in glossed()


def test_every_field_is_glossed() -> None:
    assert len(fields()) > 23
    assert sorted(fields() - glossed()) == []


def test_what_is_glossed_is_in_the_code() -> None:
    names = {w for w in glossed() if re.fullmatch(r"[a-z][a-z0-9_]*|[A-Z][A-Za-z]+", w)}
    known = set(re.findall(r"\w+", code())) | {"hieu_luc"}  # hieu_luc_tu, hieu_luc_den
    assert len(names) > 60
    assert sorted(names - known) == []


def test_relations_are_glossed_with_the_words_of_the_table() -> None:
    registry = load_registry()
    rows = dict(re.findall(r"^\| ([^|]+?) \| `([a-z_]+)` \| [^|]+ \|$", GLOSSARY, re.M))
    told = {key: word for word, key in rows.items()}
    assert {k: told.get(k) for k in get_args(QuanHe)} == {
        k: registry.relation_label(k, inverse=False) for k in get_args(QuanHe)
    }


def test_the_repository_names_no_ones_workplace() -> None:
    found = []
    for path in tracked():
        inner = path.relative_to(ROOT).as_posix()
        if path.suffix in BINARY or inner.startswith("tests/") or not path.is_file():
            continue
        text = path.read_text("utf-8", errors="replace")
        barred = [w for w in FORBIDDEN if inner not in REGISTRIES or w.endswith("/")]
        found += [(inner, word) for word in barred if word in text]
    assert found == []


def test_texts_are_nfc_utf8_with_plain_line_ends() -> None:
    """Except the sample that shows what a decomposed file looks like."""
    for path in tracked():
        if (
            path.suffix in {".md", ".py", ".yml", ".css", ".js", ".html", ".toml"}
            and path.is_file()
        ):
            raw = path.read_bytes()
            assert b"\r" not in raw, path
            text = raw.decode("utf-8")
            inner = path.relative_to(ROOT).as_posix()
            if not inner.startswith(("tests/", "directives/tinh-mau/")):
                assert nfc(text) == text, path


def test_our_own_archive_is_clean() -> None:
    issues = check_archive(ROOT / "directives", (), "noi_bo")
    assert [str(i) for i in issues if i.severity != "goi_y"] == []


def test_every_record_names_its_sources_or_says_it_is_a_sample() -> None:
    registry, _, _ = archive_registry(ROOT / "directives")
    documents = load_corpus(ROOT / "directives", registry).documents
    assert len(documents) > 100
    bare = [i for i, d in documents.items() if not d.meta.nguon and not d.meta.mau]
    assert bare == []
    samples = {i for i, d in documents.items() if d.meta.mau}
    assert samples == {i for i in documents if i.startswith("tinh-mau/")}


def test_the_schema_for_editors_is_the_one_of_the_code() -> None:
    held = (ROOT / "docs" / "van-ban.schema.json").read_text("utf-8")
    assert json.loads(held) == json_schema()
