/* Which documents answer, and how well: lists of postings joined and weighed. */

/**
 * One term that is looked for: its lists, each with how much it counts.
 * @typedef {{lists: {list: List, factor: number}[], df: number, weight: number}} Unit
 * A term before its lists are loaded: all its forms, each with how near it is to what was typed.
 * @typedef {{words: Word[], forms: (Form & {level: number})[]}} Term
 */

/** 0: as typed; 1: no mark typed is missed; 2: only the letters agree. @param {string[]} form @param {Word[]} words */
function levelOf(form, words) {
  let level = 0;
  words.forEach((word, i) => {
    if (form[i] === word.written) return;
    level = Math.max(level, !word.marked || sameI(form[i]) === sameI(word.written) ? 1 : 2);
  });
  return level;
}

/** @param {Archive} base @param {Word[]} words one or two @returns {Promise<Term>} */
async function lookUp(base, words) {
  const forms = await base.forms(words[0].plain, words[1] && words[1].plain);
  return { words, forms: forms.map((form) => ({ ...form, level: levelOf(form.spelt.split(" "), words) })) };
}

/** Documents at most that hold a term at this level. @param {Term} term @param {number} level */
function countOf(term, level) {
  return term.forms.reduce((sum, f) => sum + (f.level <= level ? f.df : 0), 0);
}

const MOST_FORMS = 40, MOST_PARTS_MET = 14, RARE_PAIR = 1, LONG_QUERY = 7;
/** Documents in lists that are read for a long query beside what it must have: the rarest parts tell most, and more would be hundreds of KB. */
const MOST_READ = 40_000;
/** Codes from here on: in the title, or known of the document beside it. */
const KNOWN_CODE = 10;

/** @param {Term} term @param {number} level @param {boolean} rich whether marks were typed at all @param {number} weight @returns {Promise<Unit>} */
async function loadUnit(term, level, rich, weight) {
  const forms = term.forms.filter((f) => f.level <= level).sort((a, b) => a.level - b.level || b.df - a.df).slice(0, MOST_FORMS);
  const lists = await Promise.all(forms.map(async (f) => ({ list: await f.list(), factor: rich ? WEIGHTS.level[f.level] : 1 })));
  return { lists, weight, df: Math.max(1, forms.reduce((sum, f) => sum + f.df, 0)) };
}

/** Scratch space of one join; taken anew when another archive is open. */
class Board {
  /** @param {number} count numbers given @param {number} live documents there are */
  constructor(count, live) {
    this.score = new Float32Array(count);
    this.met = new Uint8Array(count);
    this.titled = new Uint8Array(count);
    this.beside = new Uint8Array(count);
    this.count = live;
  }
  clear() {
    for (const part of [this.score, this.met, this.titled, this.beside]) part.fill(0);
  }
}

/** @param {number} df @param {number} count */
function idf(df, count) {
  const some = Math.min(df, count);
  return Math.log(1 + (count - some + 0.5) / (some + 0.5));
}

/**
 * Documents that hold every unit of ``must``, ascending; their scores are left on the board.
 * @param {Board} board @param {Unit[]} must @param {Unit[]} may @returns {number[]}
 */
function join(board, must, may) {
  board.clear();
  const { score, met, titled, beside, count } = board;
  const order = [...must].sort((a, b) => a.df - b.df);
  order.forEach((unit, step) => addUnit(board, unit, step));
  const found = [];
  const rarest = order[0];
  for (const { list: { docs } } of rarest ? rarest.lists : []) for (let i = 0; i < docs.length; i++) if (met[docs[i]] === order.length) found.push(docs[i]);
  if (rarest && rarest.lists.length > 1) {
    found.sort((a, b) => a - b);
    let end = 0;
    for (let i = 0; i < found.length; i++) if (!i || found[i] !== found[i - 1]) found[end++] = found[i];
    found.length = end;
  }
  // «chức năng, nhiệm vụ … của Bộ Tư pháp» has all words if not all side by side; the more, the more it says
  const apart = WEIGHTS.allTitle * Math.min(1, (order.length - 1) / 2);
  for (const doc of found) if (titled[doc] >= order.length) score[doc] += apart;
  for (const unit of may) addUnit(board, unit, -order.length);
  const all = order.length + may.length, chain = WEIGHTS.chain * Math.min(1, ...may.map((u) => u.weight / WEIGHTS.beside));
  for (const doc of found) score[doc] += (titled[doc] >= all ? WEIGHTS.allTitle - apart : 0) + (beside[doc] >= may.length ? chain : 0);
  return count ? found : [];
}

