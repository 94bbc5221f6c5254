/* Completion and correction: from frequent syllables and what follows each. */

/** @typedef {{first: string, second: string, count: number}} Pair */

/** @type {WeakMap<Archive, Promise<Map<string, number>>>} */
const SYLLABLES = new WeakMap();

/** Keys with the number of their documents, the most frequent first. @param {Archive} base @returns {Promise<Map<string, number>>} */
function syllables(base) {
  let made = SYLLABLES.get(base);
  if (!made) {
    made = base.load("l").then(([text]) => {
      const parts = text.split(" "), map = new Map();
      for (let i = 0; i + 1 < parts.length; i += 2) map.set(parts[i], Number(parts[i + 1]));
      return map;
    });
    SYLLABLES.set(base, made);
    made.catch(() => SYLLABLES.delete(base));
  }
  return made;
}

/** Frequent pairs that begin with a key. @param {Archive} base @param {string} key @returns {Promise<Pair[]>} */
async function followers(base, key) {
  if (!(await syllables(base)).has(key) && !/^\d/.test(key)) return [];
  let sum = 0;
  for (const c of key) sum = (sum * 31 + c.charCodeAt(0)) & 0xffff;
  if (!base.head.s.includes(sum & 255)) return [];
  const [files] = await base.load(`s/${sum & 255}`);
  if (!Object.hasOwn(files, key)) return [];
  return files[key].split("|").map((/** @type {string} */ p) => {
    const [first, second, count] = p.split(" ");
    return { first, second, count: Number(count) };
  });
}

/** Letters that are heard alike in one region or another. @type {[RegExp, string][]} */
const HEARD_ALIKE = [[/^ch/, "tr"], [/^tr/, "ch"], [/^s/, "x"], [/^x/, "s"], [/^d/, "gi"], [/^gi/, "d"], [/^gi/, "r"], [/^r/, "gi"], [/^d/, "r"], [/^r/, "d"], [/^l/, "n"], [/^n(?!g|h)/, "l"],
  [/n$/, "ng"], [/ng$/, "n"], [/t$/, "c"], [/c$/, "t"], [/nh$/, "n"], [/n$/, "nh"], [/i$/, "y"], [/y$/, "i"]];

/** All keys one letter away: one less, one more, one other, two swapped, one heard alike. @param {string} key @param {Map<string, number>} known @returns {string[]} */
function nearKeys(key, known) {
  const letters = "abcdeghiklmnopqrstuvxy";
  /** @type {Set<string>} */
  const found = new Set();
  const add = (/** @type {string} */ k) => { if (k !== key && known.has(k)) found.add(k); };
  for (const [heard, other] of HEARD_ALIKE) add(key.replace(heard, other));
  const heard = [...found];
  for (let i = 0; i <= key.length; i++) {
    const a = key.slice(0, i), b = key.slice(i);
    add(a + b.slice(1));
    if (b.length > 1) add(a + b[1] + b[0] + b.slice(2));
    for (const c of letters) { add(a + c + b); add(a + c + b.slice(1)); }
  }
  return [...new Set([...heard, ...[...found].sort((a, b) => (known.get(b) || 0) - (known.get(a) || 0)).slice(0, 30)])];
}

/** Ways to read one typed word: as it is, a letter off, two syllables run together. @param {string} key @param {Map<string, number>} known @returns {string[][]} */
function readings(key, known) {
  if (/\d/.test(key)) return [[key]];
  const ways = known.has(key) ? [[key]] : [];
  for (let i = 1; i < key.length; i++) if (known.has(key.slice(0, i)) && known.has(key.slice(i))) ways.push([key.slice(0, i), key.slice(i)]);
  if (key.length > 1) ways.push(...nearKeys(key, known).map((k) => [k]));
  return ways.length ? ways : [[key]];
}

const MOST_CORRECTED = 8;

/**
 * The query as it was probably meant, or null: the chain of readings whose pairs are met most.
 * @param {Archive} base @param {Query} query @returns {Promise<string | null>}
 */
async function meant(base, query) {
  const words = query.words.length ? query.words : query.phrases.flat();
  if (!words.length || words.length > MOST_CORRECTED) return null;
  const known = await syllables(base);
  /** @typedef {{worth: number, words: string[], last: string}} Path @type {Path[]} */
  let paths = [{ worth: 0, words: [], last: "" }];
  for (const word of words) {
    const next = [];
    for (const path of paths) for (const way of readings(word.key, known)) {
      const made = await oneMore(base, path, way, word, known);
      if (made) next.push(made);
    }
    paths = next.sort((a, b) => b.worth - a.worth).slice(0, 6);
  }
  const best = paths[0], said = words.map((w) => w.exact).join(" "), text = best ? best.words.join(" ") : said;
  // without a mark typed, only other letters are another query
  const other = words.some((w) => w.marked) ? text !== said : wordsOf(text).map(searchKey).join(" ") !== words.map((w) => w.key).join(" ");
  return best && best.worth > 0 && other ? text : null;
}

