"""What was read of a document to be followed up, from where it lies in the cache."""

from __future__ import annotations

from vanban.fragment import Record
from vanban.graph.following import NOTHING, Following, unpack
from vanban.state import Blobs

PART = 6
"""Its place among the parts of a document's blob."""


def following_in(record: Record, blobs: Blobs) -> Following:
    """Terms, duties and asked levels of one document."""
    if len(record.parts) <= PART or not record.parts[PART]:
        return NOTHING
    start = record.offset + sum(record.parts[:PART])
    return unpack(blobs.slice(record.blob, start, start + record.parts[PART]))


class Reader:
    """Keeps what was read last: several pages ask for the same document one after the other."""

    def __init__(self) -> None:
        self._record: Record | None = None
        self._blobs: Blobs | None = None
        self._found = NOTHING

    def of(self, record: Record, blobs: Blobs) -> Following:
        if record is not self._record or blobs is not self._blobs:
            self._found = following_in(record, blobs)
            self._record, self._blobs = record, blobs
        return self._found


LAST = Reader()
"""What was read last in this process: a document's page and its rows ask one after the other."""
