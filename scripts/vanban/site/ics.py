"""Calendars as iCalendar files (RFC 5545): days of duties that programs of offices subscribe to.

Equal duties give equal bytes: a UID is made of what the duty is, DTSTAMP is the day of the document
that sets it, never the time of the build.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

PRODID = "-//Van Ban//Lich theo doi//VI"
MAX = 75
"""Octets of a content line without its line break (RFC 5545, 3.1)."""


class Event(NamedTuple):
    """An all-day event; ``day`` and ``stamp`` are ISO days, ``every`` months to the next, 0: none."""

    uid: str
    day: str
    stamp: str
    summary: str
    description: str = ""
    url: str = ""
    category: str = ""
    every: int = 0
    done: bool = False


def calendar(name: str, events: Iterable[Event]) -> bytes:
    """The file: UTF-8, lines of CR LF, folded, texts escaped."""
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODID}", "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH", f"X-WR-CALNAME:{escape(name)}",
    ]  # fmt: skip
    for event in events:
        lines += _event(event)
    lines.append("END:VCALENDAR")
    return "".join(fold(line) + "\r\n" for line in lines).encode()


def _event(event: Event) -> list[str]:
    end = (date.fromisoformat(event.day) + timedelta(days=1)).isoformat()
    lines = [
        "BEGIN:VEVENT", f"UID:{event.uid}", f"DTSTAMP:{_plain(event.stamp)}T000000Z",
        f"DTSTART;VALUE=DATE:{_plain(event.day)}", f"DTEND;VALUE=DATE:{_plain(end)}",
        f"SUMMARY:{escape(event.summary)}",
    ]  # fmt: skip
    if event.description:
        lines.append(f"DESCRIPTION:{escape(event.description)}")
    if event.url:
        lines.append(f"URL:{event.url}")
    if event.category:
        lines.append(f"CATEGORIES:{escape(event.category)}")
    if event.every:
        rule = "FREQ=YEARLY" if event.every % 12 == 0 else "FREQ=MONTHLY"
        step = event.every // 12 if event.every % 12 == 0 else event.every
        lines.append(f"RRULE:{rule}" + (f";INTERVAL={step}" if step > 1 else ""))
    if event.done:
        lines.append("STATUS:CONFIRMED")
    return [*lines, "TRANSP:TRANSPARENT", "END:VEVENT"]


def _plain(day: str) -> str:
    return day.replace("-", "")


def escape(text: str) -> str:
    """A TEXT value (RFC 5545, 3.3.11): one line, backslash, semicolon and comma marked."""
    for char in ("\\", ";", ","):
        text = text.replace(char, "\\" + char)
    return "".join(c for c in text.replace("\n", "\\n") if c >= " " or c == "\t")


def fold(line: str) -> str:
    """Lines of at most ``MAX`` octets; what follows begins with a blank. No character is cut."""
    if len(line.encode()) <= MAX:
        return line
    parts: list[str] = []
    room, size, start = MAX, 0, 0
    for at, char in enumerate(line):
        octets = len(char.encode())
        if size + octets > room:
            parts.append(line[start:at])
            start, size, room = at, 0, MAX - 1
        size += octets
    return "\r\n ".join([*parts, line[start:]])
