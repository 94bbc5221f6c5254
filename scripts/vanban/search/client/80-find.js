/* Search inside the open document: a bar over the text, marks typed or not. */

const BLOCKS = "p, li, td, th, h2, h3, h4, h5, h6, dt, dd, blockquote, pre, figcaption";
/** What the site puts between the words of a document: link signs, counts, marks of doubt. */
const NOT_TEXT = 'a:is(.headerlink, [href^="#vb-"]), .vb-cite__dau';
const MOST_MARKS = 5000;

/** A block of the document: its text as one string and where each piece of it stands. @typedef {{text: string, nodes: Text[], starts: number[]}} Block */

/** The text of a document block by block; what isn't text of it (link signs) is left out. @param {Element} root @returns {Block[]} */
function blocksOf(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  /** @type {Map<Element, Block>} */
  const blocks = new Map();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!(node instanceof Text) || !parent || parent.closest(NOT_TEXT)) continue;
    const home = parent.closest(BLOCKS) || root;
    let block = blocks.get(home);
    if (!block) blocks.set(home, block = { text: "", nodes: [], starts: [] });
    block.nodes.push(node);
    block.starts.push(block.text.length);
    block.text += node.data;
  }
  return [...blocks.values()].filter((b) => b.text.trim());
}

/** @param {Block} block @param {number} start @param {number} end */
function rangeIn(block, start, end) {
  const range = document.createRange(), at = (/** @type {number} */ offset) => block.starts.findLastIndex((s) => s <= offset);
  const from = at(start), to = at(end - 1);
  range.setStart(block.nodes[from], start - block.starts[from]);
  range.setEnd(block.nodes[to], end - block.starts[to]);
  return range;
}

/**
 * Where the words of a query stand together; only when they do nowhere (and ``loose``), each of them.
 * @param {Block[]} blocks @param {string} query @param {boolean} loose @returns {Range[]}
 */
function placesOf(blocks, query, loose) {
  for (const words of loose ? [false, true] : [false]) {
    const ranges = [];
    for (const block of blocks) {
      for (const [start, end] of window.vanban.findIn(block.text, query, words)) ranges.push(rangeIn(block, start, end));
      if (ranges.length >= MOST_MARKS) break;
    }
    if (ranges.length) return ranges.slice(0, MOST_MARKS);
  }
  return [];
}

const MARKS = "highlights" in CSS && typeof Highlight === "function", HERE = "vb-dau-tim--nay";

/** Marks the places found; a browser that can't shows only the block one is at. @param {Range[]} ranges */
function paint(ranges) {
  if (MARKS) CSS.highlights.set("vb-tim", new Highlight(...ranges));
  paintCurrent();
}

/** @param {Range} [range] where one is */
function paintCurrent(range) {
  for (const block of document.getElementsByClassName(HERE)) block.classList.remove(HERE);
  if (MARKS) {
    const current = new Highlight(...(range ? [range] : []));
    current.priority = 1;
    CSS.highlights.set("vb-tim-nay", current);
  } else range?.startContainer.parentElement?.classList.add(HERE);
}

/** The bar itself. */
function findBar() {
  const box = withAttributes(el("input", "vb-tt__o"), {
    type: "search", "aria-label": "Tìm trong văn bản", placeholder: "Tìm trong văn bản này", autocomplete: "off", spellcheck: false, maxlength: LONGEST_QUERY, enterkeyhint: "next",
  });
  const count = withAttributes(el("span", "vb-tt__dem"), { role: "status" }), place = el("span", "vb-tt__cho");
  const previous = withAttributes(actionButton("vb-tt__nut", "↑", () => {}), { "aria-label": "Chỗ trước", title: "Chỗ trước (Shift + Enter)" });
  const next = withAttributes(actionButton("vb-tt__nut", "↓", () => {}), { "aria-label": "Chỗ sau", title: "Chỗ sau (Enter)" });
  const close = withAttributes(actionButton("vb-tt__nut", "✕", () => {}), { "aria-label": "Đóng thanh tìm", title: "Đóng (Esc)" });
  const bar = withAttributes(el("div", "vb-tt", box, count, previous, next, close, place), { role: "search", "aria-label": "Tìm trong văn bản" });
  bar.hidden = true;
  document.body.append(bar);
  return { bar, box, count, place, previous, next, close };
}

