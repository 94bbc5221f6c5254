"""Short names for those that a script of ours declares.

A name is shortened everywhere or nowhere; keys and members stay as they are, and so does every
name that can't be told from one. What isn't declared in the outermost scope belongs to the
statement or the member of a class it stands in; others may have the same short name for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, product
from string import digits
from typing import NamedTuple

from vanban.search.script_tokens import (
    KEYWORDS,
    NO_CALL,
    OBJECT_AFTER,
    Token,
    token_at,
    words_of,
)

GLOBALS = words_of("document history location navigator screen self window")
"""Names of the browser that one also gives to one's own things."""
_STARTS = words_of("const let var function class async")
_DECLARING = words_of("const let var function class")
_KEY_PLACES = frozenset({("object", ":"), ("object", "("), ("class", "(")})
LOCAL = 22
"""Letters kept for names of one statement; the others are of names known everywhere."""
Span = tuple[int, int]
"""Where a bracket opens and closes."""


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


def short_names(solid: list[Token], roles: Roles) -> dict[int, str]:
    """The short name, token by token, of each name that may have one, the most frequent first.

    Two names of a statement have the same when no bracket holds places of both: the regions of
    names are the innermost brackets that hold all their places. A name that stands in arguments
    of several calls and nowhere else is another name in each.
    """
    named = [(i, t.text) for i, t in enumerate(solid) if t.kind == "name" and i not in roles.keys]
    ours = roles.declared - roles.fixed - KEYWORDS - GLOBALS
    taken = {name for _, name in named if name not in ours} | KEYWORDS | GLOBALS
    places: dict[int, dict[str, list[int]]] = {}
    for i, name in named:
        if name in ours:
            home = roles.home(i, name)[0]
            places.setdefault(home, {}).setdefault(name, []).append(i)
    free = [name for name in _all_short() if name not in taken]
    common, around = len(places.get(-1, ())), _groups(solid)
    short: dict[int, str] = {}
    wanted = sorted(places.get(-1, ()), key=lambda n: (-len(places[-1][n]) * len(n), n))
    for name, made in zip(wanted, free[LOCAL:], strict=False):
        short.update(dict.fromkeys(places[-1][name], made))
    pool = free[:LOCAL] + free[LOCAL + common :]
    for home, names in places.items():
        if home >= 0:
            apart = [part for at in names.values() for part in _parts(solid, around, at, 0)]
            short.update(_lettered(pool, [(_region(solid, around, part), part) for part in apart]))
    return short


def _lettered(pool: list[str], names: list[tuple[Span, list[int]]]) -> Iterator[tuple[int, str]]:
    """The outer first, in the order they come: ``(e,t)`` everywhere packs best.

    Inside, a name may have the letter of an outer one that isn't used there.
    """
    used: dict[str, list[tuple[Span, list[int]]]] = {}
    for region, at in sorted(names, key=lambda n: (n[0][0] - n[0][1], n[1][0])):
        made = next(s for s in pool if all(_apart(region, *of) for of in used.get(s, ())))
        used.setdefault(made, []).append((region, at))
        yield from ((i, made) for i in at)


def _parts(
    solid: list[Token], around: list[tuple[Span, ...]], at: list[int], depth: int
) -> list[list[int]]:
    """Places of a name by the arguments of calls they are in, when all are in such."""
    parts: dict[Span, list[int]] = {}
    for i in at:
        calls = [span for span in around[i] if _is_call(solid, span)]
        if len(calls) <= depth:
            return [at]
        parts.setdefault(calls[depth], []).append(i)
    return [p for part in parts.values() for p in _parts(solid, around, part, depth + 1)]


def _is_call(solid: list[Token], span: Span) -> bool:
    """What is declared in the arguments of a call is known nowhere else."""
    before, after = token_at(solid, span[0] - 1), token_at(solid, span[1] + 1)
    called = (before.kind == "name" and before.text not in KEYWORDS) or before.text in (")", "]")
    return solid[span[0]].text == "(" and called and after.text not in ("{", "=>")


