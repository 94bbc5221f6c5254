/* What every page loads of search: its keys and signs, and the way to the other scripts, which come
   when they are wanted: the engine for a box focused or typed in, a program that asks; what stands
   on the page of search and the bar over a document only there. */

const HOME = /** @type {HTMLScriptElement} */ (document.currentScript).src;
const KEYS_OFF = "vb-phim-tat";

/** The other scripts that have run; each tells it in its last line. @type {Set<string>} */
const came = new Set();
/** @type {Map<string, Promise<void>>} */
const asked = new Map();
const alarm = document.createElement("p");
alarm.className = "vb-tk__loi";
alarm.setAttribute("role", "alert");

/** One of the other scripts; asked for once, and once more after a fault. They run in the order they are asked for. @param {string} name @returns {Promise<void>} */
function load(name) {
  const known = asked.get(name);
  if (known) return known;
  const promise = /** @type {Promise<void>} */ (new Promise((resolve, reject) => {
    const tag = document.createElement("script");
    const fail = () => {
      asked.delete(name);
      tag.remove();
      reject(new Error("Không tải được máy tìm kiếm (assets/vanban/" + name + "). Kiểm tra kết nối rồi thử lại; nếu vẫn vậy, báo người quản lý kho."));
    };
    tag.src = new URL(name + STAMP, HOME).href;
    tag.async = false;
    tag.onload = () => {
      if (!came.has(name)) return fail();
      alarm.remove();
      resolve();
    };
    tag.onerror = fail;
    document.head.append(tag);
  }));
  asked.set(name, promise);
  return promise;
}

/** The engine; on the page of search what stands there, too. @returns {Promise<VanBan>} */
function ready() {
  return Promise.all([ENGINE, ...(document.getElementById("vb-search-page") ? [PAGE] : [])].map(load)).then(() => window.vanban);
}

/** For what is asked at once: the head of the index comes beside the engine, not after it. */
function readyToAsk() {
  if (HEAD && !asked.has(ENGINE)) {
    const link = document.createElement("link");
    link.rel = "preload";
    link.as = "script";
    link.href = new URL(HEAD, HOME).href;
    document.head.append(link);
  }
  return ready();
}

/** The engine and the bar over a document. */
const readyToFind = () => Promise.all([ready(), load(FIND)]);

/** @type {VanBan["search"]} */
const askLater = (query, options) => readyToAsk().then((vanban) => vanban.search(query, options));
/** @type {VanBan["complete"]} */
const completeLater = (prefix, limit) => readyToAsk().then((vanban) => vanban.complete(prefix, limit));

/** What a person waits for at a place: a fault is said there. @param {Promise<unknown>} coming @param {Element | null} place @param {() => void} [after] */
function wanted(coming, place, after) {
  return coming.then(after, (error) => {
    const head = document.getElementById("vb-q-meta"), inHead = place && place.contains(head);
    alarm.textContent = error.message;
    (inHead && head ? head.parentElement : place || document.querySelector(".vb-viec"))?.append(alarm);
    if (inHead) openHead();
  });
}

/** The theme's own switch of the box in the head. */
const switchOfHead = () => /** @type {HTMLInputElement | null} */ (document.getElementById("__search"));

function openHead() {
  const toggle = switchOfHead();
  if (toggle && !toggle.checked) toggle.click();
}

/** The theme's sign for the phone is a label; keyboards and screen readers need a button. @param {Element} label */
function openButton(label) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "md-header__button md-icon vb-mo-tim";
  button.setAttribute("aria-label", "Tìm kiếm");
  button.addEventListener("click", () => switchOfHead()?.click());
  button.append(...label.childNodes);
  return button;
}

/** A box focused or sent before the engine is there gets its due when it comes. */
function startBoxes() {
  const toggle = switchOfHead(), headBox = document.getElementById("vb-q");
  toggle?.addEventListener("change", () => { if (toggle.checked && document.activeElement !== headBox) headBox?.focus(); });
  document.querySelectorAll("label.md-header__button[for=__search]").forEach((label) => label.replaceWith(openButton(label)));
  for (const form of document.querySelectorAll("#vb-q-form, .vb-o-tim")) {
    const box = form.querySelector("input"), place = form.closest(".md-search") || form;
    box?.addEventListener("focus", (event) => {
      if (!came.has(ENGINE)) wanted(ready(), place, () => { if (document.activeElement === box) box.dispatchEvent(new FocusEvent("focus", { relatedTarget: event.relatedTarget })); });
    });
    form.addEventListener("submit", (event) => {
      if (came.has(ENGINE)) return;
      event.preventDefault();
      wanted(ready(), place, () => /** @type {HTMLFormElement} */ (form).requestSubmit());
    });
  }
}

