/* The box in the head: a combobox over a list of documents and ways to go on. */

/** @typedef {{href?: string, text?: string, query?: string}} Way where an option leads, or the text it puts in the box */

const IN_LIST = 6;
const RECENT = "vb-tim-gan-day";

/** The queries last asked in this browser, newest first. @returns {string[]} */
function recentQueries() {
  try { return JSON.parse(remembered(RECENT) || "[]").map(String); } catch { return []; }
}

/** @param {string} query */
function keepQuery(query) {
  if (query) remember(RECENT, JSON.stringify([query, ...recentQueries().filter((q) => q !== query)].slice(0, 6)));
}

/** The address of the search page for a query. @param {string} query */
function searchPageHref(query) {
  const form = /** @type {HTMLFormElement | null} */ (document.getElementById("vb-q-form"));
  const url = new URL(form ? form.action : "tim-kiem/index.html", document.baseURI);
  url.search = query ? "?" + new URLSearchParams({ q: query }) : "";
  return url.href;
}

const BROWSE = "Duyệt theo loại, cơ quan, năm, lĩnh vực";
/** Where one looks through the archive without a question. */
const browseHref = () => new URL("../duyet/index.html", searchPageHref("")).href;

/** @param {SearchHit} hit @param {string} query @param {string} [label] */
function hitOption(hit, query, label) {
  const option = optionTo(hrefOfHit(hit, query), "");
  if (hit.quan_he) option.append(el("span", "vb-kq__quan-he", hit.quan_he));
  const head = el("span", "vb-o__dau", putMarked(el("b", "vb-dong__ten"), nameOfHit(hit), []), statusBadge(hit.status));
  option.append(head, putMarked(el("span", "vb-o__trich"), hit.title, query ? spansIn(hit.title, query) : []));
  if (hit.snippet.includes("<mark>")) option.append(putSnippet(el("span", "vb-o__doan"), hit.snippet));
  const sub = putFacts(el("span", "vb-o__phu"), [hit.co_quan, officeDate(hit.ngay), hit.clause_label]);
  putSample(sub, hit);
  if (label) sub.append(el("span", "vb-o__phim", label));
  option.append(sub);
  return option;
}

/** @param {string} href @param {string} cls @param {...(Node | string)} children */
const optionTo = (href, cls, ...children) => withAttributes(linkTo(href, "vb-o__muc " + cls, ...children), { role: "option", "aria-selected": false, tabindex: -1 });

/** One line to go on by. @param {string} cls @param {string} href @param {...(Node | string)} text */
const lineOption = (cls, href, ...text) => optionTo(href, "vb-o__muc--dong " + cls, el("span", "", ...text));

/** @param {string} name @param {HTMLElement[]} options */
function optionGroup(name, options) {
  const head = withAttributes(el("div", "vb-o__nhom-ten", name), { "aria-hidden": true });
  return withAttributes(el("div", "vb-o__nhom", head, ...options), { role: "group", "aria-label": name });
}

/** @param {SearchAnswer} answer */
function allHits(answer) {
  const first = [answer.jump, ...(answer.chooser || []).flatMap((g) => g.hits)].map((h) => h && h.id);
  return answer.hits.filter((h) => !first.includes(h.id));
}

/** The groups of options for an answer. @param {SearchAnswer} answer @param {Completion[]} more @param {string} query */
function optionsOf(answer, more, query) {
  const groups = [], hits = allHits(answer).slice(0, answer.jump || answer.chooser ? 3 : IN_LIST);
  if (answer.jump) groups.push(optionGroup("Đúng số, ký hiệu", [hitOption(answer.jump, "", "Enter để mở")]));
  const same = (answer.chooser || []).flatMap((g) => g.hits);
  if (same.length) groups.push(optionGroup(inGroups(same.length) + " văn bản cùng số, chọn một", same.slice(0, 5).map((h) => hitOption(h, ""))));
  // the document is found: only a longer number may still be meant
  const lines = more.filter((c) => c.text.toLowerCase() !== query.toLowerCase() && !(c.url && [answer.jump, ...hits].some((h) => h && h.url === c.url)) && (!answer.jump || c.kind === "so_hieu")).slice(0, 3);
  if (lines.length && !same.length) groups.push(optionGroup("Gợi ý", lines.map((c) => completionOption(c))));
  if (hits.length) groups.push(optionGroup(answer.jump || same.length ? "Văn bản liên quan" : "Văn bản", hits.map((h) => hitOption(h, answer.jump || same.length ? "" : query))));
  if (answer.total === 0 && !groups.length) groups.push(lineOption("vb-o__duyet", browseHref(), BROWSE));
  return groups;
}

/** @param {Completion} c */
function completionOption(c) {
  const option = lineOption("vb-o__goi-y", c.url || searchPageHref(c.text), c.text);
  if (c.url) option.append(el("small", "", "mở văn bản"));
  return option;
}

