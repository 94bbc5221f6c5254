/* The number router: a query that names documents by number or by a law's name is looked up. */

/**
 * A document found by its number: its place, its term's number and name, its card, how well it fits.
 * @typedef {{doc: number, term: number, termName: string, card: Card, worth: number, whole: boolean, typed: boolean}} Bearer
 */

const NOISE = new Set("so ngay thang nam va cua khoa ve viec van ban hanh ky hieu nhiem theo tai can cu xem tim".split(" "));
const NOT_A_NUMBER = /^(nam|ngay|thang|dieu|khoan|muc|chuong|khoa|phan|diem|lan|thu)$/;
const PLACES_TRIED = 3, MOST_PARTS = 80, MOST_KINDS = 12;

/** @param {string} text */
const partsOf = (text) => [...(fold(text.normalize("NFC")).match(/\d+|[a-z]+/g) || [])];

/** XII → 12; 0 when it is no such number. @param {string} text */
function roman(text) {
  const worth = /** @type {Record<string, number>} */ ({ i: 1, v: 5, x: 10, l: 50 });
  if (!/^[ivxl]+$/.test(text)) return 0;
  return [...text].reduce((sum, c, i) => sum + (worth[c] < (worth[text[i + 1]] || 0) ? -worth[c] : worth[c]), 0);
}

/** Documents whose number takes up the whole query. @param {Archive} base @param {string} text @param {boolean} [begun] the last part may be unfinished @returns {Promise<Bearer[]>} */
async function bearers(base, text, begun) {
  const parts = partsOf(text);
  if (parts.length > MOST_PARTS) return [];
  const places = [...parts.keys()].filter((i) => /^\d{1,9}$/.test(parts[i]) && !NOT_A_NUMBER.test(parts[i - 1] || "") && base.hasNumber(Number(parts[i])));
  for (const at of places.slice(0, PLACES_TRIED)) {
    const rows = await rowsOf(base, Number(parts[at]), parts);
    // a type, a number and its year are meant whatever else is said, unless other documents have all of it
    for (const loose of [false, true]) {
      const found = rows.map((row) => fitting(row, parts, at, begun, loose)).filter((b) => b !== null);
      if (found.length) return found.sort((a, b) => b.worth - a.worth || base.place(b.doc) - base.place(a.doc));
    }
  }
  return [];
}

/** @param {Archive} base @param {number} number @param {string[]} parts @returns {Promise<any[]>} */
async function rowsOf(base, number, parts) {
  const [rows] = await base.load(`n/${number}`);
  if (Array.isArray(rows)) return rows;
  const joined = ` ${parts.join(" ")} `;
  const named = base.head.loai.filter(([name, , codes]) => joined.includes(` ${partsOf(name).join(" ")} `) || codes.some((c) => parts.includes(c))).map((t) => t[1]);
  const kinds = Object.keys(rows).sort((a, b) => rows[b] - rows[a]);
  const wanted = kinds.filter((k) => named.includes(k));
  return (await Promise.all((wanted.length ? wanted : kinds.slice(0, MOST_KINDS)).map((k) => base.load(`n/${number}-${k}`)))).flatMap(([r]) => r);
}

/** How well a document's number fits, null when a part of the query isn't its. @param {any[]} row @param {string[]} parts @param {number} at @param {boolean | undefined} begun @param {boolean} loose @returns {Bearer | null} */
function fitting(row, parts, at, begun, loose) {
  const card = /** @type {Card} */ (row.slice(3)), number = partsOf(card[1]), known = knownOf(card, row[1]);
  if (Number(number[0]) !== Number(parts[at])) return null;
  let worth = 0;
  // a number said in full is meant whatever a sentence says after it
  const full = number.length > 2 && number.every((p, j) => j === 0 || (loose && j > 1 && known.kind.includes(parts[at - 1])) || p === parts[at + j] || Number(p) === Number(parts[at + j]));
  for (let i = 0; i < parts.length; i++) {
    if (i === at) continue;
    const some = /\d/.test(parts[i]) ? worthOfDigits(known, parts, i, at, begun) : worthOfWord(known, parts, i, at);
    if (some < 0 && !(full && i > at && parts[i - 1] !== "khoa" && !(/\d/.test(parts[i]) && !known.title.has(parts[i])))) return null;
    worth += Math.max(0, some);
  }
  // half the name of a type is no match when nothing else speaks for it
  if (known.kinds && known.kinds < new Set(known.kind).size && worth < 2.5) return null;
  const whole = known.used.size === number.length;
  return { doc: row[0], term: row[1], termName: row[2], card, worth: worth + (whole ? 2 : 0) - number.length * 0.01, whole, typed: known.kinds >= new Set(known.kind).size || known.coded };
}

