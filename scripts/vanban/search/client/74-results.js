/* The search page: what was found, as a person reads it. */

/** The second line of a card: in force or not, whose, when, cited by how many. @param {SearchHit} hit @param {string} cls */
function factsOfHit(hit, cls) {
  const sub = el("p", cls, statusBadge(hit.status));
  putSample(sub, hit);
  return putFacts(sub, [!hit.snippet && hit.clause_label, hit.co_quan, officeDate(hit.ngay) || "không rõ ngày", hit.cites > 0 && `được dẫn bởi ${inGroups(hit.cites)} văn bản`]);
}

/** @param {SearchHit} hit @param {string} query "" when its words aren't to be marked */
function hitCard(hit, query) {
  const title = putMarked(el("span", "vb-kq__trich"), hit.title, query ? spansIn(hit.title, query) : []);
  const link = linkTo(hrefOfHit(query ? { ...hit, anchor: "" } : hit, query), "vb-kq__lien", el("span", "vb-kq__ten", nameOfHit(hit)), " ", title);
  if (hit.quan_he) link.prepend(el("span", "vb-kq__quan-he", hit.quan_he));
  const card = el("article", "vb-kq", el("h3", "vb-kq__dau", link), factsOfHit(hit, "vb-kq__phu"));
  if (query && hit.snippet) card.append(snippetLine(hit, query));
  return card;
}

/** The words round a hit, and the clause they stand in as a link to it. @param {SearchHit} hit @param {string} query */
function snippetLine(hit, query) {
  const line = el("p", "vb-kq__doan");
  if (hit.clause_label) line.append(linkTo(hrefOfHit(hit, query), "vb-kq__cho", hit.clause_label), " ");
  return putSnippet(line, hit.snippet);
}

/** The one document a number names. @param {SearchHit} hit */
function jumpCard(hit) {
  const card = hitCard(hit, "");
  card.classList.add("vb-kq--dung");
  return el("section", "vb-tk__dung", el("h2", "vb-tk__muc", "Đúng số, ký hiệu"), card);
}

/** Only the first of many in sight, the others on demand. @param {HTMLElement[]} parts @param {number} few @param {string} word @returns {HTMLElement[]} */
function foldedAway(parts, few, word) {
  const rest = parts.slice(few);
  if (rest.length < 2) return parts;
  const more = actionButton("vb-loc__them", `Thêm ${inGroups(rest.length)} ${word}`, () => {
    rest.forEach((p) => { p.hidden = false; });
    rest[0].querySelector("a")?.focus();
    line.remove();
  });
  const line = el(parts[0] instanceof HTMLLIElement ? "li" : "div", "", more);
  rest.forEach((p) => { p.hidden = true; });
  return [...parts, line];
}

/** Documents that share a number, by what tells them apart. @param {ChooserGroup[]} groups */
function chooserSection(groups) {
  const count = groups.reduce((n, g) => n + g.hits.length, 0), head = el("h2", "vb-tk__muc", `${inGroups(count)} văn bản cùng số, chọn một`);
  const parts = groups.map((group) => {
    const lines = group.hits.map((hit) => el("li", "", linkTo(hrefOfHit(hit), "vb-chon__lien", el("b", "vb-kq__ten", nameOfHit(hit)), " ", el("span", "vb-kq__trich", hit.title)), factsOfHit(hit, "vb-kq__phu")));
    return el("div", "vb-chon__nhom", el("h3", "vb-chon__ten", group.label), el("ul", "vb-chon__ds", ...foldedAway(lines, 5, "văn bản")));
  });
  return el("section", "vb-chon", head, ...foldedAway(parts, 6, "nhóm"));
}

/** Cards of the right height before the first answer. */
function skeleton() {
  const bones = Array.from({ length: 6 }, () => el("div", "vb-xuong", el("i"), el("i"), el("i")));
  return withAttributes(el("div", "vb-xuong__ds", ...bones), { "aria-hidden": true });
}

/** A link to the lists of the archive. */
const browseLink = () => linkTo(browseHref(), "", BROWSE);

