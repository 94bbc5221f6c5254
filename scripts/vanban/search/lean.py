"""Less of our own JavaScript over the line: no notes, no margins, short names, ``let`` alone.

A name is shortened everywhere or nowhere, and only when it is declared here; keys and members
stay as they are (``{ total }`` becomes ``{total:a}``), and so does every name that can't be told
from one. Of scopes only the outermost is known: what isn't declared there belongs to the
statement it stands in, and other statements may have the same short name for something else.
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
_STARTS = _set("const let var function class async")
_DECLARING = _set("const let var function class")
_KEY_PLACES = frozenset({("object", ":"), ("object", "("), ("class", "(")})
_CONSTANTS = {"true": "!0", "false": "!1"}
_NO_CALL = _set("if for while switch")
_OPEN_END, _OPEN_START = frozenset("{;,([?:=+&|!<>"), frozenset("});],?:.=+&|<>")


class Token(NamedTuple):
    kind: str
    text: str


_NONE, _SPACE = Token("sign", ""), Token("space", " ")


def lean(source: str) -> str:
    """``source``, a script of ours, with the same meaning; lines end where one could end."""
    tokens = list(_bare_arrows(list(_tokens(source))))
    solid = [token for token in tokens if token.kind not in ("space", "note")]
    roles = _roles(solid)
    short = list(_shortened(tokens, _short_names(solid, roles), roles))
    return "".join(_joined(list(_one_declaration(short))))


def _bare_arrows(tokens: list[Token]) -> Iterator[Token]:
    """``(a) => …`` as ``a => …``."""
    solid = [i for i, t in enumerate(tokens) if t.kind not in ("space", "note")]
    gone: set[int] = set()
    for opened, name, closed, arrow in zip(solid, solid[1:], solid[2:], solid[3:], strict=False):
        group = tokens[opened].text + tokens[closed].text + tokens[arrow].text
        if group == "()=>" and tokens[name].kind == "name":
            gone.update((opened, closed))
    for i, token in enumerate(tokens):
        yield _SPACE if i in gone else token


def _one_declaration(tokens: list[Token]) -> Iterator[Token]:
    """Declarations that follow one another as one (all by ``let``), no ``;`` before a ``}``.

    A ``;`` after a ``)`` stays: it may be all there is of a loop.
    """
    solid = [t for t in tokens if t.kind not in ("space", "note")]
    place, begins, skip = 0, True, False
    open_lets = [False]
    for token in tokens:
        if token.kind in ("space", "note"):
            yield token
            continue
        place += 1
        after, text = _at(solid, place), token.text
        if skip:
            skip = False
            continue
        declares = text in ("const", "let") and token.kind == "name"
        if begins:
            open_lets[-1] = declares
        begins = text in (";", "{", "}")
        if text == ";" and open_lets[-1] and after.text in ("const", "let"):
            yield Token("sign", ",")
            begins, skip = False, True
            continue
        if text == ";" and after.text == "}" and _at(solid, place - 2).text != ")":
            continue
        if text in ("(", "[", "{") or (token.kind == "template" and text.endswith("${")):
            open_lets.append(False)
        if text in (")", "]", "}") or (token.kind == "template" and text.startswith("}")):
            open_lets.pop()
        yield Token("name", "let") if declares else token


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


class Roles(NamedTuple):
    """What names are in a script."""

    declared: set[str]
    fixed: set[str]
    """Names that may be keys."""
    keys: set[int]
    """Which tokens are keys or members."""
    both: set[int]
    """Which tokens are a key and a variable at once."""
    common: set[str]
    """Names declared in the outermost scope."""
    statement: list[int]
    """Token by token the statement of the outermost scope it is in."""

    def home(self, i: int, name: str) -> tuple[int, str]:
        """What a name at a token is known by: its statement, or all of them."""
        return (-1 if name in self.common else self.statement[i], name)


def _short_names(solid: list[Token], roles: Roles) -> dict[tuple[int, str], str]:
    """The short name of each name that may have one, the most frequent first."""
    named = [(i, t.text) for i, t in enumerate(solid) if t.kind == "name" and i not in roles.keys]
    ours = roles.declared - roles.fixed - _KEYWORDS - _GLOBALS
    taken = {name for _, name in named if name not in ours} | _KEYWORDS | _GLOBALS
    homes: dict[int, Counter[str]] = {}
    for i, name in named:
        if name in ours:
            homes.setdefault(roles.home(i, name)[0], Counter())[name] += 1
    free = [name for name in _all_short() if name not in taken]
    local = max((len(names) for home, names in homes.items() if home >= 0), default=0)
    short = {}
    for home, names in homes.items():
        wanted = sorted(names, key=lambda n, of=names: (-of[n] * len(n), n))  # type: ignore[misc]
        pool = free[local:] if home < 0 else free[:local]
        short.update({(home, n): s for n, s in zip(wanted, pool, strict=False)})
    return short


def _all_short() -> Iterator[str]:
    yield from ascii_letters
    for first, second in product(ascii_letters, ascii_letters + digits):
        yield first + second


def _roles(solid: list[Token]) -> Roles:
    roles = Roles(set(), set(), set(), set(), set(), [])
    outermost = 2 if [t.text for t in solid[:2]] == ["(", "function"] else 0
    nesting: list[tuple[str, int]] = []
    declaring = [False]
    class_ahead = False
    for i, token in enumerate(solid):
        before, after = _at(solid, i - 1), _at(solid, i + 1)
        class_ahead = class_ahead or token.text == "class"
        starts = len(nesting) == outermost and token.text in _STARTS and before.text in ("", *";{}")
        roles.statement.append(i if starts or not i else roles.statement[-1])
        if token.kind == "name" and _is_common(solid, nesting, outermost, before):
            roles.common.add(token.text)
        if token.kind == "name":
            _note_name(roles, i, token.text, nesting[-1][0] if nesting else "", before, after)
            declaring[-1] = declaring[-1] or token.text in ("const", "let", "var")
            if declaring[-1] and before.text == ",":
                roles.declared.add(token.text)
        elif token.text == ";":
            declaring[-1] = False
        elif token.text in ("}", "]", ")") or (token.kind == "template" and token.text[0] == "}"):
            opened = nesting.pop()[1]
            declaring.pop()
            if token.text == ")" and _are_parameters(solid, opened, after):
                roles.declared.update(_parameters(solid[opened:i]))
        if token.text in ("{", "[", "(") or (token.kind == "template" and token.text[-1] == "{"):
            kind = _kind_of(token, before, "class" if class_ahead else "", nesting)
            class_ahead = class_ahead and token.text != "{"
            nesting.append((kind, i))
            declaring.append(False)
    return roles


def _is_common(
    solid: list[Token], nesting: list[tuple[str, int]], outermost: int, before: Token
) -> bool:
    """Is a name here declared in the outermost scope, or may it be?"""
    if len(nesting) <= outermost:
        return before.text in (",", *_DECLARING)
    opener = _at(solid, nesting[outermost][1] - 1)
    return opener.text in ("const", "let", "var")


def _note_name(roles: Roles, i: int, name: str, inside: str, before: Token, after: Token) -> None:
    if before.text in (".", "?."):
        roles.keys.add(i)
        return
    opens = before.text in ("{", ",")
    member = opens or before.text in (";", "}", "async", "get", "set", "static")
    if member and (inside, after.text) in _KEY_PLACES:
        roles.keys.add(i)
    elif inside == "object" and opens and after.text in (",", "}", "="):
        roles.both.add(i)
        roles.declared.add(name)
    elif inside in ("class", "unsure") or (opens and (inside == "object" or after.text == ":")):
        roles.fixed.add(name)
    elif _is_declared(inside, before, after):
        roles.declared.add(name)


def _at(solid: list[Token], i: int) -> Token:
    return solid[i] if 0 <= i < len(solid) else _NONE


def _kind_of(token: Token, before: Token, ahead: str, nesting: list[tuple[str, int]]) -> str:
    """What a bracket opens: an object, a block, either, a class, an array's pattern, another."""
    outer = nesting[-1][0] if nesting else ""
    if token.text == "{":
        if before.text == ":" and outer == "block":
            return "unsure"
        known = before.text in _OBJECT_AFTER or before.text.endswith("${")
        return ahead or ("object" if known else "block")
    if token.text == "[" and (before.text in ("const", "let", "var") or outer == "pattern"):
        return "pattern"
    return token.text


def _is_declared(inside: str, before: Token, after: Token) -> bool:
    if before.text in _DECLARING or after.text == "=>":
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
        if t.kind == "name" and p.text in ("(", ",", "...", "[", ":", "{")
    }


def _shortened(
    tokens: list[Token], short: dict[tuple[int, str], str], roles: Roles
) -> Iterator[Token]:
    solid = 0
    for token in tokens:
        if token.kind in ("space", "note"):
            yield token
            continue
        text = token.text
        if token.kind == "name" and solid not in roles.keys:
            made = short.get(roles.home(solid, text), text)
            text = f"{text}:{made}" if solid in roles.both and made != text else made
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
    if a == "}" and text in ("function", "class", "async"):
        return ""  # what else ends with a brace has a semicolon behind it
    if gap == "\n" and not (a in _OPEN_END or b in _OPEN_START):
        return "\n"
    return ""