/** Does a word have every mark another has, wherever? @param {string} word @param {string} other */
function hasMarksOf(word, other) {
  const marks = (/** @type {string} */ s) => [...s.normalize("NFD").matchAll(/[\u0300-\u036fđ]/g)].map(String), there = marks(word);
  return marks(other).every((m) => there.includes(m));
}

/** One more word on a path of readings. @param {Archive} base @param {{worth: number, words: string[], last: string}} path @param {string[]} way @param {Word} word @param {Map<string, number>} known */
async function oneMore(base, path, way, word, known) {
  let { worth, last } = path;
  const said = [...path.words];
  for (const key of way) {
    const pairs = last ? await followers(base, last) : [], there = pairs.filter((p) => searchKey(p.second) === key);
    const fitting = there.find((p) => !word.marked || sameI(p.second) === sameI(word.exact)) || there.find((p) => hasMarksOf(p.second, word.exact)) || there[0];
    // a reading that drops a mark a person typed is hardly what was meant
    if (way.length === 1 && fitting && !hasMarksOf(fitting.second, word.exact)) worth -= 2;
    worth += fitting ? Math.log(1 + fitting.count) : last ? -4 : 0.1 * Math.log(1 + (known.get(key) || 0));
    if (fitting && said.length && searchKey(said[said.length - 1]) === searchKey(fitting.first)) said[said.length - 1] = fitting.first;
    said.push(fitting ? fitting.second : key === word.key ? word.exact : key);
    last = key;
  }
  worth -= way.length > 1 ? 1 : way[0] === word.key ? 0 : 2.5;
  return { worth, words: said, last };
}

/** @param {string} prefix @param {number} limit @returns {Promise<Completion[]>} */
async function completions(prefix, limit) {
  const base = await openArchive(), query = parseQuery(prefix, {});
  if (!query.words.length) return [];
  const wanted = Math.max(1, Math.min(limit || 8, 20));
  const [numbers, lines, titles] = await Promise.all([numberCompletions(base, query), wordCompletions(base, query), titleCompletions(base, query)]);
  /** @type {Map<string, Completion>} */
  const all = new Map();
  const share = Math.max(2, Math.ceil(wanted / 2));
  for (const c of [...numbers.slice(0, share), ...titles.slice(0, share), ...lines.slice(0, share), ...titles, ...numbers, ...lines]) if (!all.has(c.kind + fold(c.text))) all.set(c.kind + fold(c.text), c);
  return [...all.values()].slice(0, wanted);
}

/** @param {Archive} base @param {Query} query @returns {Promise<Completion[]>} */
async function numberCompletions(base, query) {
  if (!/\d/.test(query.text)) return [];
  return (await bearers(base, query.text, true)).slice(0, 8).map((b) => ({ text: `${b.card[2]} ${b.card[1]}`, kind: "so_hieu", url: urlOf(b.card[0]) }));
}

/** The line with its last word finished, and then one more. @param {Archive} base @param {Query} query @returns {Promise<Completion[]>} */
async function wordCompletions(base, query) {
  const words = query.words, last = words[words.length - 1], before = words[words.length - 2];
  const head = words.slice(0, -1).map((w) => w.exact).join(" ");
  const made = [];
  if (query.unfinished && before) {
    for (const word of await expandLast(base, words)) if (word.exact !== last.exact) made.push(`${head} ${word.exact}`);
  }
  for (const p of await followers(base, last.key)) {
    if (levelOf([p.first], [last]) < 2 && !/^\d/.test(p.second)) made.push(`${head ? head + " " : ""}${p.first} ${p.second}`);
    if (made.length > 12) break;
  }
  return made.map((text) => ({ text, kind: "tu" }));
}

/** @param {Archive} base @param {Query} query @returns {Promise<Completion[]>} */
async function titleCompletions(base, query) {
  if (query.words.length < 2) return [];
  const begun = query.words.map((w) => w.key).join(" ");
  if (LAW_WORDS.test(begun)) {
    const [names] = await base.load("mx");
    const fitting = names.filter((/** @type {string} */ n) => wordsOf(n).map(searchKey).join(" ").startsWith(begun)).slice(0, 5);
    if (fitting.length) return fitting.map((/** @type {string} */ text) => ({ text, kind: "van_ban" }));
  }
  const { hits } = await search(query.text, { limit: 5, onlyFirst: true });
  return hits.filter((h) => findIn(`${h.loai} ${h.title}`, query.text).length).map((h) => ({ text: h.title, kind: "van_ban", url: h.url }));
}