/** Where search is begun: the box in the head, the home page's, the button on a document's page. */
const beginningOf = (/** @type {Element} */ at) => at.closest(".md-search, .vb-mo-tim, .vb-o-tim, ." + FIND_BUTTON);

/** A pointer on its way is enough; on the home page and on that of search the engine comes by itself. */
function startEarly() {
  const early = (/** @type {Event} */ event) => {
    const at = event.target instanceof Element && beginningOf(event.target);
    if (at) (at.matches("." + FIND_BUTTON) ? readyToFind() : ready()).catch(() => {});
  };
  for (const kind of ["pointerover", "touchstart"]) document.addEventListener(kind, early, { passive: true });
  const place = document.getElementById("vb-search-page");
  if (place) wanted(readyToAsk(), place);
  else if (document.querySelector(".vb-than") && (/[?&]tim=/.test(location.search) || history.state?.tim)) wanted(readyToFind(), null);
  else if (document.querySelector(".vb-o-tim")) (window.requestIdleCallback || setTimeout)(() => { ready().catch(() => {}); });
}

/** ``/`` and Ctrl-K go to the box of the search page where there is one, else to the one in the head. */
function startSearchKeys() {
  document.addEventListener("keydown", (event) => {
    const slash = event.key === "/" && isShortcut(event), ctrlK = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    const box = document.querySelector(".vb-tk__o") || document.getElementById("vb-q");
    if (!(slash || ctrlK) || !(box instanceof HTMLInputElement)) return;
    event.preventDefault();
    event.stopPropagation();
    if (box.id === "vb-q") openHead();
    box.focus();
    box.select();
  }, true);
}

/** On a document's page: the button of the bar over its text, and its keys. */
function startFindKeys() {
  const actions = document.querySelector(".vb-viec");
  if (!document.querySelector(".vb-than")) return;
  /** What is typed after the key, before the bar is there. @type {string | null} */
  let begun = null;
  const open = () => {
    begun ??= "";
    wanted(readyToFind(), actions, () => { document.dispatchEvent(new CustomEvent(OPEN_FIND, { detail: begun })); }).finally(() => { begun = null; });
  };
  const button = document.createElement("button");
  button.type = "button";
  button.className = FIND_BUTTON;
  button.textContent = "Tìm trong văn bản";
  button.addEventListener("click", open);
  actions?.prepend(button);
  document.addEventListener("keydown", (event) => {
    const letter = event.key === "f" && !event.shiftKey && isShortcut(event), chord = event.key.toLowerCase() === "f" && event.shiftKey && (event.ctrlKey || event.metaKey);
    const waiting = begun !== null && event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (!letter && !chord && !waiting) return;
    event.preventDefault();
    event.stopPropagation();
    if (waiting) begun += event.key; else open();
  }, true);
}

/** Is this key press meant for the page, not for a field? A single letter can be turned off (WCAG 2.1.4). @param {KeyboardEvent} event */
function isShortcut(event) {
  const at = document.activeElement;
  const typing = at instanceof HTMLElement && (at.isContentEditable || at.matches("textarea, select, input:not([type=checkbox], [type=radio])"));
  return !typing && !event.ctrlKey && !event.metaKey && !event.altKey && !remembered(KEYS_OFF);
}

/** On the page of help: a switch for keys of a single letter. */
function startKeySwitch() {
  const place = document.getElementById("vb-phim");
  if (!place) return;
  const box = document.createElement("input"), label = document.createElement("label");
  box.type = "checkbox";
  box.checked = !remembered(KEYS_OFF);
  box.addEventListener("change", () => remember(KEYS_OFF, box.checked ? "" : "1"));
  label.className = "vb-tk__tat-ca";
  label.append(box, "Dùng phím tắt một chữ (/ và f) trong trình duyệt này");
  place.replaceChildren(label);
}

Object.assign((window.vanban = window.vanban || /** @type {any} */ ({})), { search: askLater, complete: completeLater, ready, came });