/** What is known of an answer so far, for the eye and for the ear. @param {SearchAnswer} answer */
function countInWords(answer) {
  if (answer.total === null) return "";
  if (!answer.total && !answer.jump && !answer.chooser) return "Không thấy văn bản nào";
  return (answer.exact ? "" : "Khoảng ") + inGroups(answer.total) + " văn bản";
}

/** The list below a box: which options stand there, which one is chosen. @param {HTMLInputElement} box @param {HTMLElement} list */
function optionList(box, list) {
  /** @type {HTMLAnchorElement[]} */
  let options = [];
  let at = -1;
  function choose(/** @type {number} */ n) {
    options.forEach((o, i) => o.setAttribute("aria-selected", String(i === n)));
    at = options[n] ? n : -1;
    if (at < 0) { box.removeAttribute("aria-activedescendant"); return; }
    box.setAttribute("aria-activedescendant", options[at].id);
    options[at].scrollIntoView({ block: "nearest" });
  }
  return {
    /** What was chosen stays chosen where it stands in the new list too: later parts of an answer come while one chooses. @param {HTMLElement[]} groups */
    show(groups) {
      const kept = options[at]?.href;
      list.replaceChildren(...groups);
      options = [...list.querySelectorAll("a")];
      options.forEach((o, i) => { o.id = list.id + "-" + i; });
      box.setAttribute("aria-expanded", String(options.length > 0));
      choose(options.findIndex((o) => o.href === kept));
    },
    /** Nothing is chosen: the words in the box are others now. */
    drop() { choose(-1); },
    /** Up and down go round by way of the box itself. @param {number} step */
    move(step) { const n = options.length + 1; choose(((at + 1 + step + n) % n) - 1); },
    chosen: () => options[at],
    size: () => options.length,
  };
}

/**
 * A box with its list, and how the list is opened.
 * @typedef {object} BoxParts
 * @property {HTMLInputElement} box @property {HTMLFormElement} form
 * @property {HTMLElement} list @property {HTMLElement} meta @property {HTMLElement} frame
 * @property {() => boolean} isOpen @property {(on: boolean) => void} open
 */

/** In the page's own words. */
const HINT = document.getElementById("vb-q-meta")?.textContent || "";

/** The box in the head; the theme opens and shuts it by its hidden checkbox. @returns {BoxParts | null} */
function headBox() {
  const box = document.getElementById("vb-q"), list = document.getElementById("vb-q-list"), meta = document.getElementById("vb-q-meta");
  const toggle = document.getElementById("__search"), frame = box && box.closest(".md-search");
  if (!(box instanceof HTMLInputElement && box.form && toggle instanceof HTMLInputElement && frame instanceof HTMLElement && list && meta)) return null;
  return { box, form: box.form, list, meta, frame, isOpen: () => toggle.checked, open: (on) => { if (toggle.checked !== on) toggle.click(); } };
}

/** The box of the home page, with a list of its own below it. @returns {BoxParts | null} */
function homeBox() {
  const frame = document.querySelector(".vb-o-tim"), box = frame && frame.querySelector("input");
  if (!(frame instanceof HTMLFormElement) || !box) return null;
  const list = withAttributes(el("div", "md-search-result__list"), { id: "vb-o-ds", role: "listbox", "aria-label": "Kết quả", tabindex: -1 }), meta = el("p", "md-search-result__meta", HINT);
  const panel = el("div", "vb-o-tim__khung md-search-result", meta, list);
  panel.hidden = true;
  withAttributes(box, { role: "combobox", "aria-expanded": false, "aria-controls": list.id, "aria-autocomplete": "list" });
  frame.append(panel);
  return { box, form: frame, list, meta, frame, isOpen: () => !panel.hidden, open: (on) => { panel.hidden = !on; } };
}

