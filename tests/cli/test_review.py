"""``vanban review``: what the machine found, accepted or rejected by a person, at once and for good."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from world import document, tree

from vanban import reviewing
from vanban.corpus.write import Refused

Command = Callable[..., Result]
CITED = "Chỉ thị số 01-CT/TU, ngày 02/01/2020 của Tỉnh ủy Tỉnh mẫu"
HEAD = "# ghi chú của văn thư\nso_hieu: 02-CT/TU"
ARTICLES = "\n\n".join(f"### Điều {n}. Việc {n}\n\nMột." for n in range(1, 6))


@pytest.fixture
def kept(project: Any) -> Any:
    """A document, one that repeals two of its articles, one that replaces it whole."""
    world = project.world
    world.put("tinh-mau/2020/a.md", document(body=ARTICLES))
    body = f"Bãi bỏ Điều 2 {CITED}.\n\nBãi bỏ Điều 4 {CITED}."
    text = document(so_hieu="02-CT/TU", ngay="2021-02-03", body=body)
    world.put("tinh-mau/2021/b.md", text.replace("so_hieu: 02-CT/TU", HEAD, 1))
    replacing = document(
        so_hieu="03-CT/TU", ngay="2022-03-04", body=f"Chỉ thị này thay thế {CITED}."
    )
    world.put("tinh-mau/2022/c.md", replacing)
    return project


def rows(command: Command, project: Any, *words: str) -> list[dict[str, Any]]:
    return list(json.loads(command("review", project.places[0], "--json", *words).stdout))


def one(command: Command, project: Any, kind: str, provision: str | None = None) -> str:
    [found] = [
        r["id"] for r in rows(command, project)
        if r["quan_he"] == kind and r["provision"] == provision
    ]  # fmt: skip
    return str(found)


def text_of(project: Any, path: str) -> str:
    return str((project.world.directives / path).read_text("utf-8"))


def test_the_list_has_sentence_source_and_target(command: Command, kept: Any) -> None:
    found = rows(command, kept)
    first = found[0]
    assert first["quan_he"] == "thay_the"
    assert (first["source"], first["target"]) == ("tinh-mau/2022/c", "tinh-mau/2020/a")
    assert first["sentence"] == f"Chỉ thị này thay thế {CITED}."
    assert (first["path"], first["line"]) == ("tinh-mau/2022/c.md", 11)
    assert {r["provision"] for r in found if r["quan_he"] == "bai_bo"} == {"dieu-2", "dieu-4"}


def test_without_a_terminal_it_only_lists(command: Command, kept: Any) -> None:
    before = tree(kept.world.directives)
    result = command("review", kept.places[0])
    assert "thay thế Chỉ thị 01-CT/TU (tinh-mau/2020/a)" in result.stdout
    assert tree(kept.world.directives) == before


def test_kinds_can_be_chosen(command: Command, kept: Any) -> None:
    assert {r["quan_he"] for r in rows(command, kept, "--loai=bai_bo")} == {"bai_bo"}


def test_accepting_writes_one_relation_and_leaves_the_other(command: Command, kept: Any) -> None:
    id_ = one(command, kept, "bai_bo", "dieu-2")
    result = command("review", kept.places[0], f"--nhan={id_}")
    assert result.exit_code == 0
    text = text_of(kept, "tinh-mau/2021/b.md")
    assert '- {loai: bai_bo, den: tinh-mau/2020/a, dieu: "2", trich: ' in text
    assert "# ghi chú của văn thư" in text
    left = [r["provision"] for r in rows(command, kept, "--loai=bai_bo")]
    assert left == ["dieu-4"]
    shown = command("status", "tinh-mau/2020/a", kept.places[0]).output
    assert "tại Điều 2: tinh-mau/2021/b" in shown
    assert "tại Điều 4: tinh-mau/2021/b" in shown


def test_rejecting_is_remembered_and_the_site_stops_showing_it(command: Command, kept: Any) -> None:
    kept.build("--khong-tim-kiem")
    page = kept.site / "vb/tinh-mau/2020/a/index.html"
    assert "Bị thay thế" in page.read_text("utf-8")
    id_ = one(command, kept, "thay_the")
    assert command("review", kept.places[0], f"--bo={id_}").exit_code == 0
    text = text_of(kept, "tinh-mau/2022/c.md")
    assert "quan_he_bo:\n  - {loai: thay_the, den: tinh-mau/2020/a}\n" in text
    assert [r for r in rows(command, kept) if r["quan_he"] == "thay_the"] == []
    kept.build("--khong-tim-kiem")
    assert "Bị thay thế" not in page.read_text("utf-8")
    assert kept.check().exit_code == 0


def test_what_is_accepted_keeps_its_exceptions_and_its_clause(command: Command, kept: Any) -> None:
    body = f"### Điều 1. Việc cũ\n\nBãi bỏ {CITED}, trừ Điều 5."
    kept.world.put("tinh-mau/2023/d.md", document(so_hieu="04-CT/TU", ngay="2023-01-02", body=body))
    [row] = [r for r in rows(command, kept) if r["path"] == "tinh-mau/2023/d.md"]
    assert command("review", kept.places[0], f"--nhan={row['id']}").exit_code == 0
    facts = reviewing.read_archive(kept.world.directives)
    [said] = [r for r in facts.relations("tinh-mau/2023/d") if r.quan_he == "bai_bo"]
    assert (said.confirmed, said.target_provision) == (True, "")
    assert (said.source_provision, said.tru) == ("dieu-1", ("dieu-5",))
    assert [r for r in rows(command, kept) if r["path"] == "tinh-mau/2023/d.md"] == []


def test_rejecting_one_clause_keeps_the_other(command: Command, kept: Any) -> None:
    command("review", kept.places[0], f"--bo={one(command, kept, 'bai_bo', 'dieu-4')}")
    assert [r["provision"] for r in rows(command, kept, "--loai=bai_bo")] == ["dieu-2"]


def test_what_a_text_says_of_another_goes_to_the_one_that_acts(command: Command, kept: Any) -> None:
    said = (
        "Chỉ thị này được thay thế bởi Chỉ thị số 02-CT/TU, ngày 03/02/2021 của Tỉnh ủy Tỉnh mẫu."
    )
    kept.world.put("tinh-mau/2020/e.md", document(so_hieu="05-CT/TU", ngay="2020-05-06", body=said))
    [row] = [r for r in rows(command, kept) if r["stated_in"] == "tinh-mau/2020/e"]
    assert (row["source"], row["target"]) == ("tinh-mau/2021/b", "tinh-mau/2020/e")
    command("review", kept.places[0], f"--nhan={row['id']}")
    assert "{loai: thay_the, den: tinh-mau/2020/e" in text_of(kept, "tinh-mau/2021/b.md")
    assert row["id"] not in {r["id"] for r in rows(command, kept)}


@pytest.mark.parametrize("words", [["--nhan=khong-co"], ["--bo=khong-co"]])
def test_an_unknown_id_writes_nothing(command: Command, kept: Any, words: list[str]) -> None:
    id_ = one(command, kept, "thay_the")
    before = tree(kept.world.directives)
    result = command("review", kept.places[0], f"--nhan={id_}", *words)
    assert result.exit_code == 2
    assert "không có đề nghị «khong-co»" in result.stderr
    assert tree(kept.world.directives) == before


def test_one_id_is_not_both(command: Command, kept: Any) -> None:
    id_ = one(command, kept, "thay_the")
    result = command("review", kept.places[0], f"--nhan={id_}", f"--bo={id_}")
    assert result.exit_code == 2
    assert "vừa nhận vừa bỏ" in result.stderr


# -- one by one ------------------------------------------------------------------------------------


def walk(project: Any, answers: Iterator[Any]) -> tuple[int, list[str]]:
    """What is left and was told when a person answers so; an exception among them is raised."""
    told: list[str] = []

    def ask() -> Any:
        answer = next(answers)
        if isinstance(answer, BaseException):
            raise answer
        return answer

    facts = reviewing.read_archive(project.world.directives)
    waiting = reviewing.proposals(facts)
    left = reviewing.one_by_one(project.world.directives, facts, waiting, ask, told.append)
    return left, told


def test_yes_no_later_quit(command: Command, kept: Any) -> None:
    total = len(rows(command, kept))
    left, told = walk(kept, iter(["y", "n", "s", "q"]))
    assert left == total - 2
    assert any("Đã ghi vào" in line for line in told)
    assert any("Đã bỏ, ghi vào" in line for line in told)
    assert len(rows(command, kept)) == total - 2


def test_an_interrupted_run_keeps_what_was_decided(command: Command, kept: Any) -> None:
    total = len(rows(command, kept))
    with pytest.raises(KeyboardInterrupt):
        walk(kept, iter(["y", KeyboardInterrupt()]))
    assert len(rows(command, kept)) == total - 1
    assert kept.check().exit_code == 0


def test_a_failed_write_leaves_the_file_and_goes_on(
    command: Command, kept: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tree(kept.world.directives)

    def full(path: Path, data: bytes | str) -> None:
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(reviewing, "atomic_write", full)
    total = len(rows(command, kept))
    left, told = walk(kept, iter(["y"] * total))
    assert left == total
    assert any("Không ghi được" in line for line in told)
    assert tree(kept.world.directives) == before


def test_a_file_changed_meanwhile_keeps_the_change(command: Command, kept: Any) -> None:
    facts = reviewing.read_archive(kept.world.directives)
    [first, *_] = reviewing.proposals(facts)
    path = f"{first.relation.source}.md"
    kept.world.put(path, text_of(kept, path) + "\nMột đoạn viết thêm.\n")
    reviewing.accept(kept.world.directives, first)
    assert "Một đoạn viết thêm." in text_of(kept, path)
    assert "quan_he:" in text_of(kept, path)


def test_a_head_that_cannot_be_kept_is_refused(kept: Any) -> None:
    facts = reviewing.read_archive(kept.world.directives)
    [first, *_] = reviewing.proposals(facts)
    path = f"{first.relation.source}.md"
    kept.world.put(path, text_of(kept, path).replace("loai:", "loai: [", 1))
    with pytest.raises(Refused):
        reviewing.accept(kept.world.directives, first)
