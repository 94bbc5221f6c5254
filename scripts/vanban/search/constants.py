"""Constants of a script of ours, put where their names stood."""

from __future__ import annotations

from collections import Counter

from vanban.search.script_tokens import SPACE, Token

_ONCE = ("text", "regex")


def without_constants(tokens: list[Token]) -> list[Token]:
    """Numbers, and texts and patterns used once: ``const MOST = 32; f(MOST);`` is ``f(32);``.

    Only names in capitals: nothing else has such a name, in an inner scope or as a key.
    """
    solid = [i for i, token in enumerate(tokens) if token.kind not in ("space", "note")]
    uses = Counter(token.text for token in tokens if token.kind == "name")
    values: dict[str, Token] = {}
    kept: list[int] = []
    at, declares = 0, False
    while at < len(solid):
        declares = tokens[solid[at]].text == "const" or (declares and tokens[solid[at]].text != ";")
        kept.append(solid[at])
        at += 1
        while declares and tokens[solid[at - 1]].text in ("const", ","):
            name, equals, value, end = (tokens[i] for i in solid[at : at + 4])
            plain = value.kind == "number" or (value.kind in _ONCE and uses[name.text] == 2)
            if not (plain and name.text.isupper() and equals.text == "=" and end.text in ",;"):
                break
            values[name.text] = value
            at += 4
            if end.text == ";":
                declares = False
                if tokens[kept.pop()].text == ",":
                    kept.append(solid[at - 1])
    gone = set(solid).difference(kept)
    put = (SPACE if i in gone else token for i, token in enumerate(tokens))
    return [values.get(t.text, t) if t.kind == "name" else t for t in put]
