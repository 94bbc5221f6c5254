"""Linked data: schema.org's words for what the archive knows."""

from __future__ import annotations

from vanban.export.gathering import Gathered
from vanban.export.legislation import legislation

SITE = "https://kho.example/"


def test_a_document_and_what_it_does(archive: Gathered) -> None:
    data = legislation(archive.values("tinh-mau/2021/05-qd-ubnd"), SITE)
    other = {"@id": "https://kho.example/vb/tinh-mau/2020/01-ct-tu/"}
    assert data["@id"] == "https://kho.example/vb/tinh-mau/2021/05-qd-ubnd/"
    assert data["legislationIdentifier"] == "05/2021/QĐ-UBND"
    assert data["legislationPassedBy"]["name"] == "Ủy ban nhân dân Tỉnh mẫu"
    assert data["legislationAmends"] == data["eli:cites"] == [other]
    back = legislation(archive.values("tinh-mau/2020/01-ct-tu"), SITE)
    assert back["eli:amended_by"] == [{"@id": data["@id"]}]


def test_what_is_not_known_is_not_said(archive: Gathered) -> None:
    data = legislation(archive.values("tinh-mau/2022/khong-so"), "")
    assert data["@id"] == "tag:van-ban.invalid,2026:vb/tinh-mau/2022/khong-so"
    assert {"legislationIdentifier", "legislationDate", "temporalCoverage", "keywords"}.isdisjoint(
        data
    )
