"""Citations of a text resolved against a handful of documents, for tests."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from vanban.citations.around import look_around
from vanban.citations.find import find_mentions
from vanban.citations.resolve import document_keys, explain_all, resolve_all
from vanban.citations.trail import Step
from vanban.model import Citing, DocRef, Outcome
from vanban.tables import load_registry

REGISTRY = load_registry()
HAI_DUONG = Citing(id="hd/2022/to-trinh", co_quan="tinh-uy-hai-duong", ngay="2022-07-05")


def ref(id_: str, so_hieu: str, loai: str, co_quan: str, ngay: str, trich_yeu: str = "") -> DocRef:
    return DocRef(
        id=id_, so_hieu=so_hieu, loai=loai, co_quan=co_quan, ngay=ngay, trich_yeu=trich_yeu
    )


def lookup(docs: Sequence[DocRef]) -> Callable[[str], Sequence[DocRef]]:
    index: dict[str, list[DocRef]] = {}
    for doc in docs:
        for key in document_keys(doc, REGISTRY):
            index.setdefault(key, []).append(doc)
    return lambda key: index.get(key, ())


def outcomes(text: str, docs: Sequence[DocRef], citing: Citing = HAI_DUONG) -> list[Outcome]:
    mentions = find_mentions(text)
    around = look_around(text, mentions)
    return [c.outcome for c in resolve_all(mentions, citing, lookup(docs), REGISTRY, around)]


def explained(
    text: str, docs: Sequence[DocRef], citing: Citing = HAI_DUONG
) -> list[tuple[Outcome, tuple[Step, ...]]]:
    mentions = find_mentions(text)
    around = look_around(text, mentions)
    found = explain_all(mentions, citing, lookup(docs), REGISTRY, around)
    return [(c.outcome, steps) for c, steps in found]
