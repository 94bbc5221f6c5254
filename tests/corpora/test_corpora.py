"""Real documents, whole: imported into a scratch archive, built, every fault in its place."""

from __future__ import annotations

import os
import re
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from world import EPOCH

from vanban.archive import Archive, build_archive
from vanban.citations.find import find_mentions
from vanban.fragment import mention_of
from vanban.importer.corpora import import_corpora
from vanban.importer.model import ImportReport
from vanban.registry import archive_registry
from vanban.site.build import BuildReport
from vanban.site.door import build_site

pytestmark = pytest.mark.corpora

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("VANBAN_SHARED") or ROOT.parent / "shared")
MORE = 110
HELD_ALREADY = ("da-co-ban-khac", "da-nhap")
SECONDS = 90
NUMBERS = ("01-ĐA/TU", "11-QĐi/TW", "02-ĐA/TU", "21-KL/TW", "29-CT/TU")
HELD = {
    "01-ĐA/TU": "tinh-uy-hai-duong/2016/01-da-tu",
    "02-ĐA/TU": "tinh-uy-hai-duong/2021/02-da-tu",
    "29-CT/TU": "tinh-uy-hai-duong/2013/29-ct-tu",
    "21-KL/TW": "ban-chap-hanh-trung-uong/2021/21-kl-tw",
}
NOTES = {
    "01-ĐA/TU": ("Hải Dương", "XVI"),
    "02-ĐA/TU": ("Hải Dương", "XVII"),
    "29-CT/TU": ("Hải Dương", "XV"),
    "21-KL/TW": ("Trung ương", "XIII"),
}
"""Who issued a number and in which term, told when the archive doesn't have it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One import of the seed and MORE documents, and the site built of it."""

    root: Path
    imported: ImportReport
    built: BuildReport
    seconds: float

    @property
    def directives(self) -> Path:
        return self.root / "directives"


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    root = tmp_path_factory.mktemp("kho-that")
    shutil.copy(ROOT / "mkdocs.yml", root)
    shutil.copytree(ROOT / "docs", root / "docs")
    began = time.monotonic()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", EPOCH)
        patch.setenv("NO_MKDOCS_2_WARNING", "1")
        imported = import_corpora(SHARED, root / "directives", MORE)
        built = build_site(root / "mkdocs.yml", quiet=True)
    return Run(root=root, imported=imported, built=built, seconds=time.monotonic() - began)


def test_enough_of_every_kind(run: Run) -> None:
    kinds = {Path(f.source).suffix.lower() for f in run.imported.files}
    assert len(run.imported.files) == MORE + 1
    assert {".txt", ".docx", ".pdf", ".html"} <= kinds
    assert len(run.imported.imported) >= 100
    assert run.seconds < SECONDS


def test_every_file_is_a_document_or_a_told_fault(run: Run) -> None:
    told = {issue.path.removesuffix(".md") for issue in run.built.issues if issue.severity == "loi"}
    for file in run.imported.files:
        if not file.target:
            told_why = [i for i in file.issues if i.severity == "loi" or i.code in HELD_ALREADY]
            assert told_why, file.source
            assert all(i.remedy for i in told_why), file.source
            continue
        id_ = file.target.removesuffix(".md")
        page = run.root / "site" / "vb" / id_ / "index.html"
        assert (run.directives / f"{id_}.md").is_file(), file.target
        assert page.is_file() != (id_ in told), file.target
    assert run.built.total >= 100


def test_every_issue_has_place_and_remedy(run: Run) -> None:
    for issue in run.built.issues:
        assert (run.directives / issue.path).is_file(), str(issue)
        assert issue.message
        assert issue.remedy, str(issue)
        lines = (run.directives / issue.path).read_text("utf-8").count("\n") + 1
        assert 0 <= issue.line <= lines, str(issue)


def test_originals_stand_beside_and_are_published(run: Run) -> None:
    for file in run.imported.imported[:20]:
        id_ = file.target.removesuffix(".md")
        (kept,) = (run.directives / id_).parent.glob(f"{Path(id_).name}.goc.*")
        assert kept.read_bytes() == Path(file.source).read_bytes()
        assert (run.root / "site" / "vb" / id_ / kept.name).read_bytes() == kept.read_bytes()


def test_pages_stand_whole(run: Run) -> None:
    ids: set[str] = set()
    for file in run.imported.imported:
        page = run.root / "site" / "vb" / file.target.removesuffix(".md") / "index.html"
        if page.is_file():
            html = page.read_text("utf-8")
            assert html.rstrip().endswith("</html>")
            assert "<h1" in html
            assert "[[" not in re.sub(r"<script.*?</script>", "", html, flags=re.S)[:2000]
            found = re.findall(r'\sid="([^"]+)"', html)
            assert len(found) == len(set(found)), (file.target, dup(found))
            ids.add(file.target)
    assert len(ids) >= 100


