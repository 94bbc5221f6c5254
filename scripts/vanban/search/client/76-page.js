/* The search page: state, asking, and the order of things on it. */

/** The form at the top: box, sort, the switch. @param {Holder} holder @param {(now: boolean) => void} typed */
function pageForm(holder, typed) {
  const box = withAttributes(el("input", "vb-tk__o"), {
    type: "search", name: "q", maxlength: LONGEST_QUERY, "aria-label": "Tìm văn bản", placeholder: "Số, ký hiệu hoặc từ khóa", autocomplete: "off", spellcheck: false, enterkeyhint: "search",
  });
  const button = withAttributes(el("button", "vb-tk__nut", "Tìm"), { type: "submit" }), form = withAttributes(el("form", "vb-tk__form", box, button), { role: "search" });
  box.addEventListener("input", () => { queryOf(box); typed(false); });
  form.addEventListener("submit", (event) => { event.preventDefault(); typed(true); });
  const sort = withAttributes(el("select", "vb-tk__sap"), { "aria-label": "Sắp xếp" });
  for (const [value, label] of SORTS) sort.append(new Option(label, value));
  sort.addEventListener("change", () => holder.set({ ...holder.get(), sort: /** @type {PageState["sort"]} */ (sort.value), page: 1 }));
  const all = withAttributes(el("input"), { type: "checkbox" });
  all.addEventListener("change", () => holder.set({ ...holder.get(), tatCa: all.checked, page: 1 }));
  const tools = el("div", "vb-tk__cong-cu", el("label", "vb-tk__tat-ca", all, "Tất cả các từ ở bất kỳ đâu"), sort);
  return {
    form, box, tools,
    /** @param {PageState} state */
    show(state) {
      if (box.value.trim() !== state.q) box.value = state.q;
      sort.options[0].hidden = sort.options[0].disabled = !state.q;
      sort.value = state.sort || (state.q ? "lien-quan" : "moi");
      all.checked = state.tatCa;
    },
  };
}

/** The sheet for facets on a phone; where there is room they stand beside the results. @param {HTMLElement} panel */
function facetPlaces(panel) {
  const column = withAttributes(el("aside", "vb-tk__loc", el("h2", "vb-an", "Bộ lọc")), { "aria-label": "Bộ lọc" });
  const done = actionButton("vb-tk__xong", "Xem kết quả", () => sheet.close()), close = withAttributes(actionButton("vb-tk__dong", "✕", () => sheet.close()), { "aria-label": "Đóng bộ lọc" });
  const sheet = withAttributes(el("dialog", "vb-tk__to", el("div", "vb-tk__to-dau", el("h2", "", "Bộ lọc"), close), done), { "aria-label": "Bộ lọc" });
  const opener = withAttributes(actionButton("vb-tk__mo-loc", "Bộ lọc", () => sheet.showModal()), { "aria-haspopup": "dialog" });
  function settle() {
    if (WIDE.matches) { sheet.close(); column.append(panel); } else sheet.insertBefore(panel, done);
  }
  sheet.addEventListener("click", (event) => { if (event.target === sheet) sheet.close(); });
  WIDE.addEventListener("change", settle);
  settle();
  return { column, sheet, opener, done };
}

/** Chips of the filters that stand. @param {PageParts} parts @param {PageState} state @param {(next: PageState) => void} go */
function showChips(parts, state, go) {
  const place = parts.chips, chips = chipsOf(state), had = place.contains(document.activeElement);
  place.replaceChildren(...chips.map(([label, next]) => withAttributes(actionButton("vb-tk__the", label, () => go(next)), { "aria-label": "Bỏ lọc " + label })));
  if (chips.length) place.append(actionButton("vb-nut-chu", "Bỏ tất cả", () => go(withoutFilters(state))));
  place.hidden = !chips.length;
  if (had) parts.count.focus({ preventScroll: true });
  parts.places.opener.textContent = chips.length ? `Bộ lọc (${chips.length})` : "Bộ lọc";
}

/** Did-you-mean, and what the engine has to say. @param {HTMLElement} place @param {PageState} state @param {SearchAnswer} answer @param {(next: PageState) => void} go */
function showNotes(place, state, answer, go) {
  place.replaceChildren();
  const meant = answer.didYouMean;
  if (meant) place.append(el("p", "vb-tk__y", "Có phải bạn muốn tìm: ", actionButton("vb-nut-chu vb-nut-chu--dam", meant, () => go({ ...state, q: meant, page: 1 })), "?"));
  for (const note of answer.notes) place.append(el("p", "vb-tk__luu-y", note));
}

