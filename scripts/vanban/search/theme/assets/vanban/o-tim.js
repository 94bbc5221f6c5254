/* Văn Bản: the search box in the head and the search page, on top of window.vanban.search.
   Everything found is shown as text, never read as markup. */
(function () {
  "use strict";
  var tim = window.vanban.tim;

  function el(name, cls, text) {
    var e = document.createElement(name);
    if (cls) e.className = cls;
    if (text !== undefined) e.textContent = text;
    return e;
  }

  function nameOf(h) {
    var so = h.so_hieu === "chua_ro" ? "(số chưa rõ)" : h.so_hieu;
    return h.loai + (so ? " " + so : "");
  }

  /** 2025-04-09 as offices write it: 09/4/2025. */
  function viet(iso) {
    var p = iso.split("-").reverse();
    if (p.length > 1) p[p.length - 2] = +p[p.length - 2] < 3 ? p[p.length - 2] : String(+p[p.length - 2]);
    return p.join("/");
  }

  /** Does a word of a text answer one asked for? Typed marks must agree; the last may be unfinished. */
  function answers(word, asked) {
    var flat = tim.words(window.vanban.fold(word)).join(""), marked = tim.toned(word);
    return asked.some(function (q, i) {
      var wanted = tim.words(window.vanban.fold(q)).join(""), last = i === asked.length - 1 && wanted.length > 1;
      if (wanted !== q) return marked === tim.toned(q) || (last && word.toLowerCase().indexOf(q) === 0);
      return flat === wanted || (last && flat.indexOf(wanted) === 0);
    });
  }

  /** Text into ``parent`` with the words asked for in <mark>; never read as markup. */
  function put(parent, text, asked) {
    var parts = text.split(/([\p{L}\p{M}\p{N}]+)/u).map(function (part, i) { return { text: part, hit: i % 2 === 1 && answers(part, asked) }; });
    parts.forEach(function (p, i) { if (p.text === " " && i && parts[i - 1].hit && parts[i + 1].hit) p.hit = true; });
    var run = "";
    parts.forEach(function (p, i) {
      run += p.text;
      if (parts[i + 1] && parts[i + 1].hit === p.hit) return;
      parent.appendChild(p.hit ? el("mark", "", run) : document.createTextNode(run));
      run = "";
    });
    return parent;
  }

  /** A hit as a row; text only, never markup. */
  function hitRow(h, cls, asked) {
    var a = el("a", cls);
    a.href = h.url;
    a.appendChild(el("b", "vb-dong__ten", nameOf(h)));
    a.appendChild(put(el("span", "vb-dong__trich"), h.title, asked));
    if (h.snippet) a.appendChild(put(el("span", "vb-dong__doan"), h.snippet, asked));
    var sub = el("span", "vb-dong__phu");
    [h.co_quan, h.ngay && viet(h.ngay)].filter(Boolean).forEach(function (t, i) {
      if (i) sub.appendChild(el("span", "vb-dong__cham", "·"));
      sub.appendChild(el("span", "", t));
    });
    sub.appendChild(el("span", "vb-hl vb-hl--" + h.status, tim.statusWords[h.status]));
    if (h.sample) sub.appendChild(el("span", "vb-dau-hieu vb-dau-hieu--mau", "Văn bản mẫu"));
    a.appendChild(sub);
    return a;
  }

  var NONE = "Không thấy văn bản nào. Thử bớt từ, bỏ dấu ngoặc kép, hoặc chỉ gõ số.";

  /** A box never holds more than is searched, however the text got there. */
  function limit(box) {
    if (box.value.length > tim.maxQuery) box.value = box.value.slice(0, tim.maxQuery);
  }

  function startBox() {
    var box = document.getElementById("vb-q"), list = document.getElementById("vb-q-list"), meta = document.getElementById("vb-q-meta");
    var form = document.getElementById("vb-q-form"), toggle = document.getElementById("__search");
    if (!box || !list || !meta) return;
    var turn = 0, current = -1;
    box.maxLength = tim.maxQuery;

    function show(result) {
      list.textContent = "";
      current = -1;
      result.hits.forEach(function (h) {
        var li = el("li", "md-search-result__item");
        li.appendChild(hitRow(h, "md-search-result__link vb-dong", result.words));
        list.appendChild(li);
      });
      meta.textContent = result.total ? result.total + " văn bản" + (result.jump ? "; bấm Enter để mở" : result.total > result.hits.length ? "; bấm Enter để xem tất cả" : "") : NONE;
    }

    function ask() {
      limit(box);
      var mine = ++turn, q = box.value.trim();
      if (!q) { list.textContent = ""; current = -1; meta.textContent = "Gõ số, ký hiệu hoặc từ khóa, có dấu hay không dấu đều được."; return; }
      window.vanban.search(q, { limit: 8 }).then(function (r) { if (mine === turn) show(r); }, function (e) { if (mine === turn) meta.textContent = e.message; });
    }

    function move(step) {
      var links = list.querySelectorAll("a");
      if (!links.length) return;
      if (current >= 0) links[current].classList.remove("vb-dong--chon");
      current = (current + step + links.length) % links.length;
      links[current].classList.add("vb-dong--chon");
      links[current].scrollIntoView({ block: "nearest" });
    }

    box.addEventListener("input", ask);
    box.addEventListener("focus", function () { toggle.checked = true; box.select(); tim.ready().catch(function () {}); ask(); });
    box.addEventListener("keydown", function (e) {
      if (e.key === "ArrowDown") { e.preventDefault(); move(1); }
      if (e.key === "ArrowUp") { e.preventDefault(); move(-1); }
    });
    form.addEventListener("keydown", function (e) { if (e.key === "Escape") { e.preventDefault(); toggle.checked = false; box.blur(); } });
    list.addEventListener("keydown", function (e) { if (e.key === "Escape") { toggle.checked = false; box.blur(); } });
    form.addEventListener("submit", function (e) {
      var links = list.querySelectorAll("a");
      e.preventDefault();
      if (current >= 0 && links[current]) { location.href = links[current].href; return; }
      jumpOr(box.value, function () { form.submit(); });
    });
    document.addEventListener("keydown", function (e) {
      var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName);
      if ((e.key === "/" && !typing && !e.ctrlKey && !e.metaKey) || (e.key === "k" && (e.ctrlKey || e.metaKey))) {
        var own = document.querySelector(".vb-tim__o");
        e.preventDefault();
        e.stopPropagation();
        if (!own) toggle.checked = true;
        (own || box).focus();
      }
    }, true);
    document.addEventListener("click", function (e) { if (!e.target.closest(".md-search") && !e.target.closest("[for=__search]")) toggle.checked = false; });
  }

  /** Go to the one document a number names, else do what is asked otherwise. */
  function jumpOr(query, otherwise) {
    window.vanban.search(query, { limit: 1 }).then(function (r) { if (r.jump) location.href = tim.address(r.jump); else otherwise(); }, otherwise);
  }

  var FACET_NAMES = { loai: "Loại", "tinh-trang": "Hiệu lực", nam: "Năm", "co-quan": "Cơ quan" }, FEW = 8;

  /** The values of one facet as buttons; ``choose`` gets the value, or "" to let go of it. */
  function facetGroup(key, values, chosen, choose) {
    var group = el("fieldset", "vb-tim__nhom"), all = false;
    group.appendChild(el("legend", "", FACET_NAMES[key]));
    values.forEach(function (v, i) {
      var b = el("button", "vb-tim__nut", v.label), pressed = chosen === v.value;
      b.type = "button";
      b.appendChild(el("span", "vb-tim__so", String(v.count)));
      b.setAttribute("aria-pressed", String(pressed));
      b.hidden = i >= FEW && !pressed;
      all = all || b.hidden;
      b.addEventListener("click", function () { choose(pressed ? "" : v.value); });
      group.appendChild(b);
    });
    if (all) {
      var more = el("button", "vb-tim__nut vb-tim__nut--them", "Thêm…");
      more.type = "button";
      more.addEventListener("click", function () { group.querySelectorAll("button").forEach(function (b) { b.hidden = b === more; }); });
      group.appendChild(more);
    }
    return group;
  }

  function startPage() {
    var place = document.getElementById("vb-search-page");
    if (!place) return;
    var state = new URLSearchParams(location.search), size = 20, shown = size, turn = 0, timer = 0, filters = {};
    var form = el("form", "vb-tim"), box = el("input", "vb-tim__o"), note = el("p", "vb-dem");
    var out = el("div", "vb-tim__ket"), list = el("div", "vb-tim__ds"), side = el("details", "vb-tim__loc"), groups = el("div", "vb-tim__mat");
    box.type = "search"; box.name = "q"; box.maxLength = tim.maxQuery; box.value = (state.get("q") || "").slice(0, tim.maxQuery);
    box.setAttribute("aria-label", "Tìm văn bản");
    box.placeholder = "Số, ký hiệu hoặc từ khóa";
    note.setAttribute("role", "status");
    Object.keys(FACET_NAMES).forEach(function (k) { filters[k] = state.get(k) || ""; });
    side.open = window.matchMedia("(min-width: 60em)").matches || Object.keys(filters).some(function (k) { return filters[k]; });
    side.appendChild(el("summary", "", "Lọc kết quả")); side.appendChild(groups);
    form.appendChild(box); out.appendChild(side); out.appendChild(list);
    place.textContent = "";
    place.append(form, note, out);

    /** The address follows what is asked, not faster than browsers allow. */
    function keep() {
      clearTimeout(timer);
      timer = setTimeout(function () {
        var p = new URLSearchParams(), q = box.value.trim();
        if (q) p.set("q", q);
        Object.keys(filters).forEach(function (k) { if (filters[k]) p.set(k, filters[k]); });
        history.replaceState(null, "", location.pathname + (String(p) ? "?" + p : ""));
      }, 300);
    }

    function show(r) {
      note.textContent = r.total ? r.total + " văn bản" : NONE;
      groups.textContent = list.textContent = "";
      Object.keys(FACET_NAMES).forEach(function (k) {
        var values = r.facets[k];
        if (values.length > 1 || filters[k]) groups.appendChild(facetGroup(k, values, filters[k], function (v) { filters[k] = v; shown = size; run(); }));
      });
      side.hidden = !groups.firstChild;
      var ul = el("ul", "vb-ds vb-ds--chinh");
      r.hits.forEach(function (h) { var li = el("li"); li.appendChild(hitRow(h, "vb-dong", r.words)); ul.appendChild(li); });
      if (r.hits.length) list.appendChild(ul);
      else {
        var browse = el("a", "", "Duyệt theo loại, cơ quan, năm, lĩnh vực");
        browse.href = tim.address("").replace(/vb\/\/index\.html$/, "duyet/index.html");
        list.appendChild(el("p")).appendChild(browse);
      }
      if (r.total > r.hits.length) {
        var more = el("button", "md-button vb-tim__them", "Xem thêm");
        more.type = "button";
        more.addEventListener("click", function () { shown += size; run(); });
        list.appendChild(more);
      }
    }

    function run() {
      var mine = ++turn;
      limit(box);
      keep();
      window.vanban.search(box.value, { filters: filters, limit: shown }).then(function (r) { if (mine === turn) show(r); }, function (e) { note.textContent = e.message; });
    }

    form.addEventListener("submit", function (e) { e.preventDefault(); jumpOr(box.value, run); });
    box.addEventListener("input", function () { shown = size; run(); });
    run();
  }

  startBox();
  startPage();
})();
