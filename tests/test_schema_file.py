"""The schema editors use is the one the model gives."""

from __future__ import annotations

import json
from pathlib import Path

from vanban.corpus.schema import json_schema

FILE = Path(__file__).resolve().parents[1] / "docs" / "van-ban.schema.json"


def test_the_published_schema_is_the_models() -> None:
    """Mend with ``python -m vanban.corpus.schema > docs/van-ban.schema.json``."""
    assert json.loads(FILE.read_text("utf-8")) == json.loads(json.dumps(json_schema()))
