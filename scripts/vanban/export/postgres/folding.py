"""Words for searching as SQL functions that give exactly what ``vanban.text`` gives.

The server needs no extension: what folding does to each letter is worked out here once, and
``translate`` does the same there. So a query typed later meets the keys computed at export.
"""

from __future__ import annotations

from vanban.text import SAME_I, WORD_CHARS, fold


def folded_letters() -> tuple[str, str]:
    """(letters, what each becomes); those at the end of the first that have none become nothing."""
    kept: dict[str, str] = {}
    gone: list[str] = []
    for char in map(chr, (*range(0x41, 0xD800), *range(0xE000, 0xFFFE))):
        bare = fold(char)
        if bare == "":
            gone.append(char)
        elif bare != char and len(bare) == 1:
            kept[char] = bare
    return "".join(kept) + "".join(gone), "".join(kept.values())


def _literal(text: str) -> str:
    """As an escape string of ASCII: the file shows what it holds, whatever opens it."""
    inner = "".join(
        c if c.isascii() and c.isprintable() and c not in "'\\" else f"\\u{ord(c):04x}"
        for c in text
    )
    return f"E'{inner}'"


def functions() -> str:
    """``bo_dau`` (fold), ``tu_khoa`` (``search_key``), ``cau_hoi`` (a typed query's pairs)."""
    letters, bare = folded_letters()
    same = SAME_I.pattern.replace(r"\A", "^").replace(r"\Z", "$")
    words = "[" + "".join(c if c.isascii() else f"\\u{ord(c):04x}" for c in WORD_CHARS) + "]+"
    return f"""
create function vanban.bo_dau(chu text) returns text
language sql immutable strict parallel safe as $$
  select lower(translate(normalize(chu, NFC), {_literal(letters)}, {_literal(bare)}))
$$;

create function vanban.tu_khoa(tu text) returns text
language sql immutable strict parallel safe as $$
  select case when w ~ '^[0-9]+$' then coalesce(nullif(ltrim(w, '0'), ''), '0')
    else regexp_replace(w, '{same}', '\\1i') end
  from (select vanban.bo_dau(tu)) as t(w)
$$;

create function vanban.cau_hoi(chu text) returns tsquery
language sql immutable strict parallel safe as $$
  with tu as (
    select vanban.tu_khoa(m[1]) as k, n
    from regexp_matches(normalize(chu, NFC), {_words_literal(words)}, 'g') with ordinality as t(m, n)
  ), sach as (select k, row_number() over (order by n) as n from tu where k <> ''),
  cap as (select n, k, lag(k) over (order by n) as truoc, count(*) over () as so from sach)
  select string_agg('''' || case when so = 1 then k else truoc || '_' || k end || '''', ' & ' order by n)::tsquery
  from cap where so = 1 or truoc is not null
$$;
"""


def _words_literal(words: str) -> str:
    return "E'" + words.replace("\\", "\\\\") + "'"
