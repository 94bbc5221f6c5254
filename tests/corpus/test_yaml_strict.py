"""The strict YAML reader: text stays text, places are kept, both parsers agree."""

from __future__ import annotations

import pytest

from vanban.corpus import yaml_strict
from vanban.corpus.yaml_strict import MAX_DEPTH, Map, Seq, Text, parse_yaml


@pytest.fixture(params=["c", "python"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Every test runs on the C parser and on the one used where it is missing."""
    if request.param == "python":
        monkeypatch.setattr(yaml_strict, "_Composer", yaml_strict._python_composer())
    return str(request.param)


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "yes",
        "on",
        "010",
        "1:30",
        "1.10",
        "2022-02-30",
        "2013-07-16",
        "1e3",
        "0x1F",
        ".5",
        "5",
    ],
)
def test_scalars_stay_as_written(parser: str, text: str) -> None:
    found, issues = parse_yaml(f"a: {text}\n", "x.md")
    assert not issues
    assert found is not None
    assert found.entries["a"][1] == Text(text, 1, 4)


def test_places_count_in_the_file(parser: str) -> None:
    found, _ = parse_yaml("a: é\nb:\n  - {c: x}\n", "x.md", first_line=2)
    assert found is not None
    key, value = found.entries["b"]
    assert (key.line, key.column) == (3, 1)
    assert isinstance(value, Seq)
    inner = value.items[0]
    assert isinstance(inner, Map)
    assert inner.entries["c"] == (Text("c", 4, 6), Text("x", 4, 9))


def test_nothing_is_an_empty_mapping(parser: str) -> None:
    found, issues = parse_yaml("# chỉ có ghi chú\n", "x.md", first_line=2)
    assert found == Map({}, (), 2, 1)
    assert issues == ()


def test_depth_limit_is_exact(parser: str) -> None:
    """Twelve levels, the mapping itself among them, pass; the thirteenth is refused."""
    inside = MAX_DEPTH - 1
    assert not parse_yaml("a: " + "[" * inside + "]" * inside, "x.md")[1]
    assert parse_yaml("a: " + "[" * (inside + 2) + "]" * (inside + 2), "x.md")[1]


@pytest.mark.parametrize(
    "bad", ["a: &x b", "a: *x", "a: !t b", "a: ! b", "<<: {a: b}", "? [a]\n: b"]
)
def test_signs_of_yaml_are_refused(parser: str, bad: str) -> None:
    found, issues = parse_yaml(bad, "x.md")
    assert found is None
    assert [i.code for i in issues] == ["yaml-sai"]


@pytest.mark.parametrize("good", ["a: x & y", "a: x * y!", "a: '*'", 'a: "&b !c"', "a: b&c"])
def test_the_same_letters_inside_a_text_are_fine(parser: str, good: str) -> None:
    assert parse_yaml(good, "x.md")[1] == ()


def test_doubled_keys_keep_the_first_value(parser: str) -> None:
    found, issues = parse_yaml("a: 1\nb: 2\na: 3\n", "x.md")
    assert found is not None
    assert found.entries["a"][1] == Text("1", 1, 4)
    assert [(i.code, i.line, i.column) for i in issues] == [("yaml-khoa-lap", 3, 1)]
    found, issues = parse_yaml("a: 1\na: 3\n", "x.md", may_double=frozenset("a"))
    assert found is not None
    assert found.doubled == (Text("a", 2, 1),)
    assert issues == ()


@pytest.mark.parametrize(
    ("bad", "place", "words"),
    [
        ("a: [b", (1, 4), "thiếu dấu phẩy hoặc dấu “]”"),
        ("a: {b: c", (1, 4), "thiếu dấu phẩy hoặc dấu “}”"),
        ('a: "b', (1, 4), "không đóng lại"),
        ("a: b: c", (1, 5), "dấu hai chấm"),
        ("a: b\ncd\ne: f", None, "dấu hai chấm"),
        ("a: `x", (1, 4), "ký tự “`”"),
        ('a: "x" y', (1, 8), "sau dấu nháy đóng còn chữ"),
        ("a: 1\n...\n---\nb: 2", None, "hai tài liệu"),
    ],
)
def test_what_the_parser_says_is_said_for_a_clerk(
    parser: str, bad: str, place: tuple[int, int] | None, words: str
) -> None:
    found, issues = parse_yaml(bad, "x.md")
    assert found is None
    assert words in issues[0].message
    if place:
        assert (issues[0].line, issues[0].column) == place
