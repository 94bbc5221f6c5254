"""Less of our own JavaScript over the line: no notes, no margins, short names.

A name is shortened everywhere or nowhere, and only when it is declared here and stands nowhere
as a property: so nothing can come to mean something else, and no scopes need be known.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise, product
from string import ascii_letters, digits
from typing import NamedTuple


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_TOKEN = re.compile(
    r"""(?P<note>/\*.*?\*/|//[^\n]*)|(?P<space>\s+)|(?P<name>[A-Za-z_$][\w$]*)|(?P<number>\d[\w.]*)
    |(?P<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    |(?P<sign>=>|\?\.(?!\d)|\.\.\.|\+\+|--|&&|\|\||\?\?|[=!]==?|.)""",
    re.VERBOSE | re.DOTALL,
)
_REGEX = re.compile(r"/(?![*/])(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*")
_TEMPLATE = re.compile(r"[`}](?:[^`\\$]|\\.|\$(?!\{))*(?:`|\$\{)", re.DOTALL)
_KEYWORDS = _set(
    "async await break case catch class const constructor continue default delete do else extends"
    " false finally for function get if in instanceof let new null of return set static super"
    " switch this throw true try typeof undefined var void while yield arguments"
)
_GLOBALS = _set(
    "close document event find focus history length location name navigator open origin parent"
    " print scroll screen self status stop top window"
)
"""Names of the browser that one also gives to one's own things."""
_REGEX_AFTER = _set("return typeof case of in throw else void")
_OBJECT_AFTER = _set("( [ , = : ? && || ?? ... return const let var")
_NO_CALL = _set("if for while switch")
_OPEN_END, _OPEN_START = frozenset("{;,([?:=+&|!<>"), frozenset("});],?:.=+&|<>")


class Token(NamedTuple):
    kind: str
    text: str


_NONE = Token("sign", "")


def lean(source: str) -> str:
    """``source``, a script of ours, with the same meaning; lines end where one could end."""
    tokens = list(_tokens(source))
    solid = [token for token in tokens if token.kind not in ("space", "note")]
    return "".join(_joined(tokens, _short_names(solid)))


def _tokens(source: str) -> Iterator[Token]:
    """All of ``source``; what stands in ``${}`` of a template is tokens like any other."""
    at, last = 0, _NONE
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


def _short_names(solid: list[Token]) -> dict[str, str]:
    """The short name of each name that may have one, the most frequent first."""
    declared, fixed = _roles(solid)
    counts = Counter(t.text for t in solid if t.kind == "name")
    ours = {n for n in declared - fixed - _KEYWORDS - _GLOBALS if len(n) > 1 or counts[n]}
    taken = (counts.keys() - ours) | _KEYWORDS | _GLOBALS
    wanted = sorted(ours, key=lambda n: (-counts[n] * len(n), n))
    free = (name for name in _all_short() if name not in taken)
    return dict(zip(wanted, free, strict=False))


def _all_short() -> Iterator[str]:
    yield from ascii_letters
    for first, second in product(ascii_letters, ascii_letters + digits):
        yield first + second


def _roles(solid: list[Token]) -> tuple[set[str], set[str]]:
    """Names that are declared, and names that stand somewhere as a property."""
    declared: set[str] = set()
    fixed: set[str] = set()
    nesting: list[tuple[str, int]] = []
    class_ahead = False
    for i, token in enumerate(solid):
        before, after = _at(solid, i - 1), _at(solid, i + 1)
        class_ahead = class_ahead or token.text == "class"
        if token.kind == "name":
            inside = nesting[-1][0] if nesting else ""
            if _is_property(inside, before, after):
                fixed.add(token.text)
            elif _is_declared(inside, before, after):
                declared.add(token.text)
        elif token.text in ("{", "[", "(") or token.text.endswith("${"):
            kind = _kind_of(token, before, "class" if class_ahead else "", nesting)
            class_ahead = class_ahead and token.text != "{"
            nesting.append((kind, i))
        elif token.text in ("}", "]", ")") or (token.kind == "template" and token.text[0] == "}"):
            opened = nesting.pop()[1]
            if token.text == ")" and _are_parameters(solid, opened, after):
                declared |= _parameters(solid[opened:i])
    return declared, fixed


def _at(solid: list[Token], i: int) -> Token:
    return solid[i] if 0 <= i < len(solid) else _NONE


def _kind_of(token: Token, before: Token, ahead: str, nesting: list[tuple[str, int]]) -> str:
    """What a bracket opens: an object, a block, a class, a pattern of an array, something else."""
    if token.text == "{":
        return ahead or ("object" if before.text in _OBJECT_AFTER else "block")
    outer = nesting[-1][0] if nesting else ""
    if token.text == "[" and (before.text in ("const", "let", "var") or outer == "pattern"):
        return "pattern"
    return token.text


def _is_property(inside: str, before: Token, after: Token) -> bool:
    if before.text in (".", "?.") or inside == "class":
        return True
    if inside != "object":
        return False
    return before.text in ("{", ",") or (
        before.text in ("async", "get", "set") and after.text == "("
    )


def _is_declared(inside: str, before: Token, after: Token) -> bool:
    if before.text in ("const", "let", "var", "function", "class") or after.text == "=>":
        return True
    return inside == "pattern" and before.text in ("[", ",", "...")


def _are_parameters(solid: list[Token], opened: int, after: Token) -> bool:
    if after.text == "=>":
        return True
    before = _at(solid, opened - 1)
    return after.text == "{" and before.kind == "name" and before.text not in _NO_CALL


def _parameters(group: list[Token]) -> set[str]:
    return {
        t.text
        for p, t in pairwise(group)
        if t.kind == "name" and p.text in ("(", ",", "...", "[", ":")
    }


def _joined(tokens: list[Token], short: dict[str, str]) -> Iterator[str]:
    """The tokens with no more between them than must be."""
    last, gap, before = "", "", _NONE
    for token in tokens:
        if token.kind in ("space", "note"):
            gap = "\n" if "\n" in token.text or gap == "\n" else " "
            continue
        text = token.text
        if token.kind == "name" and before.text not in (".", "?."):
            text = short.get(text, text)
        yield _between(last, gap, text)
        yield text
        last, gap, before = text, "", token


def _between(last: str, gap: str, text: str) -> str:
    if not gap or not last:
        return ""
    a, b = last[-1], text[0]
    if (a + b).replace("$", "_").isidentifier() or (a.isalnum() and (b.isalnum() or b in "_$")):
        return gap
    if a == b and a in "+-/":
        return " "
    if gap == "\n" and not (a in _OPEN_END or b in _OPEN_START):
        return "\n"
    return ""
