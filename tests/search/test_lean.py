"""Fewer bytes, the same program: run before and after by the same engine."""

from __future__ import annotations

import re
import subprocess

import pytest
from playwright._impl._driver import compute_driver_executable

from vanban.search.client import PARTS, client_files
from vanban.search.lean import lean
from vanban.search.script_tokens import tokens_of
from vanban.search.short_members import PRIVATE, SHORT_MEMBERS
from vanban.search.short_names import roles_of

PROGRAM = r"""
(function () {
  "use strict";
  /** A note. */
  const wanted = "// no note /* either */", pattern = /[/"'`]\/*x/g; // a note
  const halves = (total, parts) => total / parts / 2;
  class Counter {
    /** @param {number} start */
    constructor(start) { this.count = start; this.step = 1; }
    get next() { return this.count + this.step; }
    add(count, { step = 1, times: repeat = 2 } = {}) { return this.count + count * step * repeat; }
  }
  function listed({ former, second: [head, ...others] }, label = `<${wanted.length}>`) {
    const shown = { former, head, others, label, nested: { head: 1, wanted } };
    const after = { told() { return `${head} and ${label} and ${head}`; }, wanted(parts) { return parts; } };
    return `${after.told()} ${after.wanted(label)} ${`inner ${JSON.stringify({ shown })}`} } \`${head}\``;
  }
  let counter = new Counter(5), i = 1
  const later = i++ + +counter.next
  const odd = counter.count > 3 ? { counter: later } : [later]
  for (const [name, value] of Object.entries({ counter: 1, former: later })) console.log(name, value)
  for (let step = 0; step < 2; step++) { if (step) continue; console.log(step - -i) }
  try { null.wanted; } catch (error) { console.log(error instanceof TypeError) }
  const async_ = async (wait) => { await wait; return { wait, async later() { return later; } }; };
  console.log(halves(16, 2), counter.add(2, { step: 3 }), counter.next, odd, 'q"q', pattern.source, typeof /x/)
  console.log(listed({ former: 1, second: [2, 3, 4] }), wanted)
  async_(Promise.resolve(7)).then(({ wait, later: again }) => again().then((got) => console.log(wait, got)))
  switch (later) { case 7: { halves(1, 2); console.log("seven") } break; default: console.log("other") }
  const members = { halves(total) { return total }, parts: halves, async waited() { return 1 }, get total() { return 3 } };
  const MOST = 1_000, KEPT = [MOST, 2], NEVER = /n\b/, WORD = "once";
  const { docs, worth: weight = 3 } = { docs: KEPT, board: MOST }, unit = { docs, page: { worth: 4 }, met() { return this.docs; } };
  console.log(docs, weight, unit.page.worth, unit?.met().length, NEVER.test("on"), WORD, `${MOST}`)
  console.log(members.halves(4), members.parts(8, 2), members.total, Object.keys(members), later ? { repeat: 1 } : { halves: 2 })
})();
"""


def run(source: str) -> str:
    node = str(compute_driver_executable()[0])
    done = subprocess.run([node, "-e", source], capture_output=True, text=True, check=True)
    return done.stdout


def test_the_same_program_says_the_same() -> None:
    made = lean(PROGRAM)
    assert run(made) == run(PROGRAM)
    assert "A note" not in made
    assert len(made) < 0.75 * len(PROGRAM)


@pytest.mark.parametrize(
    ("source", "made"),
    [
        ("const total = 1; f(total, { total });", "let a=1;f(a,{total:a});"),
        ("const total = 1; x.total = total;", "let a=1;x.total=a;"),
        ("const total = 1; f({ total: total });", "let a=1;f({total:a});"),
        ("const total = 1; f({ total() {} }, total);", "let a=1;f({total(){}},a);"),
        ("const total = 1; f(total);", "let a=1;f(a);"),
        ("const history = 1; f(history);", "let history=1;f(history);"),
        ("unknown(1); let a1 = `a1 ${a1} a1`;", "unknown(1);let a=`a1 ${a} a1`;"),
        ("const f1 = (one, two) => one / two;", "let a=(b,d)=>b/d;"),
        ("a - -b; c + ++d; typeof e;", "a- -b;c+ ++d;typeof e;"),
        ("let x1 = 1\nlet y1 = 2\n", "let a=1\nlet b=2"),
        ("const x1 = 1; let y1 = 2; f(x1, y1);", "let a=1,b=2;f(a,b);"),
        ("const f1 = async (x1) => { await x1; return 1; };", "let a=async b=>{await b;return 1};"),
        ("function f1(x1) { while (x1--); } f1(2);", "function a(b){while(b--);}a(2);"),
        ("f(true, { true: false });", "f(!0,{true:!1});"),
        ("for (const x1 of y) f(x1); let z1 = 1;", "for(let a of y)f(a);let b=1;"),
        ("const A1 = 9, B1 = [1, A1], C1 = 'q'; f(A1, B1, C1);", "let a=[1,9];f(9,a,'q');"),
        ("const A1 = f(1), B1 = 'qq'; g(A1, B1, B1); const C1 = 3;", "let a=f(1),b='qq';g(a,b,b);"),
        ("const docs = 1; f({ docs, total: 2 }, x.docs);", "let b=1;f({a:b,total:2},x.a);"),
    ],
)
def test_what_may_be_shortened(source: str, made: str) -> None:
    got = lean(source)
    assert len(got) == len(made)
    assert got.count("total") == made.count("total")
    assert got.count("history") == made.count("history")
    assert ("unknown" in got) == ("unknown" in made)


def test_members_with_short_names_are_ours_alone() -> None:
    """What other programs, files of the index or texts know by its name keeps it."""
    tables = [*PARTS.glob("*.js"), PARTS.parent / "weights.json"]
    solid = [token for path in tables for token in tokens_of(path.read_text("utf-8"))]
    texts = {token.text.strip("\"'") for token in solid if token.kind == "text"}
    texts -= {"page", "list"}  # values of attributes
    contract = (PARTS / "contract.d.ts").read_text("utf-8")
    public = set(re.findall(r"^ +(\w+)\??[(:]", contract, re.MULTILINE))
    assert {"snippet", "onFirst", "findIn", "linh_vuc"} <= public
    assert not SHORT_MEMBERS.keys() & (texts | public)
    bare = [token for token in solid if token.kind not in ("space", "note")]
    roles = roles_of(bare)
    members = {bare[i].text for i in roles.keys | roles.both}
    assert not set(SHORT_MEMBERS.values()) & members, "others' names belong in _TAKEN"
    assert len(set(SHORT_MEMBERS.values())) == len(PRIVATE) == len(set(PRIVATE))


def test_a_broken_script_is_refused() -> None:
    with pytest.raises(ValueError, match="not a script of ours"):
        lean("const a = `never ends")


@pytest.mark.parametrize("address", client_files())
def test_the_client_is_a_program_still(address: str) -> None:
    node = str(compute_driver_executable()[0])
    done = subprocess.run(
        [node, "--check", "-"], input=client_files()[address], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
