/* window.vanban: what the interface and programs ask. */

const MOST_HITS = 100, VERIFIED = 40, SMALL = 3000, SNIPPET_PIECES = 4, MOST_LED = 20;
/** How what others did to a document is called, seen from it. */
const BY_OTHERS = /^(?:bị|được|hết|là|việc) /;

/** @param {string} id */
const urlOf = (id) => `${ROOT}vb/${id}/index.html`;

/** @param {Card} card @returns {SearchHit} */
function hitOfCard(card) {
  return { id: card[0], url: urlOf(card[0]), so_hieu: card[1], loai: card[2], title: card[3], co_quan: card[4], ngay: /^\d/.test(card[6]) ? card[6] : "",
    anchor: "", clause_label: "", snippet: "", status: statusNow(card[7], card[8], card[9]), cites: card[11] || 0, mau: (card[10] & 1) === 1 };
}

/** @param {string} [sort] */
const byDay = (sort) => sort === "moi" || sort === "cu";

/** Chains that pairs alone can't tell. @param {Query} query */
const hasChains = (query) => query.phrases.some((p) => p.length > 2);

/** @returns {SearchAnswer} */
function emptyAnswer() {
  return { total: 0, exact: true, hits: [], facets: {}, jump: null, chooser: null, didYouMean: null, notes: [] };
}

/**
 * Ask the archive. The promise fails with a message for people when the index can't be read.
 * @param {string} question @param {SearchOptions & {onlyFirst?: boolean}} [options] @returns {Promise<SearchAnswer>}
 */
async function search(question, options = {}) {
  for (let turn = 0; ; turn++) {
    try {
      return await answer(await openArchive(), question, options);
    } catch (error) {
      if (turn || !(error instanceof Stale || error instanceof Fault)) {
        throw error instanceof Stale ? new Fault("Kho vừa được cập nhật và trình duyệt còn giữ tệp cũ. Tải lại trang rồi tìm lại.") : error;
      }
      startOver();
    }
  }
}

/** @param {Archive} base @param {string} question @param {SearchOptions & {onlyFirst?: boolean}} options @returns {Promise<SearchAnswer>} */
async function answer(base, question, options) {
  const query = parseQuery(question, options.filters || {});
  const filter = await new Filter(base, query).prepare();
  const plain = !query.phrases.length && !query.not.length && query.words.length > 0;
  if (plain) {
    const clause = clauseSaid(query.text), made = (clause && await answerByName(base, query, filter, options, clause.rest, clause.anchor)) || await answerByName(base, query, filter, options, query.text, "");
    if (made) return made;
  }
  query.words = typedWords(await writtenOut(base, query.text)).slice(0, MOST_WORDS);
  return answerByWords(base, query, filter, options, []);
}

/** An answer when the query names documents: by number, by a law's name, by their day. @param {Archive} base @param {Query} query @param {Filter} filter @param {SearchOptions & {onlyFirst?: boolean}} options @param {string} text @param {string} anchor of the clause asked for */
async function answerByName(base, query, filter, options, text, anchor) {
  const numbered = /\d/.test(text) ? await bearers(base, text) : [];
  const dated = numbered.length || !/\d/.test(text) ? [] : await ofDay(base, text);
  const laws = numbered.length || dated.length ? [] : await lawsNamed(base, typedWords(await writtenOut(base, text)));
  const found = [...numbered, ...dated, ...laws];
  const made = found.length ? await answerByNumber(base, query, filter, found, options, laws.length > 0) : null;
  if (made && anchor) await leadTo(base, made, found, anchor);
  return made;
}

/** Documents asked for lead to the clause asked for with them; where a paragraph has no place of its own, its article has. @param {Archive} base @param {SearchAnswer} made @param {Bearer[]} found @param {string} anchor */
async function leadTo(base, made, found, anchor) {
  const asked = [made.jump, ...(made.chooser || []).flatMap((g) => g.hits), ...made.hits];
  await Promise.all(found.slice(0, MOST_LED).map(async ({ doc, card }) => {
    for (const place of [anchor.replace(/-khoan.*/, ""), anchor]) {
      const there = await hasAnchor(base, doc, place) && { anchor: place, clause_label: clauseLabel(place), snippet: "" };
      for (const hit of asked) if (there && hit?.id === card[0]) Object.assign(hit, there);
    }
  }));
}

