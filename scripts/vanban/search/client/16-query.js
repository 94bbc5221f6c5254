/* What was asked, taken apart: words, phrases, what to leave out, filters typed by hand. */

const LONGEST = 300, MOST_WORDS = 32;

/**
 * A word as typed: with marks, without, whether any were typed, where its run of words begins.
 * @typedef {{written: string, plain: string, marked: boolean}} Word
 * @typedef {{values: string[], typed: string[]}} Choice
 *   ``values`` are values of the facet; ``typed`` what a person wrote of them
 * @typedef {{text: string, words: Word[], phrases: Word[][], not: Word[][], choices: Map<string, Choice>,
 *   from: string, to: string, unknownDate: boolean, unfinished: boolean, named: boolean, newest: boolean, notes: string[]}} Query
 */

/** A field by what it is called, with dashes or without. @param {string} name */
function fieldOf(name) {
  const plain = name.replace(/[-_]/g, "").replace("hieuluc", "tinhtrang").replace(/^(?:khoa|nhiemky)$/, "ky");
  return [...FACETS, "tu", "den"].find((f) => f.replace("_", "") === plain);
}

/** @param {string} written @returns {Word} */
const wordOf = (written) => ({ written, plain: searchKey(written), marked: fold(written) !== written });

/** @param {string} text */
const typedWords = (text) => wordsOf(text).map(wordOf);

/** A person's name, or what is written like one. */
const NAME = /^(?:\p{Lu}\p{Ll}+ ?){3,5}$/u;
/** What only asks, and stands in no answer. */
const ASKING = /^ *(?:tim|xem) |\b(?:(?:van ban|quy dinh) nao (?:quy dinh )?|(?:khi|nhu the|the) nao|la gi|o dau|bao (?:nhieu|lau)|(?:duoc|phai|hay) khong|co phai|moi nhat|hien (?:hanh|nay)|(?:con|het) hieu luc (?:khong|chua|hay))\b/g;

/** A question without what only asks, unless it asks nothing else. @param {string} text */
function whatIsAsked(text) {
  const flat = fold(text).replace(ASKING, (said) => "\n".repeat(said.length)), left = flat.length === text.length ? text.replace(/[^]/g, (c, i) => (flat[i] === "\n" ? "" : c)) : "";
  return /\S\s+\S/.test(left) ? left : text;
}

