/* Văn Bản: search in the page. Reads plain scripts V("t/0", …) beside the site, asks no server.
   Words are found with or without marks; typed marks rank first; a number finds its document. */
(function () {
  "use strict";

  /** @typedef {{id:string, so:string, loai:string, ten:string, cq:string, ngay:string, tu:string, den:string, tt:string, co:number, lv:string[], f:string, ft:string, num:string[]}} Row */

  var me = /** @type {HTMLScriptElement} */ (document.currentScript);
  var root = new URL("../../", me.src).href;
  var waiting = {}, held = {};
  var look = {}, hidden = /[\u0300-\u036f]/g;
  var WORDS = { con: "Còn hiệu lực", het: "Hết hiệu lực", het_mot_phan: "Hết hiệu lực một phần", chua: "Chưa có hiệu lực", ngung: "Ngưng hiệu lực", chua_ro: "Chưa rõ hiệu lực" };
  var MAX_QUERY = 300;

  window.V = function (name, value) {
    held[name] = value;
    if (waiting[name]) waiting[name].done(value);
  };

  /** Load one script of the index; the promise fails when it is missing or cut. */
  function load(name) {
    if (waiting[name]) return waiting[name].promise;
    var entry = {};
    entry.promise = new Promise(function (resolve, reject) {
      entry.done = resolve;
      var tag = document.createElement("script");
      tag.src = root + "tim/" + name + ".js";
      tag.onload = function () { if (!(name in held)) fail(); };
      tag.onerror = fail;
      function fail() { delete waiting[name]; reject(new Error("Không đọc được chỉ mục tìm kiếm (" + name + ").")); }
      document.head.appendChild(tag);
    });
    waiting[name] = entry;
    return entry.promise;
  }

  function swapLookAlikes(text) {
    return text.replace(/[^\u0000-\u024f\u1e00-\u1eff]/g, function (c) { return look[c] !== undefined ? look[c] : c; });
  }

  /** Lower case, no marks, đ as d, every dash and blank plain. */
  function fold(text) {
    return swapLookAlikes(text).normalize("NFD").replace(hidden, "").toLowerCase()
      .replace(/[đðɖ]/g, "d").replace(/[\u2010-\u2015\u2212]/g, "-").replace(/\s+/g, " ");
  }

  function words(folded) {
    return folded.match(/[a-z0-9]+/g) || [];
  }

  function noZeros(list) {
    return list.map(function (w) { return /^\d+$/.test(w) ? w.replace(/^0+(?=\d)/, "") : w; });
  }

  /** @returns {Row} */
  function row(r) {
    var f = fold([r[3], r[4], r[10].join(" ")].join(" "));
    return { id: r[0], so: r[1], loai: r[2], ten: r[3], cq: r[4], ngay: r[5], tu: r[6], den: r[7], tt: r[8], co: r[9], lv: r[10],
      f: " " + words(f).join(" ") + " ", ft: fold(r[3]), num: noZeros(words(fold(r[1]))) };
  }

  var rows = null;
  function loadRows() {
    if (!rows) {
      rows = load("kho").then(function (kho) {
        look = kho.la;
        for (var i = 0; i < kho.an.length; i++) look[kho.an[i]] = "";
        var all = [];
        for (var n = 0; n < kho.k; n++) all.push(load("t/" + n));
        return Promise.all(all);
      }).then(function (parts) {
        return { rows: [].concat.apply([], parts).map(row), texts: null };
      });
      rows.catch(function () { rows = null; });
    }
    return rows;
  }

  function loadTexts(store) {
    if (!store.texts) {
      var n = held.kho.k, all = [];
      for (var i = 0; i < n; i++) all.push(load("b/" + i));
      store.texts = Promise.all(all).then(function (parts) {
        var map = {};
        [].concat.apply([], parts).forEach(function (p) { map[p[0]] = { text: p[1], f: null }; });
        return map;
      });
      store.texts.catch(function () { store.texts = null; });
    }
    return store.texts;
  }

  function status(r) {
    var v = window.vanban;
    return v && v.statusOn ? v.statusOn(today(), r.tt, r.tu, r.den) : r.tt;
  }

  function today() {
    var d = new Date();
    return d.getFullYear() + "-" + ("0" + (d.getMonth() + 1)).slice(-2) + "-" + ("0" + d.getDate()).slice(-2);
  }

  /** What was asked: words, phrases in quotes, words with a minus, field filters. */
  function parse(query) {
    var ask = { all: [], not: [], phrases: [], marked: "", filters: {} };
    var text = query.slice(0, MAX_QUERY).normalize("NFC");
    text = text.replace(/["“”]([^"“”]+)["“”]/g, function (_, p) { ask.phrases.push(words(fold(p)).join(" ")); return " "; });
    text = text.replace(/(^|\s)(loai|co-quan|nam|linh-vuc|tinh-trang):(\S+)/g, function (_, s, k, v) { ask.filters[k] = fold(v); return " "; });
    text = text.replace(/(^|\s)-(\S+)/g, function (_, s, w) { ask.not = ask.not.concat(words(fold(w))); return " "; });
    ask.all = noZeros(words(fold(text))).filter(function (w) { return w !== "so" && w !== "ngay" || words(fold(text)).length < 2; });
    var plain = text.toLowerCase().trim();
    ask.marked = fold(plain) !== plain.replace(/\s+/g, " ") ? plain.replace(/\s+/g, " ") : "";
    return ask;
  }

  /** Does the query name this document's number? 2: wholly, 1: in part, 0: no. */
  function numberMatch(r, ask) {
    var first = ask.all.filter(function (w) { return /^\d/.test(w); });
    if (!first.length || !r.num.length || first[0] !== r.num[0]) return 0;
    var type = words(fold(r.loai)), year = r.ngay.slice(0, 4), known = r.num.concat(type, [year], words(fold(r.cq)));
    var other = ask.all.filter(function (w) { return known.indexOf(w) < 0 && r.num.join("").indexOf(w) < 0; });
    if (other.length) return 0;
    return r.num.every(function (w) { return ask.all.indexOf(w) >= 0; }) || ask.all.join("") === r.num.join("") ? 2 : 1;
  }

  function hasWord(hay, word, prefix) {
    return hay.indexOf(" " + word + (prefix ? "" : " ")) >= 0;
  }

  function scoreLine(r, ask) {
    var hay = r.f + r.num.join(" ") + " " + words(fold(r.loai)).join(" ") + " " + r.ngay.slice(0, 4) + " ";
    var last = ask.all.length - 1;
    if (!ask.all.every(function (w, i) { return hasWord(hay, w, i === last); })) return -1;
    if (!ask.phrases.every(function (p) { return hay.indexOf(" " + p) >= 0; })) return -1;
    var score = 20, phrase = ask.all.join(" ");
    var n = numberMatch(r, ask);
    score += n === 2 ? 200 : n === 1 ? 120 : 0;
    if (phrase && hasWord(r.f, phrase, true)) score += 30;
    if (ask.marked && r.ten.toLowerCase().normalize("NFC").indexOf(ask.marked) >= 0) score += 25;
    return score;
  }

  function scoreText(entry, ask) {
    if (entry.f === null) entry.f = " " + words(fold(entry.text)).join(" ") + " ";
    var last = ask.all.length - 1;
    if (!ask.all.every(function (w, i) { return hasWord(entry.f, w, i === last); })) return -1;
    if (!ask.phrases.every(function (p) { return entry.f.indexOf(" " + p + " ") >= 0; })) return -1;
    var score = 4, phrase = ask.all.join(" ");
    if (ask.all.length > 1 && hasWord(entry.f, phrase, true)) score += 6;
    if (ask.marked && entry.text.toLowerCase().indexOf(ask.marked) >= 0) score += 3;
    return score;
  }

  function passes(r, filters) {
    return Object.keys(filters).every(function (k) {
      var v = filters[k];
      if (!v) return true;
      if (k === "loai") return fold(r.loai).replace(/ /g, "-").indexOf(v.replace(/ /g, "-")) >= 0;
      if (k === "nam") { var m = /^(\d{4})?\.\.(\d{4})?$/.exec(v), y = r.ngay.slice(0, 4); return m ? (!m[1] || y >= m[1]) && (!m[2] || y <= m[2]) : y === v; }
      if (k === "co-quan") return fold(r.cq).replace(/ /g, "-").indexOf(v.replace(/ /g, "-")) >= 0;
      if (k === "linh-vuc") return r.lv.some(function (t) { return fold(t).replace(/ /g, "-").indexOf(v.replace(/ /g, "-")) >= 0; });
      if (k === "tinh-trang") return status(r) === v.replace(/-/g, "_");
      return true;
    });
  }

  function facetsOf(hits) {
    var out = { loai: {}, nam: {}, "co-quan": {}, "tinh-trang": {} };
    hits.forEach(function (h) {
      [["loai", h.row.loai], ["nam", h.row.ngay.slice(0, 4)], ["co-quan", h.row.cq], ["tinh-trang", status(h.row)]].forEach(function (p) {
        if (p[1]) out[p[0]][p[1]] = (out[p[0]][p[1]] || 0) + 1;
      });
    });
    return out;
  }

  /** A piece of the text round the first word found, HTML-free, with places to mark. */
  function snippet(text, ask) {
    var flat = fold(text), at = -1, first = ask.phrases[0] || ask.all.join(" ");
    at = flat.indexOf(first);
    for (var i = 0; at < 0 && i < ask.all.length; i++) at = flat.search(new RegExp("\\b" + ask.all[i]));
    if (at < 0 || flat.length !== text.length) return text.slice(0, 160);
    var start = Math.max(0, text.lastIndexOf(" ", Math.max(0, at - 60)) + 1);
    return (start ? "… " : "") + text.slice(start, start + 200).replace(/\s+/g, " ") + " …";
  }

  /**
   * window.vanban.search(query, {filters, sort, offset, limit}) resolves to
   * {total, hits: [{id, url, so_hieu, title, anchor, snippet, status}], facets, jump}.
   */
  function search(query, options) {
    options = options || {};
    var ask = parse(String(query || ""));
    var filters = Object.assign({}, ask.filters, options.filters || {});
    return loadRows().then(function (store) {
      var hits = [], seen = {};
      store.rows.forEach(function (r) {
        var s = scoreLine(r, ask);
        if (s >= 0 && passes(r, filters)) { hits.push({ row: r, score: s, text: "" }); seen[r.id] = 1; }
      });
      return loadTexts(store).then(function (texts) {
        if (ask.all.length || ask.phrases.length) store.rows.forEach(function (r) {
          if (seen[r.id] || !texts[r.id]) return;
          var s = scoreText(texts[r.id], ask);
          if (s >= 0 && passes(r, filters)) hits.push({ row: r, score: s, text: texts[r.id].text });
        });
        if (ask.not.length) hits = hits.filter(function (h) {
          var hay = h.row.f + (texts[h.row.id] ? " " + words(fold(texts[h.row.id].text)).join(" ") + " " : "");
          return !ask.not.some(function (w) { return hasWord(hay, w, false); });
        });
        return answer(hits, ask, options);
      });
    });
  }

  function answer(hits, ask, options) {
    hits.forEach(function (h) { var s = status(h.row); if (s === "con" || s === "chua_ro") h.score += 2; });
    var byDate = options.sort === "ngay";
    hits.sort(function (a, b) {
      var d = a.row.ngay < b.row.ngay ? 1 : a.row.ngay > b.row.ngay ? -1 : 0;
      return (byDate ? d || b.score - a.score : b.score - a.score || d) || (a.row.id < b.row.id ? -1 : 1);
    });
    var exact = hits.filter(function (h) { return numberMatch(h.row, ask) === 2; });
    var offset = options.offset || 0, page = hits.slice(offset, offset + (options.limit || 10));
    return {
      total: hits.length, facets: facetsOf(hits), jump: exact.length === 1 ? exact[0].row.id : null,
      hits: page.map(function (h) {
        return { id: h.row.id, url: root + "vb/" + h.row.id + "/index.html", so_hieu: h.row.so, loai: h.row.loai, title: h.row.ten,
          anchor: "", snippet: h.text ? snippet(h.text, ask) : "", status: status(h.row), co_quan: h.row.cq, ngay: h.row.ngay };
      })
    };
  }

  // ---- the box in the head and the search page

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

  function viet(iso) { return iso.split("-").reverse().join("/"); }

  /** A hit as a row; text only, never markup. */
  function hitRow(h, cls) {
    var a = el("a", cls);
    a.href = h.url;
    a.appendChild(el("b", "vb-dong__ten", nameOf(h)));
    a.appendChild(document.createTextNode(" "));
    a.appendChild(el("span", "vb-dong__trich", h.title));
    var sub = el("span", "vb-dong__phu", [h.co_quan, h.ngay && h.ngay !== "chua_ro" ? viet(h.ngay) : "", WORDS[h.status]].filter(Boolean).join(" · "));
    a.appendChild(sub);
    if (h.snippet) a.appendChild(el("span", "vb-dong__doan", h.snippet));
    return a;
  }

  function startBox() {
    var box = document.getElementById("vb-q"), list = document.getElementById("vb-q-list"), meta = document.getElementById("vb-q-meta");
    var form = document.getElementById("vb-q-form"), toggle = document.getElementById("__search");
    if (!box || !list || !meta) return;
    var turn = 0, current = -1;

    function show(result) {
      list.textContent = "";
      current = -1;
      result.hits.forEach(function (h) {
        var li = el("li", "md-search-result__item");
        li.appendChild(hitRow(h, "md-search-result__link vb-dong"));
        list.appendChild(li);
      });
      meta.textContent = result.total ? result.total + " văn bản" + (result.total > result.hits.length ? "; bấm Enter để xem tất cả" : "") : "Không thấy văn bản nào. Thử bớt từ, hoặc chỉ gõ số.";
    }

    function ask() {
      var mine = ++turn, q = box.value.trim();
      if (!q) { list.textContent = ""; meta.textContent = "Gõ số, ký hiệu hoặc từ khóa, có dấu hay không dấu đều được."; return; }
      search(q, { limit: 8 }).then(function (r) { if (mine === turn) show(r); }, function (e) { if (mine === turn) meta.textContent = e.message; });
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
    box.addEventListener("focus", function () { toggle.checked = true; box.select(); loadRows().catch(function () {}); ask(); });
    box.addEventListener("keydown", function (e) {
      if (e.key === "ArrowDown") { e.preventDefault(); move(1); }
      if (e.key === "ArrowUp") { e.preventDefault(); move(-1); }
      if (e.key === "Escape") { toggle.checked = false; box.blur(); }
    });
    form.addEventListener("submit", function (e) {
      var links = list.querySelectorAll("a");
      if (current >= 0 && links[current]) { e.preventDefault(); location.href = links[current].href; }
    });
    document.addEventListener("keydown", function (e) {
      var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName);
      if ((e.key === "/" && !typing && !e.ctrlKey && !e.metaKey) || (e.key === "k" && (e.ctrlKey || e.metaKey))) {
        e.preventDefault();
        toggle.checked = true;
        box.focus();
      }
    }, true);
    document.addEventListener("click", function (e) { if (!e.target.closest(".md-search") && !e.target.closest("[for=__search]")) toggle.checked = false; });
  }

  var FACET_NAMES = { loai: "Loại", nam: "Năm", "co-quan": "Cơ quan", "tinh-trang": "Hiệu lực" };

  function startPage() {
    var place = document.getElementById("vb-search-page");
    if (!place) return;
    var state = new URLSearchParams(location.search), size = 20;
    var form = el("form", "vb-tim"), box = el("input", "vb-tim__o"), out = el("div", "vb-tim__ket"), note = el("p", "vb-dem");
    box.type = "search"; box.name = "q"; box.value = state.get("q") || "";
    box.setAttribute("aria-label", "Tìm văn bản");
    box.placeholder = "Số, ký hiệu hoặc từ khóa";
    note.setAttribute("role", "status");
    form.appendChild(box);
    place.textContent = "";
    place.appendChild(form); place.appendChild(note); place.appendChild(out);
    var filters = {}, shown = size;
    Object.keys(FACET_NAMES).forEach(function (k) { if (state.get(k)) filters[k] = state.get(k); });

    function keep() {
      var p = new URLSearchParams();
      if (box.value.trim()) p.set("q", box.value.trim());
      Object.keys(filters).forEach(function (k) { if (filters[k]) p.set(k, filters[k]); });
      history.replaceState(null, "", location.pathname + (String(p) ? "?" + p : ""));
    }

    function chips(facets) {
      var wrap = el("div", "vb-tim__mat");
      Object.keys(FACET_NAMES).forEach(function (k) {
        var values = Object.keys(facets[k]).sort(function (a, b) { return k === "nam" ? (a < b ? 1 : -1) : facets[k][b] - facets[k][a]; }).slice(0, 12);
        if (!values.length || (values.length < 2 && !filters[k])) return;
        var group = el("fieldset", "vb-tim__nhom");
        group.appendChild(el("legend", "", FACET_NAMES[k]));
        values.forEach(function (v) {
          var value = k === "tinh-trang" ? v : fold(v).replace(/ /g, "-");
          var b = el("button", "vb-tim__nut", (WORDS[v] || v) + " ");
          b.type = "button";
          b.appendChild(el("b", "", facets[k][v]));
          b.setAttribute("aria-pressed", filters[k] === value ? "true" : "false");
          b.addEventListener("click", function () { filters[k] = filters[k] === value ? "" : value; shown = size; run(); });
          group.appendChild(b);
        });
        wrap.appendChild(group);
      });
      return wrap;
    }

    var turn = 0;
    function run() {
      var mine = ++turn;
      keep();
      var folded = {};
      Object.keys(filters).forEach(function (k) { folded[k] = filters[k] ? fold(filters[k]) : ""; });
      search(box.value, { filters: folded, limit: shown }).then(function (r) {
        if (mine !== turn) return;
        out.textContent = "";
        note.textContent = r.total ? r.total + " văn bản" : "Không thấy văn bản nào. Thử bớt từ, bỏ bộ lọc, hoặc chỉ gõ số.";
        out.appendChild(chips(r.facets));
        var ul = el("ul", "vb-ds vb-ds--chinh");
        r.hits.forEach(function (h) { var li = el("li"); li.appendChild(hitRow(h, "vb-dong")); ul.appendChild(li); });
        out.appendChild(ul);
        if (r.total > r.hits.length) {
          var more = el("button", "md-button vb-tim__them", "Xem thêm");
          more.type = "button";
          more.addEventListener("click", function () { shown += size; run(); });
          out.appendChild(more);
        }
      }, function (e) { note.textContent = e.message; });
    }

    form.addEventListener("submit", function (e) {
      e.preventDefault();
      search(box.value, { limit: 1 }).then(function (r) { if (r.jump) location.href = root + "vb/" + r.jump + "/index.html"; else run(); }, run);
    });
    box.addEventListener("input", function () { shown = size; run(); });
    run();
  }

  var vanban = window.vanban = window.vanban || {};
  vanban.search = search;
  vanban.fold = fold;
  startBox();
  startPage();
})();