def _groups(solid: list[Token]) -> list[tuple[Span, ...]]:
    """The brackets each token stands in, from the outermost, by where they open and close."""
    around: list[list[int]] = []
    closes: dict[int, int] = {}
    stack: list[int] = []
    for i, token in enumerate(solid):
        hole = token.kind == "template"
        if token.text in (")", "]", "}") or (hole and token.text[0] == "}"):
            closes[stack.pop()] = i
        around.append(list(stack))
        if token.text in ("(", "[", "{") or (hole and token.text[-1] == "{"):
            stack.append(i)
    return [tuple((n, closes[n]) for n in opened) for opened in around]


def _region(solid: list[Token], around: list[tuple[Span, ...]], places: list[int]) -> Span:
    """The innermost block or arguments of a call that hold all places: what is declared in there
    is known nowhere else."""
    held = (0, len(around))
    for groups in zip(*(around[i] for i in places), strict=False):
        if len(set(groups)) > 1:
            break
        before = token_at(solid, groups[0][0] - 1).text
        block = solid[groups[0][0]].text == "{" and before not in OBJECT_AFTER | _DECLARING
        if block or _is_call(solid, groups[0]):
            held = groups[0]
    return held


def _apart(inner: Span, outer: Span, places: list[int]) -> bool:
    """Is nothing of an outer name, or of one beside it, in there?"""
    if inner[1] < outer[0] or outer[1] < inner[0]:
        return True
    return inner != outer and not any(inner[0] < i < inner[1] for i in places)


_LETTERS = "etnrisoaclufdhpmgvbywxkjqzTNRSOEIACLUFDHPMGVBYWXKJQZ"


def _all_short() -> Iterator[str]:
    yield from _LETTERS
    for first, second in product(_LETTERS, _LETTERS + digits):
        yield first + second


def roles_of(solid: list[Token]) -> Roles:
    roles = Roles(set(), set(), set(), set(), set(), [])
    outermost = 2 if [t.text for t in solid[:2]] == ["(", "function"] else 0
    nesting: list[tuple[str, int]] = []
    declaring = [False]
    class_ahead = False
    for i, token in enumerate(solid):
        before, after = token_at(solid, i - 1), token_at(solid, i + 1)
        class_ahead = class_ahead or token.text == "class"
        starts = len(nesting) == outermost and token.text in _STARTS and before.text in ("", *";{}")
        starts = starts or (_in_class(nesting, outermost) and before.text in ("{", "}", ";"))
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


def _in_class(nesting: list[tuple[str, int]], outermost: int) -> bool:
    """Between the members of a class: each has names of its own."""
    return len(nesting) == outermost + 1 and nesting[-1][0] == "class"


def _is_common(
    solid: list[Token], nesting: list[tuple[str, int]], outermost: int, before: Token
) -> bool:
    """Is a name here declared in the outermost scope, or may it be?"""
    if len(nesting) <= outermost:
        return before.text in (",", *_DECLARING)
    opener = token_at(solid, nesting[outermost][1] - 1)
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


def _kind_of(token: Token, before: Token, ahead: str, nesting: list[tuple[str, int]]) -> str:
    """What a bracket opens: an object, a block, either, a class, an array's pattern, another."""
    outer = nesting[-1][0] if nesting else ""
    if token.text == "{":
        if before.text == ":" and outer == "block":
            return "unsure"
        known = before.text in OBJECT_AFTER or before.text.endswith("${")
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
    before = token_at(solid, opened - 1)
    return after.text == "{" and before.kind == "name" and before.text not in NO_CALL


def _parameters(group: list[Token]) -> set[str]:
    return {
        t.text
        for p, t in pairwise(group)
        if t.kind == "name" and p.text in ("(", ",", "...", "[", ":", "{")
    }
