/* Facets of the search page: a column where there is room, a sheet on a phone. */

const FEW_VALUES = 7;
/** A facet of more values than this gets a box to narrow its list. */
const MANY_VALUES = 15;

/** @typedef {{get: () => PageState, set: (next: PageState) => void}} Holder the state of the page and the way to change it */

/** One value to tick. @param {FacetName} name @param {FacetValue} value @param {Holder} holder */
function facetRow(name, value, holder) {
  const box = withAttributes(el("input", "vb-loc__o"), { type: "checkbox" });
  const count = el("span", "vb-loc__so"), row = el("label", "vb-loc__muc", box, el("span", "vb-loc__ten", value.label), count);
  box.addEventListener("change", () => holder.set(toggled(holder.get(), name, value.value)));
  return { row, box, count, label: value.label };
}

/** @param {string} title @param {boolean} open @param {(on: boolean) => void} told when a person opens or shuts it */
function facetFrame(title, open, told) {
  const body = el("div", "vb-loc__than"), button = withAttributes(actionButton("vb-loc__ten-nhom", title, () => { turn(body.hidden === true); told(!body.hidden); }), { "aria-expanded": open });
  const frame = withAttributes(el("div", "vb-loc__nhom", el("h3", "", button), body), { role: "group", "aria-label": title });
  function turn(/** @type {boolean} */ on) {
    body.hidden = !on;
    button.setAttribute("aria-expanded", String(on));
  }
  turn(open);
  return { frame, body, turn };
}

/**
 * One facet. Its values keep their order while the query stands, so that nothing moves under the
 * pointer; counts change in place.
 * @param {FacetName} name @param {string} key in addresses @param {string} title @param {boolean} open @param {Holder} holder
 */
function facetGroup(name, key, title, open, holder) {
  const { frame, body, turn } = facetFrame(title, open, (on) => {
    const state = holder.get();
    state.mo = [...state.mo.filter((k) => k !== key), ...(on && !open ? [key] : [])];
    history.replaceState(history.state, "", location.pathname + addressOfState(state));
  }), list = el("div", "vb-loc__ds");
  const narrow = withAttributes(el("input", "vb-loc__hep"), { type: "search", placeholder: "Lọc danh sách…", "aria-label": "Lọc danh sách: " + title });
  const more = actionButton("vb-loc__them", "", () => { all = !all; draw(); });
  /** @type {Map<string, ReturnType<typeof facetRow>>} */
  let rows = new Map();
  let all = false, query = "";
  narrow.addEventListener("input", () => draw());
  body.append(narrow, list, more);

  function draw() {
    const wanted = window.vanban.fold(narrow.value.trim());
    let shown = 0, hidden = 0;
    for (const { row, box, label } of rows.values()) {
      const fits = !wanted || window.vanban.fold(label).includes(wanted), inSight = box.checked || (fits && (all || wanted || shown < FEW_VALUES));
      row.hidden = !inSight;
      if (inSight) shown++;
      else if (fits) hidden++;
    }
    narrow.hidden = rows.size <= MANY_VALUES;
    more.hidden = Boolean(wanted) || (!hidden && !(all && rows.size > FEW_VALUES));
    more.textContent = all ? "Thu gọn" : "Thêm " + inGroups(hidden);
  }

  /** @param {string} q @param {FacetValue[]} values @param {string[]} chosen */
  function show(q, values, chosen) {
    if (q !== query) { rows = new Map(); all = false; narrow.value = ""; }
    query = q;
    const counts = new Map(values.map((v) => [v.value, v.count]));
    for (const v of [...values, ...chosen.map((c) => ({ value: c, label: labelOf(name, c), count: 0 }))]) if (!rows.has(v.value)) rows.set(v.value, facetRow(name, v, holder));
    for (const [value, row] of rows) {
      row.count.textContent = inGroups(counts.get(value) || 0);
      row.box.checked = chosen.includes(value);
      row.row.classList.toggle("vb-loc__muc--khong", !counts.get(value));
      if (row.row.parentNode !== list) list.append(row.row);
    }
    for (const row of [...list.children]) if (![...rows.values()].some((r) => r.row === row)) row.remove();
    frame.hidden = rows.size < 2 && !chosen.length && name !== "nam";
    if (chosen.length || holder.get().mo.includes(key)) turn(true);
    draw();
  }
  return { frame, body, show };
}

