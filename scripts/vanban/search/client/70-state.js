/* What is asked on the search page, and how an address writes it. */

/**
 * @typedef {object} PageState
 * @property {string} q
 * @property {Record<string, string[]>} chosen values by facet, years aside
 * @property {string} nam "2013", "2013..2016", "khong-ro", or ""
 * @property {string} tu ISO day or ""
 * @property {string} den ISO day or ""
 * @property {"" | "lien-quan" | "moi" | "cu"} sort
 * @property {number} page from 1
 * @property {boolean} tatCa
 * @property {string[]} mo facets opened that are shut at first
 */

/** Facets in the order of the page: name in answers, in addresses, in words, in a word. @type {[FacetName, string, string, string][]} */
const FACET_LIST = /** @type {[FacetName, string, string?][]} */ ([
  ["tinh_trang", "Tình trạng hiệu lực", "Tình trạng"], ["loai", "Loại văn bản", "Loại"], ["co_quan", "Cơ quan ban hành", "Cơ quan"], ["nam", "Ngày ban hành", "Năm"],
  ["linh_vuc", "Lĩnh vực"], ["nguoi_ky", "Người ký"], ["ky", "Khóa, nhiệm kỳ", "Khóa"],
]).map(([name, title, word]) => [name, name.replace("_", "-"), title, word || title]);
const SORTS = /** @type {const} */ ([["lien-quan", "Liên quan nhất"], ["moi", "Mới nhất trước"], ["cu", "Cũ nhất trước"]]);
const PAGE_SIZE = 20;
const YEARS = /^(\d{4})?(?:\.\.(\d{4})?)?$/;

/** @param {string} search @returns {PageState} */
function stateOfAddress(search) {
  const p = new URLSearchParams(search), day = (/** @type {string} */ k) => (ISO_DAY.test(p.get(k) || "") ? p.get(k) || "" : "");
  /** @type {Record<string, string[]>} */
  const chosen = {};
  for (const [name, key] of FACET_LIST) if (name !== "nam") chosen[name] = [...new Set(p.getAll(key))].filter(Boolean).slice(0, 50);
  const sort = SORTS.map((s) => s[0]).find((s) => s === p.get("sap-xep")), nam = p.get("nam") || "";
  return {
    q: (p.get("q") || "").slice(0, LONGEST_QUERY), chosen, nam: nam === UNKNOWN || (YEARS.test(nam) && /\d/.test(nam)) ? nam : "", tu: day("tu"), den: day("den"),
    sort: sort || "", page: Math.min(Math.max(1, Math.floor(Number(p.get("trang"))) || 1), 100_000), tatCa: p.get("tat-ca") === "1",
    mo: p.getAll("mo").filter((k) => FACET_LIST.some((f) => f[1] === k)),
  };
}

/** @param {PageState} state @returns {string} "" or "?…" */
function addressOfState(state) {
  const p = new URLSearchParams();
  const put = (/** @type {string} */ key, /** @type {string} */ value) => { if (value) p.append(key, value); };
  put("q", state.q.trim());
  for (const [name, key] of FACET_LIST) for (const value of state.chosen[name] || []) put(key, value);
  put("nam", state.nam);
  put("tu", state.tu);
  put("den", state.den);
  put("sap-xep", state.sort);
  put("tat-ca", state.tatCa ? "1" : "");
  for (const key of state.mo) put("mo", key);
  put("trang", state.page > 1 ? String(state.page) : "");
  return String(p) ? "?" + p : "";
}

/** @param {PageState} state @returns {SearchOptions} */
function optionsOfState(state) {
  /** @type {Filters} */
  const filters = {};
  for (const [name] of FACET_LIST) if (name !== "nam" && state.chosen[name].length) filters[name] = state.chosen[name];
  const years = yearsOf(state.nam);
  if (state.nam === UNKNOWN) filters.nam = UNKNOWN;
  else if (years) filters.nam = [years[0] || null, years[1] === 9999 ? null : years[1]];
  if (state.tu) filters.tu = state.tu;
  if (state.den) filters.den = state.den;
  return { filters, sort: state.sort || (state.q ? "lien-quan" : "moi"), offset: (state.page - 1) * PAGE_SIZE, limit: PAGE_SIZE, tatCa: state.tatCa };
}

/** @param {PageState} state how many filters stand */
function countFilters(state) {
  const values = Object.values(state.chosen).reduce((n, list) => n + list.length, 0);
  return values + [state.nam, state.tu, state.den].filter(Boolean).length;
}

/** @param {PageState} state @returns {PageState} the same query with no filter */
function withoutFilters(state) {
  const chosen = Object.fromEntries(Object.keys(state.chosen).map((name) => [name, []]));
  return { ...state, chosen, nam: "", tu: "", den: "", page: 1 };
}

/** First and last year of a span as an address writes it. @param {string} nam @returns {[number, number] | null} */
function yearsOf(nam) {
  const m = nam && YEARS.exec(nam);
  if (!m) return null;
  return [Number(m[1]) || 0, Number(nam.includes("..") ? m[2] || 9999 : m[1])];
}

/** A year ticked beside a span stretches it; a year at its end taken away shrinks it. @param {string} nam @param {number} year */
function stretched(nam, year) {
  const span = yearsOf(nam);
  if (!span) return String(year);
  let [first, last] = span;
  if (year < first) first = year;
  else if (year > last) last = year;
  else if (first === last) return "";
  else if (year === first) first++;
  else if (year === last) last--;
  else first = last = year;
  return first === last ? String(first) : first + ".." + last;
}

/** @param {PageState} state @param {string} name @param {string} value @returns {PageState} with one value more, or less */
function toggled(state, name, value) {
  if (name === "nam") {
    const nam = value !== UNKNOWN ? stretched(state.nam, Number(value)) : state.nam === UNKNOWN ? "" : UNKNOWN;
    return { ...state, nam, tu: "", den: "", page: 1 };
  }
  const now = state.chosen[name], next = now.includes(value) ? now.filter((v) => v !== value) : [...now, value];
  return { ...state, chosen: { ...state.chosen, [name]: next }, page: 1 };
}
