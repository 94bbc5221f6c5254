/* Words as the index has them. Everything here follows the tables that Python fills in (TABLES);
   a test holds both sides equal. */

/** What a character becomes when marks don't count. @type {Map<string, string>} */
const FOLDED = new Map();
/** Look-alikes and invisible characters only. @type {Map<string, string>} */
const PLAIN = new Map();

(function fillTables() {
  for (const [from, to] of [[0x41, 0x250], [0x1e00, 0x1f00]]) {
    for (let code = from; code < to; code++) {
      const letter = String.fromCharCode(code);
      const bare = withoutMarks(letter);
      if (bare !== letter) FOLDED.set(letter, bare);
    }
  }
  for (let code = 0x300; code < 0x370; code++) FOLDED.set(String.fromCharCode(code), "");
  [...ALIKE[0]].forEach((look, i) => {
    FOLDED.set(look, withoutMarks(ALIKE[1][i]));
    PLAIN.set(look, ALIKE[1][i]);
  });
  for (const c of TABLES.invisible) { FOLDED.set(c, ""); PLAIN.set(c, ""); }
  for (const c of TABLES.dashes) FOLDED.set(c, "-");
  for (const c of TABLES.spaces) FOLDED.set(c, " ");
})();

/** @param {string} letter */
function withoutMarks(letter) {
  return letter.normalize("NFD").toLowerCase().replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d");
}

/** Lower case, no marks, đ as d. @param {string} text */
function fold(text) {
  return text.replace(/[^\x00-\x7f]/g, (c) => FOLDED.get(c) ?? c).toLowerCase();
}

const WORD = new RegExp(`[${TABLES.word}]+`, "g");
const TONES = "\u0300\u0309\u0303\u0301\u0323";
const OPEN_OLD = new RegExp(
  `(?<![qQ])([oO])([${TONES}])([aAeE])(?![\\p{L}\\p{N}_])|(?<![qQ])([uU])([${TONES}])([yY])(?![\\p{L}\\p{N}_])`, "gu");
const SAME_I = new RegExp(TABLES.sameI);

/** What words with marks became; forgotten when they are many. @type {Map<string, string>} */
const WORDS = new Map();

/** A word with its marks, in one case and one placing of the tone; 05 is 5. @param {string} word */
function searchWord(word) {
  if (/^[\x00-\x7f]*$/.test(word)) {
    const low = word.toLowerCase();
    return /^\d+$/.test(low) ? low.replace(/^0+(?=.)/, "") : low;
  }
  const known = WORDS.get(word);
  if (known !== undefined) return known;
  if (WORDS.size > 9999) WORDS.clear();
  const plain = word.normalize("NFC").replace(/[^\x00-\x7f]/g, (c) => PLAIN.get(c) ?? c).toLowerCase();
  const made = plain.normalize("NFD").replace(OPEN_OLD, (_, a, b, c, d, e, f) => (a ? a + c + b : d + f + e)).normalize("NFC");
  WORDS.set(word, made);
  return made;
}

/** A word of ``searchWord`` without marks. @param {string} word */
function searchKey(word) {
  const flat = fold(word);
  return flat.endsWith("y") ? flat.replace(SAME_I, "$1i") : flat;
}

/** With its marks, but y and i alike, and a tone anywhere. @param {string} word */
function sameI(word) {
  const split = word.normalize("NFD").replace(/y(?=[\u0300-\u036f]*$)/, "i"), tone = split.search(/[\u0300\u0309\u0303\u0301\u0323]/);
  return tone < 0 ? split : split.slice(0, tone) + split.slice(tone + 1) + split[tone];
}

/** The words of a text as the index has them. @param {string} text */
function wordsOf(text) {
  return (text.normalize("NFC").match(WORD) || []).map(searchWord).filter(Boolean);
}

/** @param {string} text */
function slugOf(text) {
  return fold(text).replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
}
