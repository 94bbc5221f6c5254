/* Completion and correction: from frequent syllables and what follows each. */

/** @typedef {{first: string, second: string, count: number}} Pair */
/** Words read so far, with the key of the last. @typedef {{worth: number, met: number, words: string[], last: string}} Path */

/** Keys with the number of their documents, the most frequent first. @param {Archive} base @returns {Promise<Map<string, number>>} */
function syllables(base) {
  return kept(base.columns, "l", () => base.load("l").then(([text]) => {
    const parts = text.split(" "), map = new Map();
    for (let i = 0; i + 1 < parts.length; i += 2) map.set(parts[i], Number(parts[i + 1]));
    return map;
  }));
}

/** Frequent pairs that begin with a key. @param {Archive} base @param {string} key @returns {Promise<Pair[]>} */
async function followers(base, key) {
  // what isn't frequent begins no pair; that is known once these were asked for
  const known = await base.columns.get("l");
  if (known && !known.has(key) && !/^\d/.test(key)) return [];
  let sum = 0;
  for (const c of key) sum = (sum * 31 + c.charCodeAt(0)) & 0xffff;
  if (!base.hasNumber(sum & 255, spansOf(base.head.s))) return [];
  const [files] = await base.load(`s/${sum & 255}`);
  if (!Object.hasOwn(files, key)) return [];
  return files[key].split("|").map((/** @type {string} */ p) => {
    const [first, second, count] = p.split(" ");
    return { first, second, count: Number(count) };
  });
}

/** Letters that are heard alike in one region or another, or written for each other: at the beginning, at the end. @type {[RegExp, string][]} */
const HEARD_ALIKE = ["ch tr,s x,d gi,gi r,d r,l n,ph f,d z,gi j,c k,ng ngh,g gh", "n ng,t c,nh n,i y"].flatMap((all, end) => all.split(",").flatMap((two) => {
  const [a, b] = two.split(" "), at = (/** @type {string} */ s) => new RegExp(end ? s + "$" : "^" + s);
  return /** @type {[RegExp, string][]} */ ([[at(a), b], [at(b), a]]);
}));

/** All keys one letter away: those heard alike, then one less, one more, one other, two swapped. @param {string} key @param {Map<string, number>} known @returns {[string, number][]} each with what the change costs */
function nearKeys(key, known) {
  const letters = "abcdeghiklmnopqrstuvxy";
  /** @type {Map<string, number>} */
  const found = new Map();
  const add = (/** @type {string} */ k, /** @type {number} */ cost) => { if (k !== key && known.has(k) && !found.has(k)) found.set(k, cost); };
  for (const [heard, other] of HEARD_ALIKE) add(key.replace(heard, other), 1.5);
  for (let i = 0; i <= key.length; i++) {
    const a = key.slice(0, i), b = key.slice(i);
    add(a + b.slice(1), 2.5);
    if (b.length > 1) add(a + b[1] + b[0] + b.slice(2), 2.5);
    for (const c of letters) { add(a + c + b, 2.5); add(a + c + b.slice(1), 2.5); }
  }
  return [...found].sort((a, b) => a[1] - b[1] || (known.get(b[0]) || 0) - (known.get(a[0]) || 0)).slice(0, 30);
}

/** Ways to read one typed word, with what each costs: as it is, a letter off, two syllables run together. @param {string} key @param {Map<string, number>} known @returns {[string[], number][]} */
function readings(key, known) {
  /** @type {[string[], number][]} */
  const ways = known.has(key) || /^\d/.test(key) ? [[[key], 0]] : [];
  if (ways.length && /\d/.test(key)) return ways;
  const plain = withoutKeys(key);
  if (plain !== key && known.has(plain)) ways.push([[plain], 0.5]);
  for (let i = 1; i < key.length; i++) if (known.has(key.slice(0, i)) && known.has(key.slice(i))) ways.push([[key.slice(0, i), key.slice(i)], 1]);
  for (const [k, cost] of nearKeys(key, known)) ways.push([[k], cost]);
  return ways.length ? ways : [[[key], 0]];
}

/** A word whose marks are still the keys of Telex or VNI: luaatj, lua6t5. @param {string} key */
const withoutKeys = (key) => key.replace(/w|\d|[sfrxj]$/g, "").replace(/([aeod])\1/g, "$1");

const MOST_CORRECTED = 8;

/**
 * The query as it was probably meant, or null: the chain of readings whose pairs are met most.
 * @param {Archive} base @param {Query} query @param {boolean[]} [lone] which words may be misspelt, else all @returns {Promise<string | null>}
 */