/** The count as a heading. @param {PageState} state @param {SearchAnswer} answer */
function headingOf(state, answer) {
  const page = state.page > 1 ? `, trang ${inGroups(state.page)}` : "";
  if (answer.total === null) return "Đang đếm…";
  return (state.q || countFilters(state) ? countInWords(answer) : `Toàn kho: ${inGroups(answer.total)} văn bản`) + page;
}

/** What stands only on paper: what was asked, how it was filtered, when. @param {PageState} state */
function paperHead(state) {
  const filters = chipsOf(state).map(([label]) => label).join("; ");
  return (state.q ? `Kết quả tìm «${state.q}»` : "Danh sách văn bản") + (filters ? ` (${filters})` : "") + `, ngày ${officeDate(today())}`;
}

/** The page's parts, put in place. @param {HTMLElement} place @param {Holder} holder @param {(now: boolean) => void} typed */
function pageParts(place, holder, typed) {
  const form = pageForm(holder, typed), facets = facetPanel(holder), places = facetPlaces(facets.frame);
  const count = withAttributes(el("h2", "vb-tk__dem"), { tabindex: -1 }), chips = el("div", "vb-tk__cac-the"), notes = el("div", "vb-tk__cac-y");
  const paper = el("p", "vb-tk__giay"), out = el("div", "vb-tk__ra", skeleton()), pages = el("div");
  chips.hidden = true;
  const main = el("div", "vb-tk__chinh", paper, el("div", "vb-tk__thanh", count, places.opener, form.tools), chips, notes, out, pages);
  place.replaceChildren(form.form, el("div", "vb-tk__hai-cot", places.column, main), places.sheet);
  return { form, facets, places, count, chips, notes, out, pages, paper };
}

/** @typedef {ReturnType<typeof pageParts>} PageParts */

/** Shows what is known; results already in sight stay the same elements. @param {PageParts} parts @param {(next: PageState) => void} go */
function pageShowing(parts, go) {
  const title = document.title;
  let shown = "", slow = 0;
  /** Where the hits in sight belong, and what they are. @type {string[]} */
  let inSight = [];
  /** More of what is in sight already: what stays as it is isn't touched, nor is its focus. @param {PageState} state @param {SearchAnswer} answer @param {string[]} now */
  function grown(state, answer, now) {
    const list = parts.out.querySelector("ol");
    if (!list || answer.chooser || inSight[0] !== now[0] || inSight.length > now.length) return false;
    answer.hits.forEach((hit, i) => {
      if (now[i + 1] === inSight[i + 1]) return;
      list.children[i]?.remove();
      list.insertBefore(hitItem(hit, state.q), list.children[i]);
    });
    return true;
  }
  function settle() {
    clearTimeout(slow);
    parts.out.removeAttribute("aria-busy");
  }
  return {
    /** A new question is out. @param {PageState} state @param {() => void} waiting when it takes long */
    asked(state, waiting) {
      parts.form.show(state);
      showChips(parts, state, go);
      document.title = state.q ? `${state.q} – ${title}` : title;
      clearTimeout(slow);
      slow = setTimeout(() => { parts.out.setAttribute("aria-busy", "true"); waiting(); }, 200);
    },
    /** @param {PageState} state @param {SearchAnswer} answer */
    answer(state, answer) {
      const now = [addressOfState(state), ...answer.hits.map((hit) => JSON.stringify(hit))];
      const key = JSON.stringify([now, answer.jump, answer.chooser, answer.total === 0]), pages = pager(state, answer);
      settle();
      parts.count.textContent = headingOf(state, answer);
      if (key !== shown && !grown(state, answer, now)) parts.out.replaceChildren(...resultsOf(state, answer, go));
      shown = key;
      inSight = now;
      parts.pages.replaceChildren(...(pages ? [pages] : []));
      showNotes(parts.notes, state, answer, go);
      if (answer.total === null) return;
      parts.facets.show(state, answer.facets);
      showChips(parts, state, go);
      parts.places.done.textContent = answer.total ? "Xem " + countInWords(answer).toLowerCase() : "Xem kết quả";
      parts.paper.textContent = paperHead(state);
    },
    /** @param {string} words @param {() => void} again */
    fault(words, again) {
      settle();
      shown = "";
      parts.count.textContent = "Chưa tìm được";
      const more = el("p", "", actionButton("vb-tk__nut", "Thử lại", again), " ", browseLink());
      parts.out.replaceChildren(withAttributes(el("div", "vb-tk__loi", el("p", "", words), more), { role: "alert" }));
      parts.pages.replaceChildren();
    },
  };
}

