"""What cached work depends on beside the documents."""

from __future__ import annotations

from importlib.metadata import version

import pytest

from vanban.site.door import SHAPERS
from vanban.version import LIBRARIES, library_version


@pytest.mark.parametrize("name", sorted({*LIBRARIES, *SHAPERS}))
def test_the_version_of_a_library_is_what_its_metadata_says(name: str) -> None:
    assert library_version(name) == version(name)


def test_a_library_that_is_not_there_has_no_version() -> None:
    assert library_version("khong-co-thu-vien-nay") == ""


def test_names_are_compared_as_packaging_does() -> None:
    assert library_version("PyYAML") == library_version("pyyaml") != ""