async function meant(base, query, lone) {
  const words = query.words.length ? query.words : query.phrases.flat();
  if (!words.length || words.length > MOST_CORRECTED) return null;
  const known = await syllables(base);
  /** @type {Path[]} */
  let paths = [{ worth: 0, met: 0, words: [], last: "" }];
  for (const [i, word] of words.entries()) {
    const next = [], ways = lone && !lone[i] ? [/** @type {[string[], number]} */ ([[word.plain], 0])] : readings(word.plain, known);
    await Promise.all([...paths.map((p) => p.last), ...ways.flatMap(([way]) => way.slice(0, -1))].map((key) => key && followers(base, key)));
    for (const path of paths) for (const [way, cost] of ways) {
      next.push(await oneMore(base, path, way, cost, word, known));
    }
    paths = next.sort((a, b) => b.worth - a.worth).slice(0, 6);
  }
  const best = paths[0];
  if (words.length === 1 && best.words.length === 1 && best.met) {
    const forms = (await base.forms(best.last)).sort((a, b) => b.df - a.df);
    best.words = [(forms.find((f) => hasMarksOf(f.spelt, words[0].written)) || forms[0]).spelt];
  }
  const said = words.map((w) => w.written).join(" "), text = best.words.join(" ");
  // without a mark typed, only other letters are another query
  const other = words.some((w) => w.marked) ? text !== said : wordsOf(text).map(searchKey).join(" ") !== words.map((w) => w.plain).join(" ");
  return best.met && other ? text : null;
}

/** Does a word have every mark another has, wherever? @param {string} word @param {string} other */
function hasMarksOf(word, other) {
  const marks = (/** @type {string} */ s) => [...s.normalize("NFD").matchAll(/[\u0300-\u036fđ]/g)].map(String), there = marks(word);
  return marks(other).every((m) => there.includes(m));
}

/** One more word on a path of readings. @param {Archive} base @param {Path} path @param {string[]} way @param {number} cost @param {Word} word @param {Map<string, number>} known */
async function oneMore(base, path, way, cost, word, known) {
  let { worth, met, last } = path;
  const said = [...path.words];
  for (const key of way) {
    const pairs = last ? await followers(base, last) : [], before = said[said.length - 1];
    // a reading that drops a mark a person typed is hardly what was meant
    const dropped = (/** @type {Pair} */ p) => (hasMarksOf(p.second, word.written) || way.length > 1 ? 0 : 2) + (hasMarksOf(p.first, before) ? 0 : 2);
    const best = pairs.filter((p) => searchKey(p.second) === key).map((pair) => ({ pair, gain: Math.log(1 + pair.count) - dropped(pair) })).sort((a, b) => b.gain - a.gain)[0];
    if (best || (!last && known.has(key) && key !== word.plain)) met++;
    worth += best ? best.gain : last ? -4 : 0.1 * Math.log(1 + (known.get(key) || 0));
    if (best) said[said.length - 1] = best.pair.first;
    said.push(best ? best.pair.second : key === word.plain ? word.written : key);
    last = key;
  }
  return { worth: worth - cost, met, words: said, last };
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
  const said = query.text.split(/(\d+)/), found = await bearers(base, query.text, true);
  // only the number's first figures may be there yet
  const longer = said.length === 3 && !/\S/.test(said[2]) ? base.numbersLike(said[1]).slice(0, 9) : [];
  const more = await Promise.all(longer.map((n) => bearers(base, said[0] + n, true)));
  const all = [...found, ...more.flat()], typed = all.filter((b) => b.typed);
  return (typed.length ? typed : all).slice(0, 8).map((b) => ({ text: `${b.card[2]} ${b.card[1]}`, kind: "so_hieu", url: urlOf(b.card[0]) }));
}

/** The line with its last word finished, and then one more. @param {Archive} base @param {Query} query @returns {Promise<Completion[]>} */
async function wordCompletions(base, query) {
  const words = query.words, last = words[words.length - 1], before = words[words.length - 2];
  if (/\d/.test(last.plain)) return [];
  await syllables(base);
  const head = words.slice(0, -1).map((w) => w.written).join(" ");
  const made = [];
  if (query.unfinished && before) {
    for (const word of await expandLast(base, words)) if (word.written !== last.written) made.push(`${head} ${word.written}`);
  }
  for (const p of await followers(base, last.plain)) {
    if (levelOf([p.first], [last]) < 2 && !/^\d/.test(p.second)) made.push(`${head ? head + " " : ""}${p.first} ${p.second}`);
    if (made.length > 12) break;
  }
  return made.map((text) => ({ text, kind: "tu" }));
}

/** @param {Archive} base @param {Query} query @returns {Promise<Completion[]>} */
async function titleCompletions(base, query) {
  if (query.words.length < 2) return [];
  const begun = query.words.map((w) => w.plain).join(" ");
  if (LAW_WORDS.test(begun)) {
    const [names] = await base.load("mx");
    const fitting = names.filter((/** @type {string} */ n) => wordsOf(n).map(searchKey).join(" ").startsWith(begun)).slice(0, 5);
    if (fitting.length) return fitting.map((/** @type {string} */ text) => ({ text, kind: "van_ban" }));
  }
  const { hits } = await search(query.text, { limit: 5, onlyFirst: true });
  return hits.filter((h) => findIn(`${h.loai} ${h.title}`, query.text).length).map((h) => ({ text: h.title, kind: "van_ban", url: h.url }));
}
