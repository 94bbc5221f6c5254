"""Calendars are what RFC 5545 says: read back by a strict reader of our own."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from vanban.site.ics import Event, calendar

TEXTS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n"), max_size=200
)
ONCE = {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "TRANSP"}
MAY = {"DESCRIPTION", "URL", "CATEGORIES", "RRULE", "STATUS"}


def content_lines(data: bytes) -> list[tuple[str, str]]:
    """(name with parameters, value) of each content line, unfolded; asserts sections 3.1 and 3.4."""
    assert data.endswith(b"\r\n")
    raw = data.split(b"\r\n")[:-1]
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in raw)
    for line in raw:
        line.decode("utf-8")  # no character is cut
    text = data.decode().replace("\r\n ", "")
    lines = [line.partition(":") for line in text.split("\r\n")[:-1]]
    assert all(
        colon and re.fullmatch(r"[A-Z-]+(?:;[A-Z-]+=[^:;]+)*", name) for name, colon, _ in lines
    )
    return [(name, value) for name, _, value in lines]


def events(data: bytes) -> list[dict[str, str]]:
    """The events of a calendar; asserts section 3.6: what must be there once, what may."""
    lines = content_lines(data)
    assert lines[0] == ("BEGIN", "VCALENDAR")
    assert lines[-1] == ("END", "VCALENDAR")
    head = dict(
        lines[1 : lines.index(("BEGIN", "VEVENT"))] if ("BEGIN", "VEVENT") in lines else lines[1:-1]
    )
    assert head["VERSION"] == "2.0"
    assert head["PRODID"]
    out: list[dict[str, str]] = []
    inside = False
    for name, value in lines:
        if (name, value) == ("BEGIN", "VEVENT"):
            out.append({})
            inside = True
        elif (name, value) == ("END", "VEVENT"):
            inside = False
        elif inside:
            key = name.partition(";")[0]
            assert key in ONCE | MAY
            assert key not in out[-1]
            out[-1][key] = value
    assert all(event.keys() >= ONCE for event in out)
    return out


def unescaped(value: str) -> str:
    assert not re.search(r"(?<!\\)(?:\\\\)*[;,]", value)  # section 3.3.11
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] == "n" else m[1], value)


def event(**changes: object) -> Event:
    facts: dict[str, object] = {
        "uid": "a1@van-ban", "day": "2026-12-31", "stamp": "2022-02-10", "summary": "Sơ kết: Chỉ thị 05-CT/TU",
    }  # fmt: skip
    return Event(**{**facts, **changes})  # type: ignore[arg-type]


def test_an_all_day_event() -> None:
    (found,) = events(calendar("Lịch", [event(category="Sơ kết")]))
    assert found["DTSTART"] == "20261231"
    assert found["DTEND"] == "20270101"  # the day after, which isn't part of it
    assert found["DTSTAMP"] == "20220210T000000Z"
    assert unescaped(found["SUMMARY"]) == "Sơ kết: Chỉ thị 05-CT/TU"


def test_what_comes_again() -> None:
    rules = [event(every=n)._replace(uid=str(n)) for n in (12, 24, 3)]
    found = [e["RRULE"] for e in events(calendar("Lịch", rules))]
    assert found == ["FREQ=YEARLY", "FREQ=YEARLY;INTERVAL=2", "FREQ=MONTHLY;INTERVAL=3"]


def test_a_calendar_without_events_is_one() -> None:
    assert events(calendar("Lịch", [])) == []


@given(summary=TEXTS, description=TEXTS)
def test_any_text_comes_back(summary: str, description: str) -> None:
    data = calendar("Lịch; của, kho", [event(summary=summary, description=description)])
    (found,) = events(data)
    assert unescaped(found["SUMMARY"]) == summary
    assert unescaped(found.get("DESCRIPTION", "")) == description


def test_equal_duties_give_equal_bytes() -> None:
    assert calendar("Lịch", [event()]) == calendar("Lịch", [event()])