/** Step n: documents that met n units so far meet one more; below nothing: those that met -n get its worth. @param {Board} board @param {Unit} unit @param {number} step */
function addUnit(board, unit, step) {
  const { score, met, titled, beside } = board, worth = idf(unit.df, board.count) * unit.weight;
  const wanted = step < 0 ? -step : step;
  for (const { list, factor } of unit.lists) {
    const { docs, codes } = list, each = WEIGHTS.code.map((c) => c * worth * factor);
    for (let i = 0; i < docs.length; i++) {
      const doc = docs[i], met1 = met[doc];
      // a document with two forms of one term is met once and weighed by both
      if (met1 !== wanted && !(step >= 0 && met1 === wanted + 1)) continue;
      if (step < 0) beside[doc]++;
      else if (met1 === wanted) met[doc]++;
      // two words of different compounds beside each other make no title: «Luật Công chứng» of «kỷ luật công chức»
      score[doc] += each[step < 0 && !titled[doc] ? Math.min(codes[i], KNOWN_CODE - 1) : codes[i]];
      if (codes[i] >= KNOWN_CODE) titled[doc]++;
    }
  }
}

/**
 * Non-overlapping neighbours that belong together most: places of pairs. «hải dương | đảng viên».
 * @param {number[]} counts documents of each pair (i, i+1) @param {number} least what a pair costs
 */
function compounds(counts, least) {
  const best = [0, 0], chosen = [[], /** @type {number[]} */ ([])];
  counts.forEach((count, i) => {
    // two pairs of many documents say more than three of few: «sửa đổi | bổ sung», not «đổi bổ | sung luật»
    const worth = count ? Math.max(0.01 * Math.log(1 + count), Math.log(1 + count) - least) + 0.01 : 0;
    const take = best[i] + worth;
    if (worth && take >= best[i + 1]) { best.push(take); chosen.push([...chosen[i], i]); }
    else { best.push(best[i + 1]); chosen.push(chosen[i + 1]); }
  });
  return chosen[counts.length + 1] || [];
}

/** Words that only join others. */
const LITTLE = new Set("và của về các cho theo tại trong với bị được do".split(" "));

/** Each term once. @param {Term[]} terms */
const unlike = (terms) => [...new Set(terms)];

/** @param {Word[]} words */
const keyOf = (words) => words.map((w) => w.written).join(" ");

/** @param {Word[]} words @returns {Word[][]} */
const neighbours = (words) => words.slice(1).map((w, i) => [words[i], w]);

/** A word alone has none. @param {Word[]} words */
const pairsOf = (words) => (words.length > 1 ? neighbours(words) : [words]);

/** @param {Word[]} words */
const anyMarked = (words) => words.some((w) => w.marked);

/** Each once, where it stands first. @template {{words: Word[]}} T @param {T[]} parts */
const distinct = (parts) => [...new Map(parts.map((p) => [keyOf(p.words), p])).values()];

/**
 * What a text query found, ``lift`` above what less asking added; words that stand beside none of their neighbours anywhere may be misspelt.
 * @typedef {{docs: number[], score: Float32Array, widened: boolean, lift: number, loose?: boolean, lone?: boolean[]}} Matches
 */

/** One text query: its terms, found step by step with less and less asked. */
class TextSearch {
  /** @param {Archive} base @param {Query} query @param {boolean} anywhere */
  constructor(base, query, anywhere) {
    this.base = base;
    this.query = query;
    this.anywhere = anywhere;
    this.rich = anyMarked([...query.words, ...query.phrases.flat()]);
    this.board = new Board(base.count, base.live);
    /** Words beside none of their neighbours. @type {boolean[] | undefined} */
    this.lone = undefined;
    /** What documents must be, beside their words. @type {Unit[]} */
    this.given = [];
    this.lift = 0;
    /** Only without their marks were the words found. */
    this.loose = false;
    /** @type {Map<string, Promise<Term>>} */
    this.terms = new Map();
  }

  /** @param {Word[]} words @returns {Promise<Term>} */
  term(words) {
    const key = keyOf(words);
    let found = this.terms.get(key);
    if (!found) this.terms.set(key, found = lookUp(this.base, words));
    return found;
  }

  /** @param {Word[][]} terms */
  allOf(terms) {
    return Promise.all(terms.map((t) => this.term(t)));
  }

