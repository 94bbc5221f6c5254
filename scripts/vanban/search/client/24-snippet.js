/* Where words stand in a text: marks, the best piece of it, whether a phrase is really there. */

/** @type {Record<string, string>} */
const ESCAPED = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** @param {string} text */
const escapeHtml = (text) => text.replace(/[&<>"']/g, (c) => ESCAPED[c]);

const HIDDEN = new RegExp(`[${TABLES.invisible}]`, "g");

/**
 * A text without marks whose characters stand where they stood; ``at`` tells where when they don't.
 * @typedef {{flat: string, at: Int32Array | null}} Flat
 */

/** @param {string} text @returns {Flat} */
function flatten(text) {
  const flat = fold(text);
  if (flat.length === text.length) return { flat, at: null };
  let out = "";
  const at = [];
  for (let i = 0; i < text.length; i++) {
    const c = fold(text[i]);
    for (let k = 0; k < c.length; k++) at.push(i);
    out += c;
  }
  at.push(text.length);
  return { flat: out, at: Int32Array.from(at) };
}

/** @param {string} text */
const literal = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** A key as it may stand in a folded text. @param {string} key */
function patternOf(key) {
  if (/^\d+$/.test(key)) return "0*" + key;
  return literal(key).replace(/^((?:[bdghklmnprstvx]|[cknpt]h|qu|tr))i$/, "$1[iy]");
}

const EDGE = `[${TABLES.word}]`;

/** Made once for the words of a query. @type {WeakMap<Word[], Record<string, RegExp>>} */
const PATTERNS = new WeakMap();

/** @param {Word[]} words @param {boolean} unfinished @param {(words: Word[], unfinished: boolean) => RegExp} make */
function patternFor(words, unfinished, make) {
  const known = PATTERNS.get(words) || {}, name = make.name + unfinished;
  PATTERNS.set(words, known);
  return (known[name] ??= make(words, unfinished));
}

/** Words of a list anywhere. @param {Word[]} words @param {boolean} unfinished the last may be the beginning of one */
function wordPattern(words, unfinished) {
  const keys = [...new Set(words.map((w) => w.plain))].sort((a, b) => b.length - a.length), last = words[words.length - 1];
  const any = keys.map(patternOf).join("|"), begun = unfinished && last && last.plain.length > (words[1] ? 2 : 1) ? `|${patternOf(last.plain)}${restOf(words)}` : "";
  return new RegExp(`(?<!${EDGE})(?:(?:${any})(?!${EDGE})${begun})`, "g");
}

/** Words side by side in one line. @param {Word[]} words @param {boolean} unfinished */
function chainPattern(words, unfinished) {
  const gap = `[^${TABLES.word}\\n]+`;
  return new RegExp(`(?<!${EDGE})${words.map((w) => patternOf(w.plain)).join(gap)}${unfinished ? restOf(words) : `(?!${EDGE})`}`, "g");
}

/** The rest of a word begun; of one or two letters alone begin too many words to mark them whole. @param {Word[]} words */
const restOf = (words) => (words[1] || words[0].plain.length > 2 ? EDGE + "*" : "");

/** Do the marks typed stand in the text? @param {string} said @param {Word[]} words @param {boolean} unfinished */
function marksAgree(said, words, unfinished) {
  const there = wordsOf(said);
  return words.every((w, i) => !w.marked || (there[i] !== undefined && (sameI(there[i]) === sameI(w.written) || (unfinished && i === words.length - 1 && startsMarked(there[i], w.written)))));
}

/** @param {Flat} from @param {number} at */
const placeOf = (from, at) => (from.at ? from.at[at] : at);

/** Spans where all words stand together. @param {string} text @param {Flat} flat @param {Word[]} words @param {boolean} unfinished @returns {[number, number][]} */
function chainSpans(text, flat, words, unfinished) {
  /** @type {[number, number][]} */
  const spans = [];
  if (!words.length) return spans;
  for (const m of flat.flat.matchAll(patternFor(words, unfinished, chainPattern))) {
    const start = placeOf(flat, m.index), end = placeOf(flat, m.index + m[0].length);
    if (marksAgree(text.slice(start, end), words, unfinished)) spans.push([start, end]);
  }
  return spans;
}

/** Spans of single words. @param {string} text @param {Flat} flat @param {Word[]} words @param {boolean} unfinished @returns {[number, number][]} */
function wordSpans(text, flat, words, unfinished) {
  /** @type {[number, number][]} */
  const spans = [];
  if (!words.length) return spans;
  for (const m of flat.flat.matchAll(patternFor(words, unfinished, wordPattern))) {
    const start = placeOf(flat, m.index), end = placeOf(flat, m.index + m[0].length), said = searchWord(text.slice(start, end)), key = searchKey(said);
    if (words.some((w, i) => (w.plain === key && marksAgree(said, [w], false)) || (unfinished && i === words.length - 1 && key.startsWith(w.plain) && marksAgree(said, [w], true)))) spans.push([start, end]);
  }
  return spans;
}

/** @param {string} text @param {string} query @param {boolean} [words] @returns {[number, number][]} */
function findIn(text, query, words) {
  const asked = parseQuery(query, {}), flat = flatten(text);
  const found = words
    ? wordSpans(text, flat, [...asked.words, ...asked.phrases.flat()].slice(0, MOST_WORDS), false)
    : [asked.words, ...asked.phrases].flatMap((w) => chainSpans(text, flat, w, w === asked.words && asked.unfinished));
  found.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  return found.filter((span, i) => !i || span[0] >= found[i - 1][1]);
}

const BEFORE = 60, LENGTH = 220, IS_ARTICLE = /(?:^|-)dieu-[^-]*$/;

/**
 * The best piece of a text: [anchor, text, …] as the file has it.
 * @param {string[]} parts @param {Word[][]} chains words that should stand together @param {Word[]} words @param {boolean} unfinished
 * @returns {{anchor: string, html: string, worth: number}}
 */
function bestPiece(parts, chains, words, unfinished) {
  let best = { worth: 0, anchor: parts[0] || "", text: parts[1] || "", at: 0, spans: /** @type {[number, number][]} */ ([]) };
  for (let n = 0; n + 1 < parts.length; n += 2) {
    const text = parts[n + 1].replace(HIDDEN, ""), flat = flatten(text);
    const together = chains.flatMap((c) => chainSpans(text, flat, c, unfinished));
    const singles = wordSpans(text, flat, words, unfinished);
    const spans = [...together, ...singles].sort((a, b) => a[0] - b[0] || b[1] - a[1]);
    const headed = /-(?!khoan|diem)[a-z]+-[^-]*$|^(?!khoan|diem)[a-z]+-[^-]*$/.test(parts[n]) ? text.search(/\n|$/) : 0;
    // an article before a chapter; best the one whose heading says just this
    const article = IS_ARTICLE.test(parts[n]) ? 20 : 0;
    for (const [start, end] of together.slice(0, 3)) consider(start, start < headed ? 300 + article + 19 * (end - start) / headed : 100);
    if (headed) consider(0, (20 + article / 20) * new Set(singles.filter((s) => s[1] <= headed).map((s) => searchWord(text.slice(s[0], s[1])))).size / words.length);
    for (let i = 0; i < Math.min(singles.length, 60); i++) consider(singles[i][0], 0);
    /** @param {number} start @param {number} more */
    function consider(start, more) {
      const inside = new Set(singles.filter((s) => s[0] >= start && s[1] <= start + LENGTH - BEFORE).map((s) => searchWord(text.slice(s[0], s[1]))));
      const worth = more + inside.size + 0.001 * (n ? 0 : 1);
      if (worth > best.worth) best = { worth, anchor: parts[n], text, at: start, spans };
    }
  }
  return { anchor: best.anchor, html: markedPiece(best.text, best.at, best.spans), worth: best.worth };
}

/** @param {string} text @param {number} at @param {[number, number][]} spans */
function markedPiece(text, at, spans) {
  let start = Math.max(0, at - BEFORE);
  if (start) start = Math.min(at, Math.max(text.indexOf(" ", start), text.lastIndexOf("\n", at)) + 1);
  let end = Math.min(text.length, start + LENGTH);
  if (end < text.length) end = Math.max(text.lastIndexOf(" ", end), start + 1);
  let out = start && text[start - 1] !== "\n" ? "… " : "", done = start;
  for (const [from, to] of spans) {
    if (from < done || to > end) continue;
    out += escapeHtml(text.slice(done, from)) + `<mark>${escapeHtml(text.slice(from, to))}</mark>`;
    done = to;
  }
  return (out + escapeHtml(text.slice(done, end))).replace(/\s+/g, " ").replace(/<\/mark> <mark>/g, " ") + (end < text.length ? " …" : "");
}

const CLAUSE_WORDS = /** @type {Record<string, string>} */ ({ phan: "Phần", chuong: "Chương", muc: "Mục", tieu: "Tiểu mục", dieu: "Điều", khoan: "khoản", diem: "điểm", phu: "Phụ lục", kem: "Văn bản kèm theo" });

/** dieu-5-khoan-2-diem-dd → điểm đ khoản 2 Điều 5; "" for a title's own anchor. @param {string} anchor */
function clauseLabel(anchor) {
  const parts = [...anchor.matchAll(/(phan|chuong|tieu-muc|muc|dieu|khoan|diem|phu-luc|kem)-((?:(?!(?:phan|chuong|tieu|muc|dieu|khoan|diem|phu|kem)-)[a-z0-9]+-?)+)/g)];
  return parts.reverse().map(([, level, label]) => `${CLAUSE_WORDS[level.split("-")[0]]} ${shownLabel(level, label.replace(/-+$/, ""))}`).join(" ");
}

/** @param {string} level @param {string} label */
function shownLabel(level, label) {
  if (level === "diem") return label.replace("dd", "đ");
  if (/^(?:phan|chuong|phu-luc)$/.test(level) && /^\d+$/.test(label) && Number(label) < 90) return toRoman(Number(label));
  return label.replace(/-/g, ".");
}

/** @param {number} number */
function toRoman(number) {
  let out = "";
  for (const [value, sign] of /** @type {[number, string][]} */ ([[50, "L"], [40, "XL"], [10, "X"], [9, "IX"], [5, "V"], [4, "IV"], [1, "I"]])) {
    while (number >= value) { out += sign; number -= value; }
  }
  return out;
}
