"""Our own JavaScript as tokens; enough of its grammar to tell a regular expression from a division."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple


def words_of(words: str) -> frozenset[str]:
    return frozenset(words.split())


_TOKEN = re.compile(
    r"""(?P<note>/\*.*?\*/|//[^\n]*)|(?P<space>\s+)|(?P<name>[A-Za-z_$][\w$]*)|(?P<number>\d[\w.]*)
    |(?P<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    |(?P<sign>=>|\?\.(?!\d)|\.\.\.|\+\+|--|&&|\|\||\?\?|[=!]==?|.)""",
    re.VERBOSE | re.DOTALL,
)
_REGEX = re.compile(r"/(?![*/])(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*")
_TEMPLATE = re.compile(r"[`}](?:[^`\\$]|\\.|\$(?!\{))*(?:`|\$\{)", re.DOTALL)
KEYWORDS = words_of(
    "async await break case catch class const constructor continue default delete do else extends"
    " false finally for function get if in instanceof let new null of return set static super"
    " switch this throw true try typeof undefined var void while yield arguments"
)
_REGEX_AFTER = words_of("return typeof case of in throw else void")
OBJECT_AFTER = words_of("( [ , = : ? && || ?? ... return const let var")
NO_CALL = words_of("if for while switch")


class Token(NamedTuple):
    kind: str
    text: str


NONE, SPACE = Token("sign", ""), Token("space", " ")


def tokens_of(source: str) -> Iterator[Token]:
    """All of ``source``; what stands in ``${}`` of a template is tokens like any other."""
    at, last = 0, NONE
    depths: list[int] = []
    while at < len(source):
        sign = source[at]
        ends_hole = sign == "}" and bool(depths) and depths[-1] == 0
        if sign == "`" or ends_hole:
            found, kind = _TEMPLATE.match(source, at), "template"
            if ends_hole:
                depths.pop()
            if found and found[0].endswith("${"):
                depths.append(0)
        elif sign == "/" and _begins_regex(last) and _REGEX.match(source, at):
            found, kind = _REGEX.match(source, at), "regex"
        else:
            found = _TOKEN.match(source, at)
            kind = str(found and found.lastgroup)
            if depths and sign in "{}":
                depths[-1] += 1 if sign == "{" else -1
        if found is None:
            raise ValueError(f"not a script of ours at: {source[at : at + 30]!r}")
        at, token = found.end(), Token(kind, found[0])
        last = last if kind in ("space", "note") else token
        yield token


def _begins_regex(last: Token) -> bool:
    if last.kind == "name":
        return last.text in _REGEX_AFTER
    return (last.kind == "sign" and last.text not in ")]}") or last.text.endswith("${")


def token_at(solid: list[Token], i: int) -> Token:
    return solid[i] if 0 <= i < len(solid) else NONE