/** @param {Archive} base @param {number} doc @param {string} anchor */
async function hasAnchor(base, doc, anchor) {
  const [, count, parts] = await base.load(`t/${doc}`);
  return count > 1 ? (await base.load(`t/${doc}-1`))[1].some((/** @type {[number, string, string]} */ h) => anchor === h[1] || anchor.startsWith(h[1] + "-")) : parts.includes(anchor);
}

/** The documents asked for by number, then those tied to them. @param {Archive} base @param {Query} query @param {Filter} filter @param {Bearer[]} found @param {SearchOptions & {onlyFirst?: boolean}} options @param {boolean} byName @returns {Promise<SearchAnswer | null>} */
async function answerByNumber(base, query, filter, found, options, byName) {
  const passing = found.filter((b) => filter.passes(b.doc));
  if (!passing.length) return null;
  const whole = passing.filter((b) => b.whole), typed = passing.filter((b) => b.typed), same = whole.length ? whole : typed.length ? typed : passing;
  const result = emptyAnswer();
  result.notes = query.notes;
  // who must choose isn't shown what only resembles
  const first = same.length > 1 ? same : [...same, ...passing.filter((b) => !same.includes(b))];
  if (byName && same.length > 1) return namedThenWords(base, query, filter, same, options);
  /** @type {Card[]} */
  let cards = first.map((b) => b.card);
  /** @type {Map<string, string>} */
  const ties = new Map();
  if (same.length === 1) result.jump = hitOfCard(same[0].card);
  else result.chooser = chooserOf(same, hitOfCard);
  // of what is tied to them only the card is known: with filters it stays away
  if (same.length <= 3 && !filter.any) cards = await withRelated(base, same, cards, ties);
  if (byDay(options.sort)) cards.sort((a, b) => (options.sort === "moi" ? -1 : 1) * (a[6] < b[6] ? -1 : a[6] > b[6] ? 1 : 0));
  result.total = cards.length;
  result.facets = facetsOfCards(cards);
  result.hits = page(cards, options).map((card) => ({ ...hitOfCard(card), ...(ties.has(card[0]) ? { quan_he: ties.get(card[0]) } : {}) }));
  return result;
}

/** @param {Archive} base @param {Bearer[]} same @param {Card[]} cards @param {Map<string, string>} ties */
async function withRelated(base, same, cards, ties) {
  const known = new Set(cards.map((c) => c[0])), all = [...cards];
  for (const b of same) {
    const [, rows] = (await base.load(`r/${b.doc >> 2}`))[0][b.doc & 3];
    for (const [label, ...card] of rows) {
      if (known.has(card[0]) || (same.length > 1 && !BY_OTHERS.test(label))) continue;
      known.add(card[0]);
      ties.set(card[0], label);
      all.push(card);
    }
  }
  return all;
}

/** Versions of one law, the newest first, then what else has the words. @param {Archive} base @param {Query} query @param {Filter} filter @param {Bearer[]} same @param {SearchOptions & {onlyFirst?: boolean}} options */
async function namedThenWords(base, query, filter, same, options) {
  const made = await answerByWords(base, query, filter, options, same.map((b) => b.doc));
  return { ...made, chooser: chooserOf(same, hitOfCard) };
}

/** @template T @param {T[]} list @param {SearchOptions} options */
function page(list, options) {
  const offset = Math.max(0, options.offset || 0);
  return list.slice(offset, offset + Math.max(0, Math.min(options.limit ?? 10, MOST_HITS)));
}

/** @param {Card[]} cards */
function facetsOfCards(cards) {
  /** @type {Record<string, (card: Card) => [string, string]>} */
  const of = {
    loai: (c) => [slugOf(c[2]), c[2]], co_quan: (c) => [c[5], c[4]], nam: (c) => (/^\d/.test(c[6]) ? [c[6].slice(0, 4), c[6].slice(0, 4)] : [UNKNOWN, "Không rõ năm"]),
    tinh_trang: (c) => [statusNow(c[7], c[8], c[9]), STATUS_WORDS[statusNow(c[7], c[8], c[9])]],
  };
  /** @type {Partial<Record<FacetName, FacetValue[]>>} */
  const facets = {};
  for (const name of FACETS) {
    /** @type {Map<string, FacetValue>} */
    const values = new Map();
    for (const card of of[name] ? cards : []) {
      const [value, label] = of[name](card), held = values.get(value);
      if (held) held.count++; else if (value) values.set(value, { value, label, count: 1 });
    }
    facets[name] = [...values.values()].sort(FACET_ORDER[name] || byCount);
  }
  return facets;
}

