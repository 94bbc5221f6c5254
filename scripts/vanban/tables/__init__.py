"""Facts as data: document types, bodies in time, terms, named laws, relations.

The YAML files beside this one are the truth, each row with its source; the modules load
them lazily and the registry answers questions about them.
"""

from __future__ import annotations

from vanban.tables.dia_phuong import Place, places, places_on
from vanban.tables.extra import Extra, cross_check, load_extra
from vanban.tables.loai import doc_type, doc_types, types_for_code
from vanban.tables.luat import named_laws
from vanban.tables.quan_he import RelationKind, relation_kinds, relation_label
from vanban.tables.registry import Registry, load_registry

__all__ = [
    "Extra",
    "Place",
    "Registry",
    "RelationKind",
    "cross_check",
    "doc_type",
    "doc_types",
    "load_extra",
    "load_registry",
    "named_laws",
    "places",
    "places_on",
    "relation_kinds",
    "relation_label",
    "types_for_code",
]