/** The provision a place of the text stands in. @param {HTMLElement[]} anchors in the order of the text @param {Node} node */
function clauseAt(anchors, node) {
  const before = anchors.findLast((a) => a.contains(node) || (a.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0);
  const label = before ? clauseLabel(before.id) : "";
  return label && label[0].toUpperCase() + label.slice(1);
}

/** Finding, counting and going from place to place. @param {HTMLElement} root @param {ReturnType<typeof findBar>} parts */
function finder(root, parts) {
  const anchors = /** @type {HTMLElement[]} */ ([...root.querySelectorAll("[id]")].filter((e) => clauseLabel(e.id)));
  /** @type {Block[] | null} */
  let blocks = null;
  /** @type {Range[]} */
  let ranges = [];
  let at = -1;

  function go(/** @type {number} */ n, move = true) {
    if (!ranges.length) return;
    at = (n + ranges.length) % ranges.length;
    paintCurrent(ranges[at]);
    parts.count.textContent = `${inGroups(at + 1)}/${inGroups(ranges.length)}${ranges.length === MOST_MARKS ? "+" : ""}`;
    parts.place.textContent = clauseAt(anchors, ranges[at].startContainer);
    const rect = ranges[at].getBoundingClientRect(), top = parts.bar.getBoundingClientRect().bottom + 8;
    if (move && (rect.top < top || rect.bottom > window.innerHeight - 24)) window.scrollTo({ top: window.scrollY + rect.top - Math.max(top, window.innerHeight / 3) });
  }

  /** The first place not above what is in sight. */
  function nearest() {
    const top = parts.bar.getBoundingClientRect().bottom;
    const n = ranges.findIndex((r) => r.getBoundingClientRect().top >= top);
    return n < 0 ? 0 : n;
  }

  return {
    step: (/** @type {number} */ by) => go(at + by),
    clear() { paint(ranges = []); at = -1; parts.count.textContent = parts.place.textContent = ""; },
    /** @param {string} query @param {boolean} loose single words when they stand together nowhere @param {string} anchor begin at this provision */
    find(query, loose, anchor) {
      this.clear();
      parts.bar.classList.remove("vb-tt--khong");
      if (!query) return 0;
      if (!blocks) blocks = blocksOf(root);
      ranges = placesOf(blocks, query, loose);
      paint(ranges);
      if (!ranges.length) { parts.count.textContent = "Không thấy"; parts.bar.classList.add("vb-tt--khong"); return 0; }
      const from = anchor && document.getElementById(anchor), first = from ? ranges.findIndex((r) => follows(from, r.startContainer)) : nearest();
      go(Math.max(0, first), true);
      return ranges.length;
    },
  };
}

/** Does ``node`` stand in or after ``element``? @param {Element} element @param {Node} node */
const follows = (element, node) => element.contains(node) || (element.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;

/** The query that led here from a list of results; it goes out of the address, which people copy, into the history. */
function arrivedWith() {
  const p = new URLSearchParams(location.search), query = p.get("tim");
  if (!query) return String((history.state && history.state.tim) || "");
  p.delete("tim");
  history.replaceState({ ...history.state, tim: query.slice(0, LONGEST_QUERY) }, "", location.pathname + (String(p) ? "?" + p : "") + location.hash);
  return query.slice(0, LONGEST_QUERY);
}

/** @param {ReturnType<typeof findBar>} parts @param {ReturnType<typeof finder>} find @param {() => void} close */
function findKeys(parts, find, close) {
  const { bar, box } = parts, now = () => find.find(queryOf(box), false, ""), soon = settled(now, 100);
  box.addEventListener("input", () => { queryOf(box); soon(); });
  parts.previous.addEventListener("click", () => find.step(-1));
  parts.next.addEventListener("click", () => find.step(1));
  parts.close.addEventListener("click", close);
  bar.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); close(); }
    if (event.key !== "Enter" || event.isComposing || event.target !== box) return;
    event.preventDefault();
    find.step(event.shiftKey ? -1 : 1);
  });
}

function startFind() {
  const root = document.querySelector(".vb-than");
  if (!(root instanceof HTMLElement)) return;
  const parts = findBar(), find = finder(root, parts);
  /** @type {Element | null} */
  let before = null;
  const show = (/** @type {boolean} */ on) => { parts.bar.hidden = !on; document.documentElement.classList.toggle("vb-co-tt", on); };
  /** @param {Event} event its detail: what was typed before the bar was there */
  function open(event) {
    const typed = event instanceof CustomEvent ? event.detail : "";
    if (!parts.bar.contains(document.activeElement)) before = document.activeElement;
    show(true);
    const picked = String(getSelection()).trim();
    if (typed || (picked && picked.length < 80 && !picked.includes("\n"))) parts.box.value = typed || picked;
    parts.box.focus();
    if (!typed) parts.box.select();
    find.find(queryOf(parts.box), false, "");
  }
  function close() {
    find.clear();
    show(false);
    history.replaceState({ ...history.state, tim: "" }, "");
    const there = before instanceof HTMLElement && before.isConnected && before !== document.body ? before : document.querySelector("." + FIND_BUTTON);
    if (there instanceof HTMLElement) there.focus({ preventScroll: true });
  }
  document.addEventListener(OPEN_FIND, open);
  findKeys(parts, find, close);
  const query = arrivedWith();
  if (!query) return;
  parts.box.value = query;
  show(true);
  find.find(query, true, location.hash.slice(1));
}