/** Words, phrases or nothing but filters. @param {Archive} base @param {Query} query @param {Filter} filter @param {SearchOptions & {onlyFirst?: boolean}} options @param {number[]} first documents that come before all others @returns {Promise<SearchAnswer>} */
async function answerByWords(base, query, filter, options, first) {
  const result = emptyAnswer();
  result.notes = query.notes;
  const asked = query.words.length > 0 || query.phrases.length > 0;
  const find = (/** @type {Archive} */ from) => saidThenWords(from, query, options.tatCa === true), weigh = (/** @type {Matches} */ m, /** @type {Uint8Array | Uint32Array | null} */ known) => weighed(base, m.score, m.docs, known, [], query.newest);
  // on its way beside the lists
  if (asked) base.qualities().catch(() => {});
  const wanted = options.limit ?? 10, offset = Math.max(0, options.offset || 0), most = offset + MOST_HITS + VERIFIED * 5;
  const byWorth = asked && !first.length && !options.offset && !byDay(options.sort), { all, first: sure } = byWorth ? await surely(base, query, filter, find, weigh, most) : {};
  const early = sure && await sureHits(base, query, sure, options);
  if (early && options.onlyFirst) return { ...result, hits: early };
  if (early && options.onFirst) options.onFirst({ ...result, total: null, hits: early });
  // what is counted comes beside what is left of the lists
  if (!options.onlyFirst && sure) for (const name of FACETS) columnOf(base, name).catch(() => {});
  const [found, quality] = asked ? await Promise.all([all || find(base), base.qualities()]) : [everything(base), null];
  let docs = await withoutExcluded(base, query, found.docs);
  if (first.length) docs = [...new Set([...docs, ...first])].sort((a, b) => a - b);
  const passing = docs.filter((d) => filter.passes(d));
  const order = ranked(base, passing, asked ? weighed(base, found.score, passing, quality, first, query.newest) : null, options.sort || (asked ? "lien-quan" : "moi"), most);
  const checked = hasChains(query) ? new Checked(base, query, order) : null;
  if (checked) await checked.until(offset + (options.onlyFirst ? wanted : Math.min(wanted, FIRST_PIECES)), 0);
  let shown = page(checked ? checked.list : order, options);
  result.total = passing.length;
  if (found.widened && asked && result.total) result.notes = [...result.notes, "Ít văn bản có đúng những từ này đứng cạnh nhau; kết quả gồm cả văn bản gần đúng."];
  const notHeld = asked && /^\D{0,24}\d+[a-zđ]?\s*[-/]\s*(?:\d{4}\s*\/\s*)?[a-zđ]+/i.test(query.text) && !query.choices.size;
  if (notHeld) result.notes = [...result.notes, "Kho không có văn bản mang số này; dưới đây là văn bản có nhắc đến."];
  const said = found.loose ? { ...query, words: query.words.map((w) => ({ ...w, marked: false })) } : query;
  const hits = asked ? await firstHits(base, said, options.onlyFirst ? shown : shown.slice(0, FIRST_PIECES)) : await Promise.all(shown.map(async (d) => hitOfCard(await base.card(d))));
  if (options.onFirst && !early) options.onFirst({ ...result, total: null, hits });
  result.hits = hits;
  if (options.onlyFirst) return result;
  if (checked) {
    await checked.until(offset + wanted, 0);
    shown = page(checked.list, options);
    await checked.until(0, base.live < SMALL ? VERIFIED * 5 : VERIFIED);
    result.total -= checked.refuted.size;
    result.exact = checked.next >= passing.length;
  }
  const [facets, better] = await Promise.all([
    countFacets(filter, checked ? docs.filter((d) => !checked.refuted.has(d)) : docs),
    asked && (found.widened || !result.total || found.lone?.some(Boolean)) ? meant(base, query, found.lone?.some(Boolean) ? found.lone : undefined) : null,
  ]);
  return { ...result, facets, didYouMean: better, hits: asked ? await textHits(base, said, shown, true) : hits };
}

