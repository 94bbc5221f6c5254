"""JSON Schema of the front matter, made from ``Metadata``: for editors and the documentation."""

from __future__ import annotations

import types
from dataclasses import MISSING, Field, fields, is_dataclass
from typing import Any, Literal, get_args, get_origin, get_type_hints

from vanban.corpus.fields import FIELDS, PARTS
from vanban.model import Metadata

_DATE = r"^(chua_ro|\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?)$"
_DOC_ID = "^[a-z0-9-]{1,80}(/[a-z0-9-]{1,80}){1,3}$"
_DATES = frozenset({"ngay", "hieu_luc_tu", "hieu_luc_den", "tu_ngay"})
_ONE_OR_MANY = frozenset({"nguoi_ky", "linh_vuc", "nguon", "noi_nhan", "can_cu"})
_REQUIRED_TEXT = {"type": "string", "minLength": 1}


def json_schema() -> dict[str, Any]:
    """Draft 2020-12 schema of the head of a document, as YAML editors understand it.

    Dates may be seen as text or, a bare year, as a number; a number given for text is taken.
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Văn bản",
        "description": "Phần đầu của một văn bản trong kho.",
        **_record(Metadata, FIELDS, ""),
    }


def _record(kind: type[Any], descriptions: dict[str, str], owner: str) -> dict[str, Any]:
    hints = get_type_hints(kind)
    known = {f.name: f for f in fields(kind)}
    properties = {
        name: {"description": descriptions[name], **_property(hints[name], known[name], owner)}
        for name in descriptions
    }
    return {
        "type": "object",
        "properties": properties,
        "required": [f.name for f in known.values() if f.default is MISSING],
        "additionalProperties": False,
    }


def _property(hint: Any, of: Field[Any], owner: str) -> dict[str, Any]:
    name = of.name
    if name in _DATES:
        return {"anyOf": [{"type": "string", "pattern": _DATE}, _year()]}
    if name == "sha256":
        return {"type": "string", "pattern": "^[0-9a-fA-F]{64}$"}
    if name == "id_cu":
        return {"type": "array", "items": {"type": "string", "pattern": _DOC_ID}}
    if get_origin(hint) is Literal:
        return {"enum": list(get_args(hint))}
    if hint is bool:
        return {"type": "boolean", "default": of.default}
    if get_origin(hint) is tuple:
        return _list(get_args(hint)[0], name)
    assert not isinstance(hint, types.UnionType), f"{owner}.{name}"  # noqa: S101 - a new kind of field needs a row here
    return _REQUIRED_TEXT if of.default is MISSING else {"type": ["string", "number"]}


def _year() -> dict[str, Any]:
    return {"type": "integer", "minimum": 1900, "maximum": 2100}


def _list(item: Any, name: str) -> dict[str, Any]:
    if not is_dataclass(item):
        one: dict[str, Any] = {"type": ["string", "number"]}
    else:
        one = _record(item, PARTS[name], name)  # type: ignore[arg-type]
    many = {"type": "array", "items": one}
    return {"anyOf": [many, one]} if name in _ONE_OR_MANY else many


if __name__ == "__main__":
    import json

    print(json.dumps(json_schema(), ensure_ascii=False, indent=1))