  /** Each term of these once. @param {Word[][]} terms */
  async unlike(terms) {
    return unlike(await this.allOf(terms));
  }

  /** @param {Term[]} terms @param {number} level @param {number} weight @returns {Promise<Unit[]>} */
  units(terms, level, weight) {
    return Promise.all(terms.map((t) => loadUnit(t, level, this.rich, weight)));
  }

  /** Words in quotes: each pair must stand, as typed; verified later in the text. */
  async phraseUnits() {
    const units = [...this.given];
    for (const words of this.query.phrases) {
      const terms = await this.unlike(pairsOf(words)), level = anyMarked(words) ? 0 : 1;
      if (terms.some((t) => !countOf(t, level))) return null;
      units.push(...await this.units(terms, level, WEIGHTS.pair));
    }
    return units;
  }

  /** @returns {Promise<Matches>} */
  async run() {
    const fixed = await this.phraseUnits();
    if (!fixed) return this.result([], null, false);
    const { words } = this.query;
    if (!words.length) return this.result(join(this.board, fixed, []), null, false);
    const terms = await this.unlike(pairsOf(words)), least = (/** @type {number} */ level) => Math.min(...terms.map((t) => countOf(t, level)));
    // where few have the words exactly so, some of their marks were left out
    const levels = this.rich ? (least(0) * 5 < least(1) ? [1, 2] : [0, 1, 2]) : [1];
    /** @type {{docs: number[], score: Float32Array} | null} */
    let sure = null;
    let widened = false;
    /** What speaks for documents that have all of a long query. @type {Map<number, number>} */
    const whole = new Map();
    for (const way of this.anywhere ? [this.byCompounds] : [this.unfinished, this.byName, this.byCompounds, this.byGiven]) {
      for (const level of levels) {
        const found = await way.call(this, level, fixed);
        if (!found) continue;
        const docs = join(this.board, found.must, found.may);
        if (sure) this.lift += docs.reduce((most, d) => Math.max(most, this.board.score[d]), 0) + 1;
        sure = merged(sure, docs, this.board.score);
        this.loose = level === 2;
        widened = widened || this.loose;
        if (words.length < LONG_QUERY && sure.docs.length >= (way === this.byName || this.given.length ? 1 : WEIGHTS.few)) return this.result(sure.docs, sure.score, widened);
        for (const doc of docs) if (!whole.has(doc)) whole.set(doc, WEIGHTS.chain + (this.board.titled[doc] >= found.must.length ? WEIGHTS.allTitle : 0));
      }
    }
    const most = !this.anywhere && words.length > 1 && await this.byMost(fixed, whole);
    if (most) this.lift = 0;
    if (most) return this.result(most, null, true);
    return this.result(sure ? sure.docs : [], sure && sure.score, widened);
  }

  /** @param {number[]} docs @param {Float32Array | null} score @param {boolean} widened @returns {Matches} */
  result(docs, score, widened) {
    return { docs, score: score || this.board.score, widened, lift: this.lift, loose: this.loose, lone: this.lone };
  }

  /** A name, every word with a capital: all of it in a row. @param {number} level @param {Unit[]} fixed */
  async byName(level, fixed) {
    if (!this.query.named || level) return null;
    const terms = await this.unlike(neighbours(this.query.words));
    return terms.every((t) => countOf(t, 0)) ? { must: [...fixed, ...await this.units(terms, 0, WEIGHTS.pair)], may: [] } : null;
  }

  /** Which pairs of neighbours belong together. @param {Term[]} pairs @param {number} level */
  parted(pairs, level) {
    return compounds(pairs.map((t) => countOf(t, level)), Math.log(1 + this.base.live) / 4);
  }