/** The first hits when they are sure. @param {Archive} base @param {Query} query @param {number[]} sure @param {SearchOptions & {onlyFirst?: boolean}} options */
async function sureHits(base, query, sure, options) {
  const limit = options.limit ?? 10, wanted = options.onlyFirst ? limit : Math.min(limit, FIRST_PIECES);
  if (hasChains(query)) {
    const checked = new Checked(base, query, sure);
    await checked.until(wanted, 0);
    sure = checked.good;
  }
  return sure.length < wanted ? null : firstHits(base, query, sure.slice(0, wanted));
}

/** @param {Archive} base @returns {Matches} */
function everything(base) {
  return { docs: base.all(), score: new Float32Array(0), widened: false, lift: 0 };
}

/** @param {Archive} base @param {Query} query @param {number[]} docs */
async function withoutExcluded(base, query, docs) {
  if (!query.not.length || !docs.length) return docs;
  const out = new Uint8Array(base.count);
  for (const words of query.not) {
    // more than two words: documents that have all their pairs
    const pairs = pairsOf(words);
    const hits = new Uint8Array(base.count);
    for (const pair of pairs) {
      const term = await lookUp(base, pair), unit = await loadUnit(term, anyMarked(words) ? 0 : 1, false, 1), seen = new Set();
      for (const { list } of unit.lists) for (const doc of list.docs) if (!seen.has(doc)) { seen.add(doc); hits[doc]++; }
    }
    hits.forEach((n, doc) => { if (n === pairs.length) out[doc] = 1; });
  }
  return docs.filter((d) => !out[d]);
}

/** Scores with what is known of each document: in force, cited, recent. @param {Archive} base @param {Float32Array} score @param {number[]} docs @param {Uint8Array | Uint32Array | null} quality @param {number[]} first @param {boolean} newest */
function weighed(base, score, docs, quality, first, newest) {
  const all = score.slice(), fresh = WEIGHTS.fresh * (newest ? 20 : 1);
  const worths = Array.from({ length: 15 }, (_, bits) => (bits > 11 ? WEIGHTS.ended + WEIGHTS.kind[bits - 12] : (bits & 3) * WEIGHTS.cites + WEIGHTS.kind[bits >> 2]));
  for (let i = 0; i < docs.length; i++) {
    const doc = docs[i];
    all[doc] += worths[quality ? quality[doc] : 0] + fresh * base.place(doc) / base.count;
  }
  first.forEach((doc, i) => { all[doc] += 1e5 * (first.length - i); });
  return all;
}

/** In the order they are shown; of what is ordered by worth the first, the newest first among equals. @param {Archive} base @param {number[]} docs ascending @param {Float32Array | null} score @param {string} sort @param {number} most */
function ranked(base, docs, score, sort, most) {
  if (score && !byDay(sort)) {
    /** @type {number[]} */
    let best = [], least = -Infinity;
    for (let i = docs.length; i--;) {
      if (score[docs[i]] >= least) best.push(docs[i]);
      if (i && best.length < 2 * most) continue;
      best = best.sort((a, b) => score[b] - score[a] || base.place(b) - base.place(a)).slice(0, most);
      least = best.length < most ? least : score[best[most - 1]];
    }
    return best;
  }
  const dated = (/** @type {number} */ d) => (base.late.get(d)?.day ?? (d >= base.dated ? "1" : "")) !== "";
  const known = docs.filter(dated), unknown = docs.filter((d) => !dated(d));
  if (base.late.size) known.sort((a, b) => base.place(a) - base.place(b));
  return sort === "cu" ? [...known, ...unknown] : [...known.reverse(), ...unknown];
}

/** Cards with the best piece of each text. @param {Archive} base @param {Query} query @param {number[]} docs @param {boolean} whole look into later pieces of long texts, too @returns {Promise<SearchHit[]>} */
function textHits(base, query, docs, whole) {
  const chains = [...query.phrases, ...(query.words.length > 1 ? [query.words] : [])], words = [...query.words, ...query.phrases.flat()];
  return Promise.all(docs.map(async (doc) => {
    const [card, count, parts] = await base.load(`t/${doc}`);
    let best = bestPiece(parts, chains, words, query.unfinished);
    for (const [n, worth] of whole && count > 1 ? await likelyPieces(base, doc, count, chains, words) : []) {
      // the heading of another piece may be better than what was found by the way
      if (best.worth > (worth > 3 ? 318 : chains.length ? 200 : 50)) break;
      const other = n ? bestPiece((await base.load(`t/${doc}-${n}`))[0], chains, words, query.unfinished) : best;
      if (other.worth > best.worth) best = other;
    }
    return { ...hitOfCard(card), anchor: best.worth ? best.anchor : "", clause_label: best.worth ? clauseLabel(best.anchor) : "", snippet: best.html };
  }));
}