def dup(names: list[str]) -> set[str]:
    return {n for n in names if names.count(n) > 1}


def test_links_between_pages_lead_to_pages(run: Run) -> None:
    site = run.root / "site"
    for page in sorted((site / "vb").rglob("index.html")):
        for link in re.findall(r'<a class="vb-cite" href="([^"#]+)', page.read_text("utf-8")):
            assert (page.parent / link).resolve().is_file(), (page, link)


# -- the seed


def seed_file(run: Run) -> Path:
    (source,) = (SHARED / "seed").glob("*.txt")
    return next(
        run.directives / f.target for f in run.imported.files if f.source.endswith(source.name)
    )


def test_the_five_numbers_of_the_seed_are_found(run: Run) -> None:
    (source,) = (SHARED / "seed").glob("*.txt")
    for text in (source.read_text("utf-8"), seed_file(run).read_text("utf-8").split("---\n", 2)[2]):
        found = [m.so_hieu for m in find_mentions(text) if m.kind == "full"]
        assert sorted(found) == sorted(NUMBERS)


def completed(run: Run, directives: Path) -> str:
    """The seed's record as a clerk completes it: the body, which the paper itself doesn't print."""
    source = seed_file(run)
    text = source.read_text("utf-8")
    if "\nco_quan:" not in text:
        text = text.replace("\ntrich_yeu:", "\nco_quan: tinh-uy-hai-duong\ntrich_yeu:", 1)
    assert "\nco_quan: tinh-uy-hai-duong\n" in text
    target = directives / "nhap" / "2022" / "to-trinh.md"
    target.parent.mkdir(parents=True)
    target.write_text(re.sub(r"\ngoc:\n(  - .*\n)+", "\n", text), "utf-8")
    return "nhap/2022/to-trinh"


def outcomes(directives: Path, id_: str) -> dict[str, Any]:
    registry, _, _ = archive_registry(directives)
    archive: Archive = build_archive(directives, registry, on="2026-09-21")
    record = archive.facts.need(id_)
    mentions = map(mention_of, record.mentions)
    return {
        m.so_hieu: row
        for m, row in zip(mentions, archive.facts.outcomes(id_), strict=False)
        if m.kind == "full"
    }


def test_the_seeds_numbers_lead_to_the_records_of_the_right_term(run: Run, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "directives", tmp_path / "directives")
    found = outcomes(tmp_path / "directives", completed(run, tmp_path / "directives"))
    assert found.keys() == set(NUMBERS)
    assert {n: found[n][:2] for n in HELD} == {n: ("r", target) for n, target in HELD.items()}
    assert found["11-QĐi/TW"][:2] == ("r", "bo-chinh-tri/2019/11-qdi-tw")


def test_what_is_not_held_is_named_with_body_and_term(run: Run, tmp_path: Path) -> None:
    found = outcomes(tmp_path, completed(run, tmp_path))
    for number, (body, term) in NOTES.items():
        kind, so_hieu, note = found[number]
        assert (kind, so_hieu) == ("n", number)
        assert body in note
        assert re.search(rf"\b{term}\b", note), note


def test_without_its_body_a_number_is_left_open(run: Run, tmp_path: Path) -> None:
    """Nothing is guessed: 29-CT/TU is another directive in every province."""
    directives = tmp_path / "directives"
    shutil.copytree(ROOT / "directives", directives)
    text = re.sub(r"\nco_quan: .*", "", seed_file(run).read_text("utf-8"))
    target = directives / "khong-ro" / "khong-ro" / "to-trinh.md"
    target.parent.mkdir(parents=True)
    target.write_text(re.sub(r"\ngoc:\n(  - .*\n)+", "\n", text), "utf-8")
    found = outcomes(directives, "khong-ro/khong-ro/to-trinh")
    assert found["29-CT/TU"][:2] == ("a", (HELD["29-CT/TU"],))
    assert found["21-KL/TW"][:2] == ("r", HELD["21-KL/TW"])


def test_what_the_importer_does_not_know_it_tells(run: Run) -> None:
    (seed,) = [
        f for f in run.imported.files if f.source.endswith("-2022.txt") and "/seed/" in f.source
    ]
    told = {issue.code for issue in seed.issues}
    assert {"khong-ro-ngay", "khong-ro-so-hieu"} <= told