/** The address and the place on the page are kept, so that back and forward come to the same sight. */
function pageHistory() {
  const keep = () => history.replaceState({ ...history.state, y: window.scrollY }, ""), soon = settled(keep, 250);
  history.scrollRestoration = "manual";
  window.addEventListener("scroll", soon, { passive: true });
  document.addEventListener("click", () => { soon.cancel(); keep(); }, true);
  return {
    /** @param {PageState} state @param {boolean} push */
    write(state, push) {
      const address = location.pathname + addressOfState(state);
      if (address === location.pathname + location.search) return;
      soon.cancel();
      if (push) history.pushState(null, "", address); else history.replaceState(history.state, "", address);
    },
    place: () => Number(history.state && history.state.y) || 0,
  };
}

/**
 * Ask for a state and show what comes; answers that come too late are dropped.
 * @param {ReturnType<typeof pageShowing>} showing @param {(text: string) => void} say
 */
function pageAsking(showing, say) {
  let turn = 0;
  /** @type {SearchAnswer | null} */
  let last = null;
  /** @param {PageState} state @param {(first: boolean) => void} after when the first results stand, and when all do @returns {Promise<void>} */
  function run(state, after) {
    const mine = ++turn;
    last = null;
    showing.asked(state, () => say("Đang tìm…"));
    /** @param {SearchAnswer} answer */
    const take = (answer) => {
      if (mine !== turn || (last && answer.total === null)) return;
      const first = !last;
      last = answer;
      showing.answer(state, answer);
      after(first);
      if (answer.total !== null) say([headingOf(state, answer), answer.jump ? "Bấm Enter để mở " + nameOfHit(answer.jump) : "", ...answer.notes].filter(Boolean).join(". "));
    };
    return askEngine(state.q, { ...optionsOfState(state), onFirst: take }).then(take, (error) => {
      if (mine === turn) showing.fault(faultInWords(error), () => void run(state, after));
    });
  }
  return { run, last: () => last };
}

function startPage() {
  const place = document.getElementById("vb-search-page");
  if (!place) return;
  let state = stateOfAddress(location.search);
  const past = pageHistory(), soon = settled(() => void read(false), 140);
  const parts = pageParts(place, { get: () => state, set: (next) => void go(next) }, (now) => { if (now) void submit(); else soon(); });
  const asking = pageAsking(pageShowing(parts, (next) => void go(next)), announcer());

  /** @param {PageState} next */
  function go(next, push = true) {
    const turned = next.page !== state.page;
    soon.cancel();
    state = next;
    past.write(state, push);
    return asking.run(state, (first) => { if (first && turned) { parts.count.focus({ preventScroll: true }); window.scrollTo({ top: 0 }); } });
  }

  /** Ask what stands in the box, unless it is what was asked last. @param {boolean} push */
  function read(push) {
    const q = queryOf(parts.form.box);
    return q === state.q && asking.last() ? Promise.resolve() : go({ ...state, q, page: 1 }, push);
  }

  async function submit() {
    await read(true);
    keepQuery(state.q);
    const answer = asking.last();
    if (answer && answer.jump) location.href = hrefOfHit(answer.jump);
  }

  function restore() {
    const y = past.place();
    let at = -1;
    state = stateOfAddress(location.search);
    // five results may be too short a page; nobody who has scrolled on is taken back
    void asking.run(state, () => { if (at < 0 || at === window.scrollY) window.scrollTo({ top: y }); at = window.scrollY; });
  }

  pageClicks(place, parts, (page) => void go({ ...state, page }));
  window.addEventListener("popstate", restore);
  restore();
}

/** Links to pages are followed here; Down goes from the box to the first result. @param {HTMLElement} place @param {PageParts} parts @param {(page: number) => void} turnTo */
function pageClicks(place, parts, turnTo) {
  place.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("a[data-trang]");
    if (!(link instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    turnTo(Number(link.dataset.trang));
  });
  parts.form.box.addEventListener("keydown", (event) => {
    const first = event.key === "ArrowDown" && parts.out.querySelector("a");
    if (first) { event.preventDefault(); first.focus(); }
  });
}
