/* The interface: small helpers. Everything found is put in as text, never read as markup. */

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} name @param {string} [cls] @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[K]}
 */
function el(name, cls, ...children) {
  const e = document.createElement(name);
  if (cls) e.className = cls;
  e.append(...children);
  return e;
}

/** @param {string} href @param {string} cls @param {...(Node | string)} children */
function linkTo(href, cls, ...children) {
  const link = el("a", cls, ...children);
  link.href = href;
  return link;
}

/** @template {Element} T @param {T} element @param {Record<string, string | number | boolean>} values @returns {T} */
function withAttributes(element, values) {
  for (const [name, value] of Object.entries(values)) element.setAttribute(name, String(value));
  return element;
}

/** A button that does something here. @param {string} cls @param {string} label @param {() => void} act */
function actionButton(cls, label, act) {
  const b = el("button", cls, label);
  b.type = "button";
  b.addEventListener("click", act);
  return b;
}

const LONGEST_QUERY = 300;
/** The same width as in the theme's style sheet, where its box stands open in the head. */
const WIDE = window.matchMedia("(min-width: 60em)");

/** 12345 as 12.345. @param {number} n */
const inGroups = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, ".");

/** 2025-04-09 as offices write it: 09/4/2025; 2025-04: 4/2025. @param {string} iso */
function officeDate(iso) {
  const parts = iso.split("-");
  if (!/^\d{4}(-\d\d){0,2}$/.test(iso)) return "";
  if (parts.length > 1 && Number(parts[1]) > 2) parts[1] = String(Number(parts[1]));
  return parts.reverse().join("/");
}

/** @param {string} status */
function statusBadge(status) {
  return el("span", "vb-hl vb-hl--" + status, STATUS_WORDS[status] || STATUS_WORDS.chua_ro);
}

/** That a document is a sample. @param {Element} parent @param {SearchHit} hit */
function putSample(parent, hit) {
  if (hit.mau) parent.append(el("span", "vb-dau-hieu vb-dau-hieu--mau", "Văn bản mẫu"));
}

/** @param {SearchHit} hit */
const nameOfHit = (hit) => hit.loai + (hit.so_hieu === "chua_ro" ? " (số chưa rõ)" : hit.so_hieu && " " + hit.so_hieu);

/**
 * The page of a hit; ``query`` goes along when its words are to be marked there.
 * @param {SearchHit} hit @param {string} [query]
 */
function hrefOfHit(hit, query) {
  const url = new URL(hit.url, document.baseURI);
  if (query && hit.snippet.includes("<mark>")) url.searchParams.set("tim", query.slice(0, LONGEST_QUERY));
  if (hit.anchor) url.hash = hit.anchor;
  return url.href;
}

/** Spans of ``text`` in <mark>. @param {Element} parent @param {string} text @param {[number, number][]} spans */
function putMarked(parent, text, spans) {
  let at = 0;
  for (const [start, end] of spans) {
    parent.append(text.slice(at, start), el("mark", "", text.slice(start, end)));
    at = end;
  }
  parent.append(text.slice(at));
  return parent;
}

/** What the words of ``query`` touch in a short text. @param {string} text @param {string} query */
function spansIn(text, query) {
  const together = window.vanban.findIn(text, query);
  return together.length ? together : window.vanban.findIn(text, query, true);
}

/** @type {Record<string, string>} */
const ENTITIES = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&#x27;": "'", "&amp;": "&" };

/** A snippet as the engine gives it; whatever else than <mark> it holds is shown as text. @param {Element} parent @param {string} html */
function putSnippet(parent, html) {
  html.split(/<mark>([^]*?)<\/mark>/).forEach((part, i) => {
    const text = part.replace(/&(?:lt|gt|quot|amp|#39|#x27);/g, (e) => ENTITIES[e]);
    parent.append(i % 2 ? el("mark", "", text) : text);
  });
  return parent;
}

/** Facts in a row; the style sheet puts dots between them. @param {Element} parent @param {(string | false)[]} facts */
function putFacts(parent, facts) {
  for (const fact of facts) if (fact) parent.append(el("span", "vb-sk", fact));
  return parent;
}

/** Says a text to screen readers once it has stood still. @param {number} [patience] ms */
function announcer(patience = 400) {
  const place = withAttributes(el("div", "vb-an"), { role: "status", "aria-live": "polite" });
  let timer = 0;
  document.body.append(place);
  return (/** @type {string} */ text) => {
    clearTimeout(timer);
    timer = setTimeout(() => { place.textContent = text; }, patience);
  };
}

/** Calls that come in quick succession become one. @param {() => void} act @param {number} wait ms */
function settled(act, wait) {
  let timer = 0;
  return Object.assign(() => { clearTimeout(timer); timer = setTimeout(act, wait); }, { cancel: () => clearTimeout(timer) });
}

/** @param {unknown} error what a promise of the engine was rejected with */
function faultInWords(error) {
  if (navigator.onLine === false && location.protocol !== "file:") return "Máy đang ngoại tuyến. Nối mạng rồi thử lại.";
  const said = error instanceof Error ? error.message : String(error || "");
  return /[^\x00-\x7f]/.test(said) ? said : "Không đọc được chỉ mục tìm kiếm. Thử lại, hoặc báo người quản lý kho.";
}

const PATIENCE = 15_000;

/**
 * What the engine answers; a promise that never settles is a fault like another.
 * @param {string} query @param {SearchOptions} options @returns {Promise<SearchAnswer>}
 */
function askEngine(query, options) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("Chỉ mục tìm kiếm trả lời quá chậm. Thử lại.")), PATIENCE);
    Promise.resolve().then(() => window.vanban.search(query, options)).then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** A box never holds more than is searched, however the text got there; cut at once, shaping it may take minutes. @param {HTMLInputElement} box */
function queryOf(box) {
  if (box.value.length > LONGEST_QUERY) box.value = box.value.slice(0, LONGEST_QUERY);
  return box.value.trim();
}