const FIRST_PIECES = 5;

/** The first hits with a piece of their beginning, others as their cards. @param {Archive} base @param {Query} query @param {number[]} docs @returns {Promise<SearchHit[]>} */
async function firstHits(base, query, docs) {
  const parts = await Promise.all([textHits(base, query, docs.slice(0, FIRST_PIECES), false), ...docs.slice(FIRST_PIECES).map((d) => base.card(d))]);
  const [pieces, ...cards] = /** @type {[SearchHit[], ...Card[]]} */ (parts);
  return [...pieces, ...cards.map(hitOfCard)];
}

/** Pieces of a long text in the order they should be looked into: by their headings, then as they come. @param {Archive} base @param {number} doc @param {number} count @param {Word[][]} chains @param {Word[]} words */
async function likelyPieces(base, doc, count, chains, words) {
  const [, rows] = await base.load(`t/${doc}-1`), worth = new Float64Array(count);
  for (const [piece, anchor, heading] of rows) {
    const flat = flatten(heading), [chain] = chains.flatMap((c) => chainSpans(heading, flat, c, false)), distinct = new Set(wordSpans(heading, flat, words, false).map((s) => searchKey(searchWord(heading.slice(s[0], s[1]))))).size;
    worth[piece] = Math.max(worth[piece], distinct / words.length + (chain ? 2 + Number(IS_ARTICLE.test(anchor)) + (chain[1] - chain[0]) / heading.length : 0));
  }
  return [...worth.entries()].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, SNIPPET_PIECES);
}

/** Phrases of three words and more are looked for in the texts: pairs alone don't make a chain. */
class Checked {
  /** @param {Archive} base @param {Query} query @param {number[]} order */
  constructor(base, query, order) {
    this.base = base;
    this.query = query;
    this.order = order;
    this.next = 0;
    /** @type {number[]} */
    this.good = [];
    /** @type {Set<number>} */
    this.refuted = new Set();
  }

  /** What is good, and what wasn't looked into. */
  get list() { return [...this.good, ...this.order.slice(this.next)]; }

  /** Look on until so many are good and so many looked into. @param {number} wanted @param {number} least */
  async until(wanted, least) {
    const end = Math.min(this.order.length, VERIFIED * 5);
    while (this.next < end && (this.good.length < wanted || this.next < least)) {
      const more = Math.max(wanted - this.good.length, least - this.next), some = this.order.slice(this.next, this.next + Math.min(more, 10));
      const there = await Promise.all(some.map((d) => hasPhrases(this.base, this.query, d)));
      some.forEach((d, i) => { if (there[i]) this.good.push(d); else this.refuted.add(d); });
      this.next += some.length;
    }
  }
}

/** @param {Archive} base @param {Query} query @param {number} doc */
async function hasPhrases(base, query, doc) {
  const [card, count, parts] = await base.load(`t/${doc}`), texts = (/** @type {string[]} */ piece) => piece.filter((_, i) => i % 2);
  let looked = [`${card[2]} ${card[3]}`, `${card[2]} số ${card[1]}`, card[4], ...texts(parts)], left = query.phrases;
  const look = () => (left = left.filter((words) => !looked.some((text) => chainSpans(text, flatten(text), words, false).length)));
  if (!look().length || count < 2) return !left.length;
  for (const n of new Set([...(await likelyPieces(base, doc, count, left, left.flat())).map(([n]) => n), ...Array(count).keys()])) {
    if (!n) continue;
    looked = texts((await base.load(`t/${doc}-${n}`))[0]);
    if (!look().length) return true;
  }
  return false;
}

/** @param {string} prefix @param {number} limit */
async function complete(prefix, limit) {
  return completions(prefix, limit);
}

Object.assign((window.vanban = window.vanban || /** @type {any} */ ({})), { search, complete, fold, findIn, weights: WEIGHTS });