  /** Words that belong together side by side, the others (or all, if asked for) anywhere. @param {number} level @param {Unit[]} fixed */
  async byCompounds(level, fixed) {
    const { words } = this.query;
    const pairs = await this.allOf(neighbours(words));
    const chosen = new Set(this.anywhere ? [] : this.parted(pairs, level)), met = pairs.map((t) => countOf(t, 1) > RARE_PAIR);
    if (pairs.length) this.lone = words.map((_, i) => !met[i - 1] && !met[i]);
    // with other marks more of the words stand side by side: those were meant
    if (!this.anywhere && this.parted(pairs, 2).length > chosen.size) return null;
    const covered = new Set([...chosen].flatMap((i) => [i, i + 1]));
    const long = words.length >= LONG_QUERY, known = long && chosen.size ? await syllables(this.base) : null;
    const told = (/** @type {Word} */ w) => !known || ((known.get(w.plain) || 0) * 2.5 < this.base.live && !LITTLE.has(w.written));
    const alone = await this.unlike(words.filter((w, i) => !covered.has(i) && told(w)).map((w) => [w]));
    if (alone.some((t) => !countOf(t, level))) return null;
    // a word most documents have says nothing by itself: its list isn't worth loading
    const telling = alone.filter((t) => !chosen.size || (countOf(t, level) * 2 < this.base.live && !LITTLE.has(t.words[0].written)));
    const asked = [...pairs.filter((_, i) => chosen.has(i)), ...telling].sort((a, b) => countOf(a, level) - countOf(b, level));
    if (long) {
      // the rarest tell soon that no document has all of a long query: the others' lists are many bytes
      /** @type {Unit[]} */
      const rarest = [...fixed];
      for (const some = unlike(asked); some.length;) {
        rarest.push(...await this.units(some.splice(0, 3), level, WEIGHTS.pair));
        if (!join(this.board, rarest, []).length) return { must: rarest, may: [] };
      }
    }
    const beside = unlike(pairs.filter((t, i) => !chosen.has(i) && countOf(t, level))).sort((a, b) => countOf(a, level) - countOf(b, level));
    let read = 0;
    const [must, single, may] = await Promise.all([
      this.units(unlike(pairs.filter((_, i) => chosen.has(i))), level, WEIGHTS.pair),
      this.units(telling, level, WEIGHTS.alone),
      this.units(beside.filter((t) => !long || (read += countOf(t, level)) < MOST_READ), level, WEIGHTS.beside),
    ]);
    // words that hardly ever follow each other are asked for beside each other by chance
    for (const unit of may) unit.weight *= Math.min(1, unit.df / Math.min(...must.map((m) => m.df), this.base.live) * WEIGHTS.bound);
    return { must: [...fixed, ...must, ...single], may };
  }

  /** Of the few documents that are what they must be, those that have all words anywhere. @param {number} level @param {Unit[]} fixed */
  async byGiven(level, fixed) {
    this.anywhere = this.given.length > 0 && this.query.words.length < LONG_QUERY;
    const found = this.anywhere ? await this.byCompounds(level, fixed) : null;
    this.anywhere = false;
    return found;
  }

  /** The last word may still be being typed. @param {number} level @param {Unit[]} fixed */
  async unfinished(level, fixed) {
    const { words, unfinished } = this.query;
    if (!unfinished || !await this.looksUnfinished(level)) return null;
    const endings = await expandLast(this.base, words);
    if (!endings.length) return null;
    this.lone = words.map((w, i) => i === words.length - 1 && /[aeiouy]/.test(w.plain));
    const before = words.slice(0, -1);
    const terms = await Promise.all(endings.map((e) => this.term(before.length ? [words[words.length - 2], e] : [e])));
    const last = await this.units(terms, level, WEIGHTS.unfinished);
    /** @type {Unit} */
    const any = { lists: last.flatMap((u) => u.lists), df: last.reduce((s, u) => s + u.df, 0), weight: WEIGHTS.unfinished };
    const pairs = await this.unlike(neighbours(before));
    if (pairs.every((t) => countOf(t, level))) return { must: [...fixed, ...await this.units(pairs, level, WEIGHTS.pair), any], may: [] };
    if (words.length >= LONG_QUERY) return null;
    const singles = await this.unlike(before.map((w) => [w]));
    if (singles.some((t) => !countOf(t, level))) return null;
    return { must: [...fixed, ...await this.units(singles, level, WEIGHTS.alone), any], may: [] };
  }

  /** The last word stands nowhere after the one before it, or has no vowel. @param {number} level */
  async looksUnfinished(level) {
    const last = this.query.words.slice(-2), word = last[last.length - 1];
    return !/[aeiouy0-9]/.test(word.plain) || !countOf(await this.term(last), level);
  }