/** Labels of values seen in answers, for chips. @type {Map<string, string>} */
const seenLabels = new Map();

/** @param {string} name @param {string} value */
const labelOf = (name, value) => seenLabels.get(name + ":" + value) || value.replace(/[-_]/g, " ");

/** First and last day, typed the way offices write dates. @param {Holder} holder */
function dateFields(holder) {
  const fault = withAttributes(el("p", "vb-loc__loi"), { role: "alert" });
  const fields = [["tu", "Từ"], ["den", "Đến"]].map(([key, label]) => {
    const field = withAttributes(el("input", "vb-loc__ngay"), { type: "text", inputmode: "numeric", autocomplete: "off", maxlength: 10, placeholder: "ngày/tháng/năm" });
    field.addEventListener("change", () => {
      const day = typedDay(field.value, key === "den");
      field.setAttribute("aria-invalid", String(day === null));
      fault.textContent = day === null ? "Chưa đọc được «" + field.value + "». Ví dụ: 16/7/2013, 7/2013 hoặc 2013." : "";
      if (day !== null) holder.set({ ...holder.get(), [key]: day, nam: "", page: 1 });
    });
    return { key, field, row: el("label", "vb-loc__tu-den", el("span", "", label), field) };
  });
  return {
    frame: el("div", "vb-loc__khoang", ...fields.map((f) => f.row), fault),
    /** @param {PageState} state */
    show(state) {
      for (const { key, field } of fields) {
        const day = key === "tu" ? state.tu : state.den;
        if (document.activeElement !== field) field.value = officeDate(day);
      }
    },
  };
}

/** Which values of years a state has chosen. @param {FacetValue[]} values @param {string} nam */
function yearsAmong(values, nam) {
  const span = yearsOf(nam);
  return values.map((v) => v.value).filter((y) => (span ? Number(y) >= span[0] && Number(y) <= span[1] : y === nam));
}

/** All facets. @param {Holder} holder */
function facetPanel(holder) {
  const dates = dateFields(holder), frame = el("div", "vb-loc");
  const groups = FACET_LIST.map(([name, key, title], i) => ({ name, ...facetGroup(name, key, title, i < 4, holder) }));
  for (const g of groups) {
    frame.append(g.frame);
    if (g.name === "nam") g.body.prepend(dates.frame);
  }
  frame.hidden = true;
  return {
    frame,
    /** @param {PageState} state @param {SearchAnswer["facets"]} facets */
    show(state, facets) {
      frame.hidden = false;
      for (const g of groups) {
        const values = facets[g.name] || [];
        for (const v of values) seenLabels.set(g.name + ":" + v.value, v.label);
        g.show(state.q, values, g.name === "nam" ? yearsAmong(values, state.nam) : state.chosen[g.name]);
      }
      dates.show(state);
    },
  };
}

/** What is filtered by, each with a cross to take it away. @param {PageState} state @returns {[string, PageState][]} */
function chipsOf(state) {
  /** @type {[string, PageState][]} */
  const chips = [];
  for (const [name, , , word] of FACET_LIST) {
    for (const value of state.chosen[name] || []) chips.push([word + ": " + labelOf(name, value), toggled(state, name, value)]);
  }
  if (state.nam) chips.push([state.nam === UNKNOWN ? "Không rõ năm" : "Năm " + state.nam.replace("..", "–"), { ...state, nam: "", page: 1 }]);
  if (state.tu) chips.push(["Từ " + officeDate(state.tu), { ...state, tu: "", page: 1 }]);
  if (state.den) chips.push(["Đến " + officeDate(state.den), { ...state, den: "", page: 1 }]);
  return chips;
}