/** @param {string} raw @param {Filters & Record<string, any>} filters @returns {Query} */
function parseQuery(raw, filters) {
  /** @type {Query} */
  const query = { text: "", words: [], phrases: [], not: [], choices: new Map(), from: "", to: "", unknownDate: false, unfinished: false, named: false, newest: false, notes: [] };
  let text = String(raw ?? "").slice(0, LONGEST * 4).normalize("NFC").replace(/\s+/g, " ");
  if (text.length > LONGEST || String(raw ?? "").length > LONGEST * 4) {
    text = text.slice(0, LONGEST);
    query.notes.push(`Câu hỏi quá dài: chỉ tìm theo ${LONGEST} ký tự đầu.`);
  }
  text = text.replace(/(\d)\s+[-–]\s*(?=[a-zđ]{1,6}\/)/gi, "$1-");
  text = text.replace(/(^|\s)([\p{L}-]+):("[^"]*"|[^\s"]+)/gu, (all, before, name, value) => typedFilter(query, fold(name), value.replace(/^"|"$/g, "")) ? before : all);
  text = text.replace(/(^|\s)-["“]([^"“”]*)["”]/g, (_, before, said) => { query.not.push(typedWords(said)); return before; });
  text = text.replace(/(^|\s)-(?=[\p{L}\p{N}])(\S+)/gu, (_, before, said) => { query.not.push(typedWords(said)); return before; });
  text = text.replace(/["“”]([^"“”]+)["“”]/g, (_, said) => { query.phrases.push(typedWords(said)); return " "; });
  query.newest = /\bmoi nhat\b/.test(fold(text));
  query.text = whatIsAsked(text).trim();
  query.words = typedWords(query.text).slice(0, MOST_WORDS);
  query.named = NAME.test(query.text);
  query.not = query.not.filter((w) => w.length);
  query.phrases = query.phrases.filter((w) => w.length);
  query.unfinished = query.words.length > 0 && !/\s$/.test(text);
  for (const [name, value] of Object.entries(filters || {})) givenFilter(query, name, value);
  return query;
}

/** A filter written in the query; false when there is no field of that name. @param {Query} query @param {string} name @param {string} value */
function typedFilter(query, name, value) {
  const field = fieldOf(name);
  if (!field) return false;
  if (field === "nam") return typedYears(query, value);
  if (field === "tu" || field === "den") {
    const day = typedDay(value, field === "den");
    if (day) narrow(query, field === "tu" ? day : "", field === "den" ? day : "");
    return Boolean(day);
  }
  choice(query, field).typed.push(...value.split(",").filter(Boolean));
  return true;
}

/** ``2013``, ``2013..2016``, ``..2016``. @param {Query} query @param {string} value */
function typedYears(query, value) {
  const span = /^(\d{4})?(?:(\.\.|-)(\d{4})?)?$/.exec(value.trim());
  if (/^(?:khong|chua)-?ro$/.test(fold(value))) query.unknownDate = true;
  else if (span && (span[1] || span[3])) narrow(query, span[1] || "", span[2] ? span[3] || "" : span[1]);
  else query.notes.push(`Không hiểu «nam:${value.slice(0, 20)}»; viết như nam:2013 hoặc nam:2013..2016.`);
  return true;
}

const ISO_DAY = /^\d{4}-\d\d-\d\d$/;

/**
 * A day as people type it: 16/7/2013, 7/2013, 2013, 2013-07-16; ``last`` takes the end of a month
 * or year. "" for nothing, null for what is no date.
 * @param {string} text @param {boolean} last
 */
function typedDay(text, last) {
  const t = text.trim(), iso = ISO_DAY.exec(t), m = /^(?:(?:(\d{1,2})[./-])?(\d{1,2})[./-])?(\d{4})$/.exec(t);
  if (!t) return "";
  const [day, month, year] = iso ? t.split("-").reverse() : m ? [m[1], m[2], m[3]] : [];
  if (!year) return null;
  const mm = Number(month || (last ? 12 : 1)), end = new Date(Date.UTC(Number(year), mm, 0)).getUTCDate(), dd = Number(day || (last ? end : 1));
  if (mm < 1 || mm > 12 || dd < 1 || dd > end) return null;
  return [year, String(mm).padStart(2, "0"), String(dd).padStart(2, "0")].join("-");
}

/** @param {Query} query @param {string} from @param {string} to */
function narrow(query, from, to) {
  if (from > query.from) query.from = from;
  if (to && (!query.to || to < query.to)) query.to = to;
}

/** @param {Query} query @param {string} field @returns {Choice} */
function choice(query, field) {
  let made = query.choices.get(field);
  if (!made) query.choices.set(field, made = { values: [], typed: [] });
  return made;
}

/** A filter given by a program or chosen on the page. @param {Query} query @param {string} name @param {any} value */
function givenFilter(query, name, value) {
  const field = fieldOf(name);
  if (!field || value === null || value === undefined || value === "") return;
  const values = (Array.isArray(value) ? value : [value]).map((v) => (v === null || v === undefined ? "" : String(v)));
  if (field === "nam") givenYears(query, values);
  else if (field === "tu" || field === "den") narrow(query, field === "tu" ? values[0] : "", field === "den" ? values[0] : "");
  else choice(query, field).values.push(...values.filter(Boolean));
}

/** [from, to], or one year, or "2013..2016". @param {Query} query @param {string[]} values */
function givenYears(query, values) {
  if (values.length === 1) typedYears(query, values[0]);
  else narrow(query, values[0], values[1]);
}
