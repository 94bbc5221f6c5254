"""Numbers as reports print them, and the chart of an indicator."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from vanban.site.indicators import Point, achieved_of, chart_svg, number_of, shown_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("92,4", 92.4), ("2.200 (cả năm 2022)", 2200.0), ("29%", 29.0), ("1.234.567,8", 1234567.8),
        ("214.6", 214.6), ("12 000", 12000.0), ("khoảng 50", None), ("", None),
    ],
)  # fmt: skip
def test_numbers_are_read_as_vietnamese_writes_them(text: str, value: float | None) -> None:
    assert number_of(text) == value


def test_what_was_achieved_is_worked_out_from_the_share() -> None:
    assert achieved_of(("Kết nạp", "", "", "2.200", "", "29%")) == 638.0
    assert achieved_of(("Kết nạp", "", "", "2.200", "640", "29%")) == 640.0
    assert achieved_of(("Kết nạp", "", "", "", "", "29%")) is None


def test_numbers_are_shown_as_vietnamese_writes_them() -> None:
    assert [shown_number(v) for v in (2200.0, 92.4, 0.25, 1234567.0)] == [
        "2.200",
        "92,4",
        "0,25",
        "1.234.567",
    ]


def test_a_chart_is_well_formed_and_has_no_styles_of_its_own() -> None:
    svg = chart_svg(
        "Hộ <dùng> nước",
        "%",
        [Point("hết năm 2021", 90.0, 92.4), Point("hết năm 2022", None, 95.0)],
    )
    figure = ElementTree.fromstring(svg)  # noqa: S314 - our own
    bars = figure.findall(".//rect")
    assert [bar.get("class", "").rpartition("--")[2] for bar in bars] == ["ke-hoach", "dat", "dat"]
    assert float(bars[0].get("height", "0")) < float(bars[1].get("height", "0"))
    assert all("style" not in node.attrib for node in figure.iter())


def test_nothing_to_draw_draws_nothing() -> None:
    assert chart_svg("Hộ", "%", [Point("2021", None, None)]) == ""