/** Asking while one types; answers that come too late are dropped. @param {BoxParts} parts @param {ReturnType<typeof optionList>} options */
function boxAsking(parts, options) {
  const { box, meta } = parts, say = announcer();
  let turn = 0, asked = "", slow = 0, shown = "";
  /** @type {SearchAnswer | null} */
  let answer = null;
  /** @type {Promise<unknown>} */
  let done = Promise.resolve();

  function tell(/** @type {string} */ text) { meta.textContent = text; say(text); }

  function idle() {
    turn++;
    asked = "";
    answer = null;
    clearTimeout(slow);
    const recent = recentQueries().map((q) => lineOption("vb-o__goi-y vb-o__gan-day", searchPageHref(q), q));
    options.show(recent.length ? [optionGroup("Tìm gần đây", recent)] : []);
    meta.textContent = HINT;
  }

  /** Counts that come after the first page change nothing in the list. @param {SearchAnswer} got @param {Completion[]} more */
  function show(got, more) {
    const key = JSON.stringify([asked, got.jump, got.chooser, got.hits, more, got.total === 0]);
    answer = got;
    if (key === shown && options.size()) return;
    shown = key;
    const rest = lineOption("vb-o__tat-ca", searchPageHref(asked), "Xem ở trang tìm kiếm: ", el("b", "", asked));
    options.show([...optionsOf(got, more, asked), rest]);
  }

  /** @param {SearchAnswer} got */
  function tellCount(got) {
    const enter = got.jump ? `; bấm Enter để mở ${got.jump.clause_label} ` + nameOfHit(got.jump) : got.total ? "; bấm Enter để xem tất cả" : "";
    const told = countInWords(got) + enter, meant = got.didYouMean;
    tell(told + (meant ? `. Có phải: ${meant}?` : got.notes.length ? ". " + got.notes[0] : ""));
    if (!meant) return;
    meta.replaceChildren(told + ". Có phải: ", linkTo(searchPageHref(meant), "", meant), "?");
  }

  /** @param {string} query */
  function start(query) {
    const mine = ++turn, current = () => mine === turn;
    asked = query;
    answer = null;
    clearTimeout(slow);
    slow = setTimeout(() => { if (current() && !answer) tell("Đang tìm…"); }, 250);
    const more = Promise.race([window.vanban.complete(query, 5), new Promise((r) => setTimeout(r, 150, []))]).catch(() => []);
    /** @param {SearchAnswer} got */
    const take = (got) => more.then((/** @type {Completion[]} */ list) => { if (current() && !(answer && got.total === null)) show(got, list); });
    done = askEngine(query, { limit: IN_LIST, onFirst: take }).then((got) => take(got).then(() => { if (current()) tellCount(got); }), (error) => {
      if (!current()) return;
      clearTimeout(slow);
      options.show([]);
      tell(faultInWords(error));
    });
  }

  return {
    idle,
    /** Ask what stands in the box, unless it is what was asked last. */
    now() { const query = queryOf(box); if (!query) idle(); else if (query !== asked || !answer) start(query); },
    /** The answer to what stands in the box, as far as it comes in reasonable time. */
    answer() {
      this.now();
      return Promise.race([done.then(() => answer), new Promise((r) => setTimeout(() => r(answer), 1500))]);
    },
  };
}

/** Go where an option leads; with Ctrl or Cmd in a new tab. @param {string} href @param {KeyboardEvent | null} event */
function follow(href, event) {
  if (event && (event.ctrlKey || event.metaKey)) window.open(href, "_blank", "noopener");
  else location.href = href;
}

/** @param {BoxParts} parts @param {ReturnType<typeof optionList>} options @param {ReturnType<typeof boxAsking>} asking @param {() => void} close */
function boxKeys(parts, options, asking, close) {
  const { box, form, list } = parts;
  /** @param {KeyboardEvent | null} event */
  async function enter(event) {
    const chosen = options.chosen(), query = queryOf(box);
    keepQuery(query);
    if (chosen) { follow(chosen.href, event); return; }
    if (!query) return;
    const answer = /** @type {SearchAnswer | null} */ (await asking.answer());
    follow(answer?.jump ? hrefOfHit(answer.jump) : searchPageHref(query), event);
  }
  box.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); options.move(event.key === "ArrowDown" ? 1 : -1); }
    else if (event.key === "Enter") { event.preventDefault(); void enter(event); }
  });
  parts.frame.addEventListener("keydown", (event) => {
    if (/** @type {KeyboardEvent} */ (event).key === "Escape") { event.preventDefault(); event.stopPropagation(); close(); }
  });
  form.addEventListener("submit", (event) => { event.preventDefault(); void enter(null); });
  form.addEventListener("reset", () => { setTimeout(() => { asking.idle(); box.focus(); }); });
  list.addEventListener("click", () => keepQuery(queryOf(box)));
  list.addEventListener("mousedown", (event) => event.preventDefault());
}

/** @param {BoxParts | null} parts */
function startBox(parts) {
  if (!parts) return;
  const { box, list, frame } = parts;
  const options = optionList(box, list), asking = boxAsking(parts, options), ask = settled(() => asking.now(), 90);
  /** @type {Element | null} where the focus goes back to */
  let before = null;
  const close = () => {
    ask.cancel();
    parts.open(false);
    box.setAttribute("aria-expanded", "false");
    if (frame.contains(document.activeElement)) box.blur();
    if (before instanceof HTMLElement) before.focus();
  };
  box.maxLength = LONGEST_QUERY;
  box.addEventListener("input", () => { options.drop(); parts.open(true); if (queryOf(box)) ask(); else { ask.cancel(); asking.idle(); } });
  box.addEventListener("focus", (event) => {
    before = event.relatedTarget instanceof Element ? event.relatedTarget : null;
    parts.open(true);
    // not one that had the focus before the engine came: its text may be half typed
    if (event.isTrusted) box.select();
    asking.now();
  });
  frame.addEventListener("focusout", (event) => {
    if (event.relatedTarget instanceof Node && !frame.contains(event.relatedTarget) && parts.isOpen()) { before = null; close(); }
  });
  document.addEventListener("click", (event) => {
    const at = event.target instanceof Element ? event.target : null;
    if (parts.isOpen() && at && !frame.contains(at) && !at.closest("[for=__search], #__search, .vb-mo-tim")) { before = null; close(); }
  });
  boxKeys(parts, options, asking, close);
}