/** A filter written in the question. */
const TYPED_FILTER = /(?:^|\s)([\p{L}-]+:(?:"[^"]*"|\S+))/u;

/** The filters without which something would be found, each as what to press and what is asked then. @param {PageState} state @param {SearchAnswer} answer @returns {[string, PageState][]} */
function filtersInTheWay(state, answer) {
  /** @type {[string, PageState][]} */
  const ways = [];
  for (const [name, , title] of FACET_LIST) {
    const years = name === "nam", stands = years ? state.nam || state.tu || state.den : state.chosen[name].length;
    if (stands && answer.facets[name]?.some((v) => v.count)) ways.push([`Bỏ lọc ${title.toLowerCase()}`, { ...state, page: 1, ...(years ? { nam: "", tu: "", den: "" } : { chosen: { ...state.chosen, [name]: [] } }) }]);
  }
  const count = countFilters(state), typed = TYPED_FILTER.exec(state.q);
  if (typed) ways.push([`Bỏ «${typed[1]}» trong câu`, { ...state, q: state.q.replace(typed[0], " ").trim(), page: 1 }]);
  if (count > 1 || (count && !ways.length)) ways.push(["Bỏ mọi bộ lọc đang đặt", withoutFilters(state)]);
  return ways;
}

/** What to try when nothing was found. @param {PageState} state @param {SearchAnswer} answer @param {(next: PageState) => void} go */
function nothingFound(state, answer, go) {
  const tips = el("ul"), box = el("div", "vb-tk__khong", el("p", "", "Có thể thử:"), tips);
  const tip = (/** @type {(Node | string)[]} */ ...parts) => tips.append(el("li", "", ...parts, "."));
  const act = (/** @type {string} */ label, /** @type {PageState} */ next) => actionButton("vb-nut-chu", label, () => go(next));
  const asked = (/** @type {string} */ q, more = {}) => ({ ...state, q: q.trim(), page: 1, ...more });
  for (const [label, next] of filtersInTheWay(state, answer)) tip(act(label, next));
  if (!state.tatCa && /\s/.test(state.q.trim())) tip(act("Tìm tất cả các từ ở bất kỳ đâu", asked(state.q, { tatCa: true })));
  if (/["“”]/.test(state.q)) tip(act("Bỏ dấu ngoặc kép", asked(state.q.replace(/["“”]/g, " "))), " để tìm cả khi các từ không đứng liền");
  if (/(^|\s)-\S/.test(state.q)) tip(act("Bỏ các từ loại trừ", asked(state.q.replace(/(^|\s)-\S+/g, "$1"))));
  tip("Chỉ gõ số, ký hiệu, ví dụ ", el("b", "", "29-CT/TU"));
  const guide = document.querySelector(".vb-tk__giup a");
  tip(browseLink(), ...(guide ? [" hoặc xem ", guide.cloneNode(true)] : []));
  return box;
}

/** Links to the pages of an answer; null when one holds all. @param {PageState} state @param {SearchAnswer} answer */
function pager(state, answer) {
  const last = answer.total === null ? state.page + (answer.hits.length >= PAGE_SIZE ? 1 : 0) : Math.ceil(answer.total / PAGE_SIZE);
  if (last < 2) return null;
  const list = el("ul", "vb-trang");
  const put = (/** @type {number} */ n, /** @type {string} */ label, /** @type {string} */ name) => {
    const link = withAttributes(linkTo(addressOfState({ ...state, page: n }) || location.pathname, "vb-trang__so", label), { "aria-label": name, "data-trang": n });
    if (n === state.page) link.setAttribute("aria-current", "page");
    list.append(el("li", "", link));
  };
  const near = [...new Set([1, state.page - 1, state.page, state.page + 1, last])].filter((n) => n >= 1 && n <= last);
  if (state.page > 1) put(state.page - 1, "‹ Trước", "Trang trước");
  near.forEach((n, i) => {
    if (i && n - near[i - 1] > 1) list.append(withAttributes(el("li", "vb-trang__cach", "…"), { "aria-hidden": true }));
    put(n, inGroups(n), "Trang " + n);
  });
  if (state.page < last) put(state.page + 1, "Sau ›", "Trang sau");
  return withAttributes(el("nav", "vb-trang__khung", list), { "aria-label": "Các trang kết quả" });
}

/** @param {SearchHit} hit @param {string} query */
const hitItem = (hit, query) => el("li", "", hitCard(hit, query));

/** Everything between the count and the links to other pages. @param {PageState} state @param {SearchAnswer} answer @param {(next: PageState) => void} go */
function resultsOf(state, answer, go) {
  /** @type {Node[]} */
  const parts = [];
  const first = state.page === 1, hits = first ? allHits(answer) : answer.hits, marked = answer.jump || answer.chooser ? "" : state.q;
  if (first && answer.jump) parts.push(jumpCard(answer.jump));
  if (first && answer.chooser) parts.push(chooserSection(answer.chooser));
  const list = withAttributes(el("ol", "vb-kq__ds"), { start: (state.page - 1) * PAGE_SIZE + 1 });
  for (const hit of hits) list.append(hitItem(hit, marked || (hit.snippet ? state.q : "")));
  if (hits.length && parts.length) parts.push(el("h2", "vb-tk__muc", "Văn bản liên quan"));
  if (hits.length) parts.push(list);
  if (!parts.length && answer.total !== null) parts.push(nothingFound(state, answer, go));
  return parts;
}
