/* Facets: which values documents have, true counts, filters. */

const FACETS = /** @type {FacetName[]} */ (["loai", "co_quan", "nam", "linh_vuc", "nguoi_ky", "tinh_trang", "ky"]);
const UNKNOWN = "khong-ro";

/** @type {Record<string, string>} */
const FACET_WORDS = { loai: "loại văn bản", co_quan: "cơ quan", linh_vuc: "lĩnh vực", nguoi_ky: "người ký", tinh_trang: "tình trạng", ky: "khóa, nhiệm kỳ" };

/** @type {Record<string, string>} */
const STATUS_WORDS = { con: "Còn hiệu lực", het: "Hết hiệu lực", het_mot_phan: "Hết hiệu lực một phần", chua: "Chưa có hiệu lực", ngung: "Ngưng hiệu lực", chua_ro: "Chưa rõ hiệu lực" };

/**
 * A facet's values, the sets of values documents have, each document's set.
 * @typedef {{values: [string, string][], sets: number[][], codes: Uint8Array | Uint16Array | Uint32Array}} Column
 */

function today() {
  const d = new Date();
  return [d.getFullYear(), d.getMonth() + 1, d.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
}

/** As of today. @param {string} built @param {string} first @param {string} last */
function statusNow(built, first, last) {
  const now = today();
  if (built === "ngung") return built;
  if (ISO_DAY.test(first) && now < first) return "chua";
  if (ISO_DAY.test(last) && now > last) return "het";
  return built === "chua" && ISO_DAY.test(first) ? "con" : built;
}

/** A character for each number, from # on; those are left out that stand for halves of one. @param {string} data */
function codesOf(data) {
  const bytes = new TextEncoder().encode(data), codes = bytes.length > data.length ? new Uint32Array(data.length) : bytes;
  let n = 0;
  if (codes === bytes) for (; n < bytes.length; n++) bytes[n] -= 35;
  else for (const sign of data) {
    const at = /** @type {number} */ (sign.codePointAt(0));
    codes[n++] = at - (at < 0xd800 ? 35 : 2083);
  }
  return codes.subarray(0, n);
}

/** @param {Archive} base @param {FacetName} name @returns {Promise<Column>} */
function columnOf(base, name) {
  return kept(base.columns, name, async () => name === "nam" ? yearColumn(base) : name === "tinh_trang" ? statusColumn(base) : valueColumn(base, name));
}

/** @param {Archive} base @param {FacetName} name @returns {Promise<Column>} */
async function valueColumn(base, name) {
  const [values, sets, data] = await base.load(`f/${name}`);
  return { values, sets, codes: codesOf(data) };
}

/** @param {Archive} base @returns {Promise<Column>} */
async function statusColumn(base) {
  const [statuses, data, turns] = await base.load("f/tinh_trang");
  const codes = codesOf(data);
  for (const [doc, first, last] of turns) codes[doc] = statuses.indexOf(statusNow(statuses[codes[doc]], first, last));
  return { values: statuses.map((/** @type {string} */ s) => [s, STATUS_WORDS[s]]), sets: statuses.map((/** @type {string} */ _, /** @type {number} */ i) => [i]), codes };
}

/** Documents are numbered by date, so years are stretches. @param {Archive} base @returns {Column} */
function yearColumn(base) {
  /** @type {[string, string][]} */
  const values = [[UNKNOWN, "Không rõ năm"]];
  const codes = new Uint16Array(base.count);
  base.months.forEach(([month, first], i) => {
    const year = month.slice(0, 4), end = i + 1 < base.months.length ? base.months[i + 1][1] : base.count;
    if (year && values[values.length - 1][0] !== year) values.push([year, year]);
    if (year) codes.fill(values.length - 1, first, end);
  });
  for (const [doc, { day }] of base.late) {
    const year = day.slice(0, 4) || UNKNOWN;
    let at = values.findIndex(([value]) => value === year);
    if (at < 0) at = values.push([year, year]) - 1;
    codes[doc] = at;
  }
  return { values, sets: values.map((_, i) => [i]), codes };
}

/** Which of a facet's values are chosen, as flags; notes what nobody has. @param {Pick<Column, "values">} column @param {FacetName} name @param {Choice} chosen @param {string[]} notes */
function flagsOf(column, name, chosen, notes) {
  const flags = new Uint8Array(column.values.length);
  const exact = new Set(chosen.values);
  column.values.forEach(([value], i) => { if (exact.has(value)) flags[i] = 1; });
  for (const typed of chosen.typed) {
    const wanted = slugOf(typed), number = name === "ky" && (roman(wanted) || Number(wanted.replace(/^khoa-/, "")) || roman(wanted.replace(/^khoa-/, "")));
    const fits = column.values.map(([value, label]) => number ? value.endsWith(`-${number}`) : slugOf(value) === wanted || slugOf(label) === wanted ? 2 : `-${slugOf(label)}-${value}-`.includes(wanted) ? 1 : 0);
    const best = Math.max(0, ...fits.map(Number));
    if (!best || !wanted) notes.push(`Không có ${FACET_WORDS[name] || "giá trị"} nào là «${typed.slice(0, 40)}» trong kho.`);
    else fits.forEach((f, i) => { if (Number(f) === best) flags[i] = 1; });
  }
  return flags;
}

/** @param {FacetName} name */
const bitOf = (name) => 1 << FACETS.indexOf(name);

/** The column of types when few are chosen in a large archive: their lists are far less than all of it. @param {Archive} base @param {Choice} chosen @returns {Promise<Column | null>} */
async function columnOfFew(base, chosen) {
  const values = base.columns.has("loai") ? [] : base.head.k.split(" ").map((v) => /** @type {[string, string]} */ ([v, v])), flags = flagsOf({ values }, "loai", chosen, []), few = [...flags.keys()].filter((i) => flags[i]);
  if (!few.length || few.length > 3) return null;
  const codes = new Uint8Array(base.count);
  await Promise.all(few.map(async (i) => {
    for (const doc of readMembers(bytesOf((await base.load(`v/${values[i][0]}`))[0])).docs) codes[doc] = i + 1;
  }));
  return { values, sets: [[], ...values.map((_, i) => [i])], codes };
}

/** What documents must have, facet by facet; dates are stretches of numbers. */
class Filter {
  /** @param {Archive} base @param {Query} query */
  constructor(base, query) {
    this.base = base;
    this.query = query;
    /** Which sets of a facet have a chosen value. @type {Map<FacetName, {column: Column, good: Uint8Array}>} */
    this.chosen = new Map();
    this.first = 0;
    this.end = base.count;
    /** Of each document the facets of which it has no chosen value, a bit each. */
    this.missed = new Uint8Array(0);
  }

  async prepare() {
    const { query, base } = this;
    for (const [field, chosen] of query.choices) {
      const name = /** @type {FacetName} */ (field), column = (name === "loai" && await columnOfFew(base, chosen)) || await columnOf(base, name);
      const flags = flagsOf(column, name, chosen, query.notes);
      this.chosen.set(name, { column, good: Uint8Array.from(column.sets, (set) => (set.some((v) => flags[v]) ? 1 : 0)) });
    }
    if (query.unknownDate) this.end = base.dated;
    else if (query.from || query.to) {
      this.first = query.from ? await firstFrom(base, query.from) : base.dated;
      this.end = query.to ? await firstFrom(base, query.to, true) : base.count;
    }
    if (this.any) this.miss();
    return this;
  }

  miss() {
    const { count } = this.base, missed = this.missed = new Uint8Array(count);
    for (const [name, { column: { codes }, good }] of this.chosen) {
      const bit = bitOf(name);
      for (let doc = 0; doc < count; doc++) if (!good[codes[doc]]) missed[doc] |= bit;
    }
    if (this.timely) for (let doc = 0; doc < count; doc++) if (!this.inTime(doc)) missed[doc] |= bitOf("nam");
  }

  get timely() { return this.first > 0 || this.end < this.base.count; }

  get any() { return this.chosen.size > 0 || this.timely; }

  /** @param {number} doc */
  inTime(doc) {
    const { late: known } = this.base, late = known.size && known.get(doc), { from, to, unknownDate } = this.query;
    if (!late) return doc >= this.first && doc < this.end;
    if (unknownDate || !late.day) return unknownDate && !late.day;
    return late.day >= from && (!to || late.day.slice(0, to.length) <= to);
  }

  /** @param {number} doc */
  passes(doc) {
    return !this.missed[doc];
  }
}

/** The first document not before a day, month or year; or, with ``after``, the first past it. @param {Archive} base @param {string} moment @param {boolean} [after] */
async function firstFrom(base, moment, after) {
  const past = (/** @type {string} */ day) => (after ? day.slice(0, moment.length) > moment : day >= moment);
  const month = moment.slice(0, 7), next = base.months.findIndex(([m]) => m && (after || m.length < month.length ? m.slice(0, month.length) > month : m >= month));
  const end = next < 0 ? base.count : base.months[next][1];
  if (moment.length < 8) return end;
  // the day lies in a month: its documents' days are in their cards
  const inside = base.months.findIndex(([m]) => m === month);
  if (inside < 0) return end;
  let low = base.months[inside][1], high = inside + 1 < base.months.length ? base.months[inside + 1][1] : base.count;
  const known = [];
  for (let doc = low; doc < high; doc++) if (!base.late.has(doc) && !base.gone.has(doc)) known.push(doc);
  for (low = 0, high = known.length; low < high;) {
    const middle = (low + high) >> 1;
    if (past((await base.card(known[middle]))[6])) high = middle; else low = middle + 1;
  }
  return low < known.length ? known[low] : inside + 1 < base.months.length ? base.months[inside + 1][1] : base.count;
}

/** Per facet the values of what was found, each counted as if nothing were chosen of it. @param {Filter} filter @param {number[]} docs */
async function countFacets(filter, docs) {
  const { missed } = filter;
  return /** @type {Partial<Record<FacetName, FacetValue[]>>} */ (Object.fromEntries(await Promise.all(FACETS.map(async (name) => {
    const { values, sets, codes } = await columnOf(filter.base, name), bySet = new Int32Array(sets.length), counts = new Int32Array(values.length), others = ~bitOf(name);
    for (let i = 0; i < docs.length; i++) if (!(missed[docs[i]] & others)) bySet[codes[docs[i]]]++;
    sets.forEach((set, i) => set.forEach((v) => { counts[v] += bySet[i]; }));
    return [name, values.map(([value, label], i) => ({ value, label, count: counts[i] })).filter((v) => v.count).sort(FACET_ORDER[name] || ((a, b) => b.count - a.count))];
  }))));
}

/** @param {FacetValue} a @param {FacetValue} b */
const byCount = (a, b) => b.count - a.count || a.label.localeCompare(b.label, "vi");

/** @type {Partial<Record<FacetName, (a: FacetValue, b: FacetValue) => number>>} */
const FACET_ORDER = { nam: (a, b) => (Number(b.value) || 0) - (Number(a.value) || 0) };