/** What a query may say of a document beside its number. @param {Card} card @param {number} term */
function knownOf(card, term) {
  const number = partsOf(card[1]), kind = partsOf(card[2]);
  return { number, kind, initials: kind.map((w) => w[0]).join(""), letters: number.filter((p) => !/\d/.test(p)).join(""),
    title: new Set(partsOf(card[3])), office: partsOf(card[4]).filter((w) => w !== "va").map((w) => w[0]).join(""), body: new Set(partsOf(card[4] + " " + card[5])), date: card[6].split("-").map(Number), term, used: new Set([0]), kinds: 0, coded: false };
}

/** @param {any} known @param {string[]} parts @param {number} i @param {number} at @param {boolean} [begun] */
function worthOfDigits(known, parts, i, at, begun) {
  const value = Number(parts[i]), before = parts[i - 1];
  if (before === "khoa" || (before === "ky" && parts[i - 2] === "nhiem")) return value === known.term ? 2 : -1;
  const place = known.number.findIndex((/** @type {string} */ p, /** @type {number} */ j) => j > 0 && Number(p) === value);
  if (place > 0) { known.used.add(place); return 3; }
  if (begun && i === parts.length - 1 && known.number.some((/** @type {string} */ p, /** @type {number} */ j) => j > 0 && p.startsWith(parts[i]))) return 1;
  const [year, month, day] = known.date;
  if (value === year) return 2;
  return (before === "thang" || before === "ngay" || (i > at + 1 && parts.includes(String(year)))) && (value === month || value === day) ? 1 : -1;
}

/** @param {any} known @param {string[]} parts @param {number} i @param {number} at */
function worthOfWord(known, parts, i, at) {
  const word = parts[i], place = known.number.indexOf(word, 1);
  if (place > 0) { known.used.add(place); return 3; }
  if (parts[i - 1] === "khoa" && roman(word)) return roman(word) === known.term ? 2 : -1;
  if (known.kind.includes(word)) { known.kinds++; return 1; }
  if (word === known.initials) { known.coded = true; return 2; }
  if (word === known.office) return 1;
  if (NOISE.has(word) || (word === "cv" && i < at)) return 0;
  if (word.length > 2 && known.letters === word) { known.number.forEach((/** @type {string} */ p, /** @type {number} */ j) => { if (!/\d/.test(p)) known.used.add(j); }); return 5; }
  if (known.body.has(word)) return 0.5;
  if (known.title.has(word)) return 0.3;
  const last = i === parts.length - 1;
  return last && known.number.some((/** @type {string} */ p, /** @type {number} */ j) => j > 0 && p.startsWith(word)) ? 1.5 : -1;
}

/** Words a law's name may be said with or without, as Python leaves them out. */
const JOINING = /^((?:bo )?luat|phap lenh)(?: ve)?|\b(?:va|cac|cua|o) /g;
const LAW_WORDS = /^(?:luat|bo luat|phap lenh|hien phap|dieu le|cuong linh)(?: |$)/;

/** Laws by name, other name or first letters, with or without the year. @param {Archive} base @param {Word[]} words @returns {Promise<Bearer[]>} */
async function lawsNamed(base, words) {
  const keys = words.map((w) => w.plain);
  let year = "";
  if (/^(19|20)\d\d$/.test(keys[keys.length - 1] || "")) {
    year = String(keys.pop());
    if (keys[keys.length - 1] === "nam") keys.pop();
  }
  const said = keys.join(" ").replace(JOINING, "$1"), name = said.replace(/ (?:moi|cu)$/, ""), old = said.endsWith(" cu");
  const short = keys.length === 1 && /^[a-z]{2,8}$/.test(name) && !words[0].marked;
  if (!(short || /đ/i.test(words[0]?.written || "") && keys.length === 1 || LAW_WORDS.test(name))) return [];
  const [names] = await base.load(`m/${crc32(name) & ((1 << base.head.m) - 1)}`);
  const rows = Object.hasOwn(names, name) ? names[name] : [];
  /** @type {Bearer[]} */
  const all = rows.map((/** @type {any[]} */ row) => ({ doc: row[0], term: 0, termName: "", card: row.slice(1), worth: 1, whole: true, typed: true }));
  const found = year ? all.filter((b) => b.card[6].startsWith(year) || partsOf(b.card[1]).includes(year)) : all;
  found.sort((a, b) => base.place(b.doc) - base.place(a.doc));
  if (old) found.push(...found.splice(0, 1));
  return found;
}

