/* What words of a query say of a document beside its text: its type, body, year, term, status. */

/** A text with bodies and things known by their letters written out. @param {Archive} base @param {string} text */
async function writtenOut(base, text) {
  const letters = /(?<![^\s,])\p{L}{2,7}(?![^\s,])/gu, are = (/** @type {string} */ said) => /^.(?!y$)[^aeiou]+$/.test(fold(said));
  if (!(text.match(letters) || []).some(are)) return text;
  const [names] = await base.load("g");
  return text.replace(letters, (said) => (are(said) && Object.hasOwn(names, fold(said)) ? names[fold(said)] : said));
}

const BODY_BEGINS = /^(?:b[ao]|uy|hoi|ch|quoc|t[hio]|ngan|van|dang|kiem|vien)/;
/** What joins a thing that was taken to the words after it. */
const JOINS = /^(?:c[uủ]a|v[eề]|do)$/;

/** What was said beside words: a filter, which words are left, where a body's name stood. @typedef {{choices: Map<string, Choice>, from: string, to: string, left: boolean[], body: boolean[]}} Said */

/** The name most of whose words stand at a place: how many, its values. @param {[string, string, ...any[]][]} names each with its value @param {Word[]} words @param {number} at @param {number} least words of a longer name @returns {[number, string[]]} */
function namedAt(names, words, at, least) {
  let best = 0;
  /** @type {string[]} */
  let values = [];
  for (const [name, value] of names) {
    const forms = wordsOf(name);
    let same = 0;
    while (same < forms.length && words[at + same]?.plain === searchKey(forms[same]) && levelOf([forms[same]], [words[at + same]]) < 2) same++;
    // all of a name counts more than the beginning of a longer one
    const worth = same === forms.length ? same + 0.5 : same < least ? 0 : same;
    if (worth > best) { best = worth; values = [value]; } else if (worth && worth === best) values.push(value);
  }
  return [Math.floor(best), values];
}

/** A year or month; from one year to another, before one, after one. */
const WHEN = /(?: ban  hanh )?(?: (tu|truoc|sau) )?(?: thang  (\d\d?) )?(?: nam )? ((?:19|20)\d\d) (?: den (?: nam )? ((?:19|20)\d\d) | den  nay )?/;

/** @param {Said} said @param {string[]} when what ``WHEN`` found */
function timeSaid(said, [, side, month, year, until]) {
  if (side === "truoc") said.to = String(Number(year) - 1);
  else if (side === "sau") said.from = String(Number(year) + 1);
  else {
    said.from = year + (month ? "-" + month.padStart(2, "0") : "");
    said.to = until || (side ? "" : said.from);
  }
}

/** @param {Archive} base @param {Query} query @returns {Promise<Said>} */
async function whatIsSaid(base, query) {
  const { words } = query, left = words.map(() => true), types = base.head.loai;
  // what was taken is read by nothing else: «tư» of «thông tư 2025» isn't «từ»
  const rest = () => ` ${words.map((w, i) => (left[i] ? w.plain : "_")).join("  ")} `;
  /** @type {Said} */
  const said = { choices: new Map(), from: "", to: "", left, body: [] };
  const choose = (/** @type {string} */ field, /** @type {string[]} */ values, /** @type {string[]} */ typed = []) => { said.choices.set(field, { values, typed }); };
  /** @param {RegExp} pattern */
  const take = (pattern) => {
    const flat = rest(), found = pattern.exec(flat), at = found ? flat.slice(0, found.index).split("  ").length - (found.index ? 0 : 1) : 0;
    if (found) left.fill(false, at, at + found[0].trim().split("  ").length);
    return found;
  };
  let at = 0, [size, values] = namedAt(types, words, 0, 9);
  if (!size) {
    at = take(/^(?: (?:cac|van  ban) )+/)?.[0].trim().split("  ").length || 0;
    [size, values] = namedAt(types, words, at, 9);
    const coded = types.filter(([, , codes]) => words[at + 1] && words[at].plain[1] && codes.includes(words[at].plain));
    if (!size && coded.length) { size = 1; values = coded.map((t) => t[1]); }
  }
  if (size) { choose("loai", values); left.fill(false, 0, at + size); }
  if (rest().split(/ (?:19|20)\d\d /).length === (WHEN.exec(rest())?.[4] ? 3 : 2)) timeSaid(said, take(WHEN) || []);
  const term = take(/ khoa  (\d+|[ivx]+) /), status = take(/ (con|het)  hieu  luc /);
  if (term) choose("ky", [], [term[1]]);
  if (status) choose("tinh_trang", Object.keys(STATUS_WORDS).filter((s) => (s === "het") === (status[1] === "het")));
  for (let i = 0; left.includes(false) && i < words.length; i++) {
    if (!left[i] || !BODY_BEGINS.test(words[i].plain)) continue;
    const [many, bodies] = namedAt((await columnOf(base, "co_quan")).values.map(([value, label]) => /** @type {[string, string]} */ ([label, value])), words, i, 2);
    if (!many) continue;
    choose("co_quan", bodies);
    said.body = left.map((_, n) => n >= i && n < i + many);
    left.fill(false, i, i + many);
    break;
  }
  for (let i = 1; i < left.length; i++) if (!left[i - 1] && JOINS.test(words[i].written)) left[i] = false;
  return said;
}

/**
 * Documents that are of the type, body, time said and have the other words, then those that have all words.
 * @param {Archive} base @param {Query} query @param {boolean} anywhere @returns {Promise<Matches>}
 */
async function saidThenWords(base, query, anywhere) {
  const [said, full] = await Promise.all([whatIsSaid(base, query), new TextSearch(base, query, anywhere).run()]);
  // a body's name and a year may be words of the title
  for (let less = 0; less < 3 && (said.choices.size || said.from || said.to); less++) {
    if (less === 1) { said.choices.delete("co_quan"); said.left = said.left.map((is, i) => is || said.body[i]); }
    if (less === 2) said.from = said.to = "";
    const filter = await new Filter(base, { ...query, ...said, unknownDate: false, notes: [] }).prepare(), docs = Int32Array.from(base.all().filter((d) => filter.passes(d)));
    if (!docs.length) continue;
    const words = query.words.filter((_, i) => said.left[i]), search = new TextSearch(base, { ...query, words, unfinished: query.unfinished && said.left[said.left.length - 1] }, anywhere);
    search.given = [{ lists: [{ list: { docs, codes: new Uint8Array(docs.length).fill(13) }, factor: 1 }], df: docs.length, weight: WEIGHTS.said }];
    const own = await search.run();
    if (query.newest && !words.length) for (const doc of own.docs) own.score[doc] = 1000 * base.place(doc) / base.count;
    if (own.docs.length && (full.widened || !own.widened)) return both(own, full, !words.length || (!less && said.choices.size > 1) || (full.widened && !own.widened));
  }
  return full;
}

/** @param {Matches} own @param {Matches} full @param {boolean} before do all of the first come before the others? @returns {Matches} */
function both(own, full, before) {
  const all = new Set(full.docs), score = full.score.map((s, doc) => (all.has(doc) ? s - full.lift : 0)), top = before ? score.reduce((a, b) => Math.max(a, b)) : 0;
  for (const doc of own.docs) { score[doc] = before ? own.score[doc] + top : Math.max(own.score[doc], score[doc]); all.add(doc); }
  return { ...own, docs: [...all].sort((a, b) => a - b), score, lone: full.lone };
}
