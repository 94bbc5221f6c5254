"""Less of our own JavaScript over the line: no notes, no margins, short names, ``let`` alone.

Names are shortened as ``short_names`` tells (``{ total }`` becomes ``{total:a}``), members as
``short_members`` does; ``constants`` puts numbers where their names stood.
"""

from __future__ import annotations

from collections.abc import Iterator

from vanban.search.constants import without_constants
from vanban.search.script_tokens import (
    NO_CALL,
    NONE,
    SPACE,
    Token,
    token_at,
    tokens_of,
    words_of,
)
from vanban.search.short_members import SHORT_MEMBERS
from vanban.search.short_names import Roles, roles_of, short_names

_CONSTANTS = {"true": "!0", "false": "!1"}
_BEFORE_IDLE = words_of("( [ , = : ? && || ?? ; { } ! + => ...")
_OPEN_END, _OPEN_START = frozenset("{;,([?:=+&|!<>"), frozenset("});],?:.=+&|<>")


def lean(source: str) -> str:
    """``source``, a script of ours, with the same meaning; lines end where one could end."""
    tokens = list(_bare_arrows(without_constants(list(tokens_of(source)))))
    solid = [token for token in tokens if token.kind not in ("space", "note")]
    roles = roles_of(solid)
    short = list(_shortened(tokens, short_names(solid, roles), roles))
    return "".join(_joined(list(_one_declaration(short))))


def _bare_arrows(tokens: list[Token]) -> Iterator[Token]:
    """``(a) => …`` as ``a => …``, ``(a.b).c`` as ``a.b.c``, ``new A()`` as ``new A``."""
    solid = [i for i, t in enumerate(tokens) if t.kind not in ("space", "note")]
    gone: set[int] = set()
    for opened, name, closed, arrow in zip(solid, solid[1:], solid[2:], solid[3:], strict=False):
        group = tokens[opened].text + tokens[closed].text + tokens[arrow].text
        if group == "()=>" and tokens[name].kind == "name":
            gone.update((opened, closed))
    gone.update(_idle(tokens, solid))
    gone.update(_bodies(tokens, solid))
    for i, token in enumerate(tokens):
        yield SPACE if i in gone else token


def _idle(tokens: list[Token], solid: list[int]) -> Iterator[int]:
    """Parentheses that only held a note of a type; those of ``new`` without arguments."""
    for k, i in enumerate(solid):
        last, text = tokens[solid[k - 1]] if k else NONE, tokens[i].text
        end = k + 1
        if text == "(" and last.text in _BEFORE_IDLE:
            while (
                end + 1 < len(solid)
                and tokens[solid[end]].kind == "name"
                and tokens[solid[end + 1]].text == "."
            ):
                end += 2
            after = [tokens[j].text for j in solid[end : end + 3]]
            if (
                len(after) > 2
                and tokens[solid[end]].kind == "name"
                and after[1] == ")"
                and after[2] not in ("=>", "{")
            ):
                yield from (i, solid[end + 1])
        if last.text == "new" and tokens[i].kind == "name":
            after = [tokens[j].text for j in solid[k + 1 : k + 4]]
            if after[:2] == ["(", ")"] and after[2] in (";", ",", ")", "]", "}"):
                yield from solid[k + 1 : k + 3]


def _bodies(tokens: list[Token], solid: list[int]) -> Iterator[int]:
    """Parentheses around the body of an arrow, ``() => (a ? b : c)``, where nothing else needs them."""
    opened: list[tuple[int, bool]] = []
    for k, i in enumerate(solid):
        token, last = tokens[i], tokens[solid[k - 1]] if k else NONE
        if token.text in (")", "]", "}") or (token.kind == "template" and token.text[0] == "}"):
            start, alone = opened.pop()
            after = tokens[solid[k + 1]].text if k + 1 < len(solid) else ""
            if alone and token.text == ")" and after in (")", ",", ";", "]"):
                yield from (solid[start], i)
        if token.text == "," and opened:
            opened[-1] = (opened[-1][0], False)
        if token.text in ("(", "[", "{") or (token.kind == "template" and token.text[-1] == "{"):
            plain = k + 1 < len(solid) and tokens[solid[k + 1]].text not in ("{", "function")
            opened.append((k, token.text == "(" and last.text == "=>" and plain))


def _one_declaration(tokens: list[Token]) -> Iterator[Token]:
    """Declarations that follow one another as one (all by ``let``), no ``;`` or ``,`` before a ``}``.

    A ``;`` after the ``)`` of a loop stays: it may be all there is of it.
    """
    solid = [t for t in tokens if t.kind not in ("space", "note")]
    place, begins, skip = 0, True, False
    open_lets, heads, head = [False], [False], False
    for token in tokens:
        if token.kind in ("space", "note"):
            yield token
            continue
        place += 1
        after, text = token_at(solid, place), token.text
        if skip:
            skip = False
            continue
        hole = token_at(solid, place - 2).text in (",", "[")
        if text == "," and after.text in ("]", "}", ")") and not hole:
            continue
        declares = text in ("const", "let") and token.kind == "name"
        if begins:
            open_lets[-1] = declares
        begins = text in (";", "{", "}")
        if text == ";" and open_lets[-1] and after.text in ("const", "let"):
            yield Token("sign", ",")
            begins, skip = False, True
            continue
        if (
            text == ";"
            and after.text == "}"
            and not (token_at(solid, place - 2).text == ")" and head)
        ):
            continue
        if text in ("(", "[", "{") or (token.kind == "template" and text.endswith("${")):
            open_lets.append(False)
            heads.append(token_at(solid, place - 2).text in NO_CALL)
        if text in (")", "]", "}") or (token.kind == "template" and text.startswith("}")):
            open_lets.pop()
            head = heads.pop()
            begins = begins and not open_lets[-1]  # a brace within a declaration doesn't end it
        yield Token("name", "let") if declares else token


def _shortened(tokens: list[Token], short: dict[int, str], roles: Roles) -> Iterator[Token]:
    solid = 0
    for token in tokens:
        if token.kind in ("space", "note"):
            yield token
            continue
        text = token.text
        if token.kind == "name" and solid in roles.keys:
            text = SHORT_MEMBERS.get(text, text)
        elif token.kind == "name":
            made, member = short.get(solid, text), SHORT_MEMBERS.get(text, text)
            text = f"{member}:{made}" if solid in roles.both and made != member else made
            text = _CONSTANTS.get(text, text)
        yield Token(token.kind, text)
        solid += 1


def _joined(tokens: list[Token]) -> Iterator[str]:
    """The tokens with no more between them than must be."""
    last, gap = "", ""
    for token in tokens:
        if token.kind in ("space", "note"):
            gap = "\n" if "\n" in token.text or gap == "\n" else " "
            continue
        yield _between(last, gap, token.text)
        yield token.text
        last, gap = token.text, ""


def _between(last: str, gap: str, text: str) -> str:
    if not gap or not last:
        return ""
    a, b = last[-1], text[0]
    if (a + b).replace("$", "_").isidentifier() or (a.isalnum() and (b.isalnum() or b in "_$")):
        return gap
    if a == b and a in "+-/":
        return " "
    if a == "}":
        return ""  # what else ends with a brace has a semicolon behind it
    if gap == "\n" and not (a in _OPEN_END or b in _OPEN_START):
        return "\n"
    return ""