const DATE_SAID = /(?:ngay\s+)?(\d{1,2})(?:\s*[/.-]\s*|\s+thang\s+)(\d{1,2})(?:\s*[/.-]\s*|\s+nam\s+)(\d{4})/;
const MOST_OF_A_DAY = 60;

/** Documents of a day, when the query says nothing else but type, body and title words. @param {Archive} base @param {string} text @returns {Promise<Bearer[]>} */
async function ofDay(base, text) {
  const flat = fold(text), said = DATE_SAID.exec(flat);
  if (!said) return [];
  const day = `${said[3]}-${said[2].padStart(2, "0")}-${said[1].padStart(2, "0")}`;
  const [first, end] = await Promise.all([firstFrom(base, day), firstFrom(base, day, true)]);
  const rest = partsOf(flat.replace(said[0], " ")).filter((p) => !NOISE.has(p));
  /** @type {number[]} */
  const docs = [];
  for (let doc = first; doc < end && docs.length < MOST_OF_A_DAY; doc++) if (!base.gone.has(doc) && !base.late.has(doc)) docs.push(doc);
  docs.push(...[...base.late].filter(([, l]) => l.day === day).map(([doc]) => doc));
  const cards = await Promise.all(docs.map((d) => base.card(d)));
  /** @type {Bearer[]} */
  const found = [];
  cards.forEach((card, i) => {
    const known = knownOf(card, 0), has = (/** @type {string} */ p) => known.kind.includes(p) || known.number.includes(p) || known.body.has(p) || known.title.has(p) || p === known.initials;
    const typed = known.kind.every((k) => rest.includes(k));
    if (rest.every(has)) found.push({ doc: docs[i], term: 0, termName: "", card, worth: typed ? 2 : 1, whole: true, typed });
  });
  const best = Math.max(0, ...found.map((b) => b.worth));
  return found.filter((b) => b.worth === best).sort((a, b) => base.place(b.doc) - base.place(a.doc));
}

const CLAUSE_SAID = /(?:^|\s)(?:[đd]i[eể]m\s+(\p{L}{1,2})\s*,?\s*)?(?:kho[aả]n\s+(\d+\p{L}?)\s*,?\s*)?[đd](?:i[eề]u\s|\.?)\s*(\d+\p{L}?)(?:,?\s+kho[aả]n\s+(\d+\p{L}?))?(?:,?\s+[đd]i[eể]m\s+(\p{L}{1,2}))?(?=[\s,]|$)/iu;

/** A clause asked for beside a document: its anchor, and the query without it. @param {string} text */
function clauseSaid(text) {
  const said = CLAUSE_SAID.exec(text);
  if (!said) return null;
  const low = (/** @type {string} */ s) => s.toLowerCase().replace("đ", "dd");
  const paragraph = said[2] || said[4], point = said[1] || said[5];
  const anchor = `dieu-${low(said[3])}${paragraph ? "-khoan-" + low(paragraph) : ""}${point ? "-diem-" + low(point) : ""}`;
  const rest = text.replace(said[0], " ").replace(/^\s*(?:của|cua)\s+/i, "").trim();
  return rest ? { anchor, rest } : null;
}

/** Groups of documents one number was given to: by body, else by term, else by year. @param {Bearer[]} found @param {(card: Card) => SearchHit} hitOf @returns {ChooserGroup[]} */
function chooserOf(found, hitOf) {
  const bodies = new Set(found.map((b) => b.card[5])).size > 1;
  /** @type {Map<string, SearchHit[]>} */
  const groups = new Map();
  for (const b of found) {
    const when = b.termName || (b.card[6] ? `Năm ${b.card[6].slice(0, 4)}` : "Không rõ năm");
    const many = found.filter((o) => o.card[5] === b.card[5]).length > 1;
    const own = b.termName ? b.termName.replace(/^.* khóa /, "khóa ") : when.toLowerCase();
    const label = bodies ? (b.card[4] || "Không rõ cơ quan") + (many ? `, ${own}` : "") : when;
    const hits = groups.get(label);
    if (hits) hits.push(hitOf(b.card)); else groups.set(label, [hitOf(b.card)]);
  }
  return [...groups].map(([label, hits]) => ({ label, hits }));
}
