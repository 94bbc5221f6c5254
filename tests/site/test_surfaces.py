"""Rows of site-wide pages: what changes when, and the same rows however they came."""

from __future__ import annotations

import marshal
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from vanban.site.surfaces import Given, Rows
from vanban.state import State

GROUPS = st.sampled_from(["so/a", "so/b", "so/c", "lich/a"])
ROWS = st.sets(st.tuples(GROUPS, st.sampled_from("12"), st.integers(0, 2)), max_size=4)
ARCHIVE = st.dictionaries(st.sampled_from("mnop"), ROWS, max_size=4)

Archive = dict[str, set[tuple[str, str, int]]]


def given_by(archive: Archive) -> list[Given]:
    return [
        (id_, tuple(sorted((k, sort, marshal.dumps((n,))) for k, sort, n in rows)))
        for id_, rows in sorted(archive.items())
    ]


def new_rows(folder: Path, archive: Archive) -> Rows:
    folder.mkdir(parents=True, exist_ok=True)
    state = State(folder)
    state.create()
    rows = Rows(state)
    rows.put_all(given_by(archive))
    return rows


def contents(rows: Rows) -> dict[str, list[tuple[object, ...]]]:
    names = [name for prefix in ("so", "lich") for name, _ in rows.groups(prefix)]
    return {name: [tuple(kept) for kept in rows.group(name)] for name in names}


@settings(max_examples=25, deadline=None)
@given(before=ARCHIVE, after=ARCHIVE)
def test_changing_rows_equals_storing_them_anew(
    tmp_path_factory: object, before: Archive, after: Archive
) -> None:
    base = tmp_path_factory.mktemp("hang")  # type: ignore[attr-defined]
    changed = new_rows(base / "mot", before)
    touched = changed.change(given_by(after), sorted(before.keys() - after.keys()), ())
    anew = new_rows(base / "hai", after)
    one, two = contents(changed), contents(anew)
    held = new_rows(base / "ba", before)
    was = contents(held)
    for rows in (changed, anew, held):
        rows.state.close()
    assert one == two
    assert touched == {k for k in was.keys() | two.keys() if was.get(k) != two.get(k)}


def test_a_changed_display_touches_the_groups_of_its_rows(tmp_path: Path) -> None:
    rows = new_rows(tmp_path, {"m": {("so/a", "1", 0)}, "n": {("so/b", "1", 0)}})
    assert rows.change((), (), ["n"]) == {"so/b"}
    rows.state.close()


def test_groups_are_told_apart_by_the_whole_name(tmp_path: Path) -> None:
    rows = new_rows(tmp_path, {"m": {("so/a", "1", 0), ("so/b", "2", 1), ("lich/a", "1", 0)}})
    assert rows.groups("so") == [("so/a", 1), ("so/b", 1)]
    assert rows.groups("s") == []
    rows.state.close()