  /** Too few have all of it: what has most of it, weighed by how telling each part is. @param {Unit[]} fixed @param {Map<number, number>} sure documents that have all, with what that is worth @returns {Promise<number[] | null>} */
  async byMost(fixed, sure) {
    const { words } = this.query, { live } = this.base, level = this.rich ? 2 : 1;
    const pairs = await this.allOf(neighbours(words)), chosen = this.parted(pairs, level);
    // of a long query's words it is known how many documents have them: only shards of those that count are loaded
    const known = words.length < LONG_QUERY ? null : await syllables(this.base);
    const counts = await Promise.all(words.map(async (w) => known?.get(w.plain) ?? countOf(await this.term([w]), level)));
    // a word of a compound says less by itself than one that stands alone
    const weighed = [...pairs.map((term, i) => ({ words: term.words, df: countOf(term, level), weight: chosen.includes(i) ? WEIGHTS.pair : WEIGHTS.side })),
      ...words.map((w, i) => ({ words: [w], df: counts[i], weight: chosen.includes(i) || chosen.includes(i - 1) ? WEIGHTS.apart : WEIGHTS.alone }))];
    const parts = distinct(weighed).filter((t) => t.df && (t.df * 3 < live || live < 50));
    parts.sort((a, b) => a.df - b.df);
    let read = 0;
    const taken = parts.slice(0, MOST_PARTS_MET).filter((t, i) => (read += t.df) < MOST_READ || i < 4 || !known);
    const units = await Promise.all(taken.map(async (t) => loadUnit(await this.term(t.words), level, this.rich, t.weight)));
    const allowed = fixed.length ? new Set(join(this.board, fixed, [])) : null, met = gather(this.board, units);
    sure.forEach((worth, doc) => { this.board.score[doc] += worth; });
    const least = met.reduce((a, b) => Math.max(a, b), 0) * WEIGHTS.share;
    const docs = [...met.keys()].filter((doc) => sure.has(doc) || (met[doc] > 0 && met[doc] >= least && (!allowed || allowed.has(doc))));
    return docs.length ? docs : null;
  }
}

/** Adds what documents have of the units; tells how much of the units' worth each has. @param {Board} board @param {Unit[]} units */
function gather(board, units) {
  board.clear();
  const { score, met } = board, whole = new Float32Array(score.length), shown = new Float32Array(score.length);
  let all = 0;
  units.forEach((unit, step) => {
    const worth = idf(unit.df, board.count) * unit.weight;
    all += worth;
    for (const { list, factor } of unit.lists) {
      list.docs.forEach((doc, i) => {
        score[doc] += WEIGHTS.code[list.codes[i]] * worth * factor;
        if (met[doc] > step) return;
        met[doc] = step + 1;
        whole[doc] += worth * factor;
        if (list.codes[i] >= KNOWN_CODE) shown[doc] += worth;
      });
    }
  });
  shown.forEach((some, doc) => { if (some) score[doc] += WEIGHTS.allTitle * some / all; });
  return whole;
}

/**
 * What was found before stays before what less asking adds.
 * @param {{docs: number[], score: Float32Array} | null} sure @param {number[]} docs @param {Float32Array} score
 */
function merged(sure, docs, score) {
  if (!sure) return { docs, score: score.slice() };
  const known = new Set(sure.docs), all = score.slice();
  let top = 0;
  for (const doc of docs) top = Math.max(top, all[doc]);
  for (const doc of sure.docs) all[doc] = sure.score[doc] + top + 1;
  return { docs: [...sure.docs, ...docs.filter((d) => !known.has(d))].sort((a, b) => a - b), score: all };
}

/** Words the last one may become, the likeliest first. @param {Archive} base @param {Word[]} words @returns {Promise<Word[]>} */
async function expandLast(base, words) {
  const last = words[words.length - 1], before = words[words.length - 2];
  if (/^\d+$/.test(last.plain)) return [];
  const fits = (/** @type {string} */ exact) => searchKey(exact).startsWith(last.plain) && (!last.marked || startsMarked(exact, last.written));
  const found = before ? (await followers(base, before.plain)).filter((p) => levelOf([p.first], [before]) < 2).map((p) => p.second) : [];
  const fitting = [...new Set(found)].filter(fits);
  if (!fitting.length && !last.marked) for (const key of (await syllables(base)).keys()) { if (key.startsWith(last.plain) && fitting.push(key) > 7) break; }
  return fitting.slice(0, 8).map(wordOf);
}

/** Every mark typed is there. @param {string} whole @param {string} begun */
function startsMarked(whole, begun) {
  const letters = [...begun].map((c) => c.normalize("NFD")), there = [...whole].map((c) => c.normalize("NFD"));
  return letters.every((c, i) => there[i] && [...c].every((mark) => there[i].includes(mark)));
}
