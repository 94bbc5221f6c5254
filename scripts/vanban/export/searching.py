"""What search shows and asks of a document beside its words, for databases that answer questions."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from vanban.facts import Facts
from vanban.fragment import Record
from vanban.search.cards import card, related, term_label, term_of
from vanban.search.facets import facet_row
from vanban.search.numbers import NAMED, names_of, number_of


def search_columns(facts: Facts, record: Record) -> tuple[Any, ...]:
    """Number, term's number and name, first and last day, card and related documents as JSON."""
    term, line = term_of(facts, record), facts.line(record.id)
    told = (term.so, term_label(facts, term)) if term else (0, "")
    shown = json.dumps(card(facts, record.id), ensure_ascii=False)
    return number_of(record), *told, line.first, line.last, shown, json.dumps(ties(facts, record))


def ties(facts: Facts, record: Record) -> list[tuple[str, str]]:
    """What ties other documents to this one, and their ids, the weightiest first."""
    return [(label, id_) for label, id_ in related(facts, record.id, _ids)[1]]


class _Ids(dict[str, list[Any]]):
    """In place of cards: each document's is its id."""

    def __missing__(self, id_: str) -> list[Any]:
        return [id_]


_ids = _Ids()


def called(record: Record) -> tuple[str, ...]:
    """Keys of the names people call a law by; of other documents none."""
    return tuple(sorted(set(names_of(record)))) if record.loai in NAMED else ()


def facet_rows(
    facts: Facts, record: Record, signers: Sequence[str]
) -> Iterator[tuple[str, str, str, str]]:
    """Document, facet, value, label."""
    for name, values in facet_row(facts, record, signers).items():
        for value, label in dict.fromkeys(values):
            yield record.id, name, value, label
