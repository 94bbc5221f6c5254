/* Văn Bản: search in the page. Reads plain scripts V("t/0", …) beside the site, asks no server.
   Words are found with or without marks; typed marks rank first; a number finds its document. */
(function () {
  "use strict";

  /** @typedef {{id:string, so:string, loai:string, ten:string, cq:string, ngay:string, tu:string, den:string, tt:string, co:number, lv:string[], f:string, hay:string, num:string[], marked:string}} Row */
  /** @typedef {{all:string[], not:string[], phrases:string[], marked:string, filters:Object<string,string>, shown:string[]}} Ask */
  /** @typedef {{row:Row, score:number, text:string}} Found */

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

  /** Lower case, no marks, đ as d, every dash and blank plain. @param {string} text */
  function fold(text) {
    return swapLookAlikes(text).normalize("NFD").replace(hidden, "").toLowerCase()
      .replace(/[đðɖ]/g, "d").replace(/[\u2010-\u2015\u2212]/g, "-").replace(/\s+/g, " ");
  }

  /** Runs of letters and of digits, so that 29CT/TU is 29, ct, tu; 05 is 5. @param {string} folded */
  function words(folded) {
    return (folded.match(/[a-z]+|[0-9]+/g) || []).map(function (w) { return w.replace(/^0+(?=\d)/, ""); });
  }

  var TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;

  /** Lower case with its marks, each tone at the end of its word: hoà and hòa are one. @param {string} text */
  function toned(text) {
    return text.toLowerCase().normalize("NFD").replace(/[\p{L}\p{M}]+/gu, function (w) { return w.replace(TONES, "") + (w.match(TONES) || []).join(""); });
  }

  /** @param {string} text */
  function spaced(text) { return " " + words(fold(text)).join(" ") + " "; }

  /** @param {string} text */
  function slug(text) { return words(fold(text)).join("-"); }

  /** @returns {Row} */
  function row(r) {
    var day = /^\d/.test(r[5]) ? r[5] : "", num = r[1] === "chua_ro" ? [] : words(fold(r[1]));
    var f = spaced([r[3], r[4], r[10].join(" ")].join(" "));
    return { id: r[0], so: r[1], loai: r[2], ten: r[3], cq: r[4], ngay: day, tu: r[6], den: r[7], tt: r[8], co: r[9], lv: r[10],
      f: f, hay: f + [num.join(" "), words(fold(r[2])).join(" "), day.slice(0, 4)].join(" ") + " ", num: num, marked: toned(r[3]) };
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
        [].concat.apply([], parts).forEach(function (p) { map[p[0]] = { text: p[1], f: null, t: "" }; });
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

  /** What was asked: words, phrases in quotes, words with a minus, field filters. @returns {Ask} */
  function parse(query) {
    var ask = { all: [], not: [], phrases: [], marked: "", filters: {}, shown: [] };
    var said = "", text = query.slice(0, MAX_QUERY).normalize("NFC").replace(/(\d)\s+[-–]\s*(?=[a-zđ]{1,6}\/)/gi, "$1-");
    text = text.replace(/["“”]([^"“”]+)["“”]/g, function (_, p) { ask.phrases.push(words(fold(p)).join(" ")); said += p + " "; return " "; });
    text = text.replace(/(^|\s)(loai|co-quan|nam|linh-vuc|tinh-trang):(\S+)/g, function (_, s, k, v) { ask.filters[k] = fold(v); return " "; });
    text = text.replace(/(^|\s)-(\S+)/g, function (_, s, w) { ask.not = ask.not.concat(words(fold(w))); return " "; });
    // "số 29", "ngày 16/7": the word before a number says nothing of its own.
    ask.all = words(fold(text)).filter(function (w, i, every) { return !((w === "so" || w === "ngay") && /^\d/.test(every[i + 1] || "")); });
    var plain = text.toLowerCase().trim().replace(/\s+/g, " ");
    ask.marked = fold(plain) !== plain ? toned(plain) : "";
    ask.shown = (said.toLowerCase() + plain).match(/[\p{L}\p{M}\p{N}]+/gu) || [];
    ask.phrases = ask.phrases.filter(Boolean);
    return ask;
  }

  /** Does the query name this document's number? 2: wholly, 1: in part, 0: no. */
  function numberMatch(r, ask) {
    var first = ask.all.filter(function (w) { return /^\d/.test(w); });
    if (!first.length || !r.num.length || first[0] !== r.num[0]) return 0;
    var joined = r.num.join(""), known = r.num.concat(words(fold(r.loai)), [r.ngay.slice(0, 4)], words(fold(r.cq)));
    if (ask.all.some(function (w) { return known.indexOf(w) < 0 && joined.indexOf(w) < 0; })) return 0;
    return r.num.every(function (w) { return ask.all.indexOf(w) >= 0; }) || ask.all.join("") === joined ? 2 : 1;
  }

  function hasWord(hay, word, prefix) {
    return hay.indexOf(" " + word + (prefix ? "" : " ")) >= 0;
  }

  /** Every word and phrase; the last word may still be being typed. */
  function hasAll(hay, ask) {
    var last = ask.all.length - 1;
    return ask.all.every(function (w, i) { return hasWord(hay, w, i === last); }) &&
      ask.phrases.every(function (p) { return hasWord(hay, p, false); });
  }

  function scoreLine(r, ask) {
    var n = ask.phrases.length ? 0 : numberMatch(r, ask), phrase = ask.all.join(" ");
    if (!n && !hasAll(r.hay, ask)) return -1;
    var score = 20 + [0, 120, 200][n];
    if (phrase && hasWord(r.f, phrase, true)) score += 30;
    if (ask.marked && r.marked.indexOf(ask.marked) >= 0) score += 25;
    return score;
  }

  function scoreText(entry, ask) {
    if (entry.f === null) entry.f = spaced(entry.text);
    if (!hasAll(entry.f, ask)) return -1;
    var score = 4;
    if (ask.all.length > 1 && hasWord(entry.f, ask.all.join(" "), true)) score += 6;
    if (ask.marked && (entry.t = entry.t || toned(entry.text)).indexOf(ask.marked) >= 0) score += 3;
    return score;
  }

  /** The value a document has for a facet, as an address writes it, and as a person reads it. */
  var FACETS = {
    loai: function (r) { return [slug(r.loai), r.loai]; },
    nam: function (r) { var y = r.ngay.slice(0, 4); return [y || "khong-ro", y || "Không rõ năm"]; },
    "co-quan": function (r) { return r.cq ? [slug(r.cq), r.cq] : ["khong-ro", "Không rõ cơ quan"]; },
    "tinh-trang": function (r) { var s = status(r); return [s, WORDS[s]]; }
  };

  /** A filter typed by hand may be a part of the name or a span of years. */
  function typed(r, key, wanted) {
    if (key === "linh-vuc") return r.lv.some(function (t) { return slug(t).indexOf(slug(wanted)) >= 0; });
    var m = key === "nam" && /^(\d{4})?\.\.(\d{4})?$/.exec(wanted), y = r.ngay.slice(0, 4);
    if (m) return y !== "" && (!m[1] || y >= m[1]) && (!m[2] || y <= m[2]);
    if (key === "tinh-trang") return status(r) === wanted.replace(/-/g, "_");
    return FACETS[key](r)[0].indexOf(slug(wanted)) >= 0;
  }

  function passes(r, filters, except) {
    return Object.keys(filters).every(function (k) { return !filters[k] || k === except || !FACETS[k] || FACETS[k](r)[0] === filters[k]; });
  }

  /** Per facet the values of what was found, each counted as if this facet weren't chosen from. */
  function facetsOf(found, filters) {
    var out = {};
    Object.keys(FACETS).forEach(function (k) {
      var seen = {};
      found.forEach(function (h) {
        if (!passes(h.row, filters, k)) return;
        var v = FACETS[k](h.row);
        (seen[v[0]] = seen[v[0]] || { value: v[0], label: v[1], count: 0 }).count++;
      });
      out[k] = Object.keys(seen).map(function (v) { return seen[v]; }).sort(function (a, b) {
        return k === "nam" ? (/^\d/.test(b.value) ? b.value : "").localeCompare(/^\d/.test(a.value) ? a.value : "") : b.count - a.count || a.label.localeCompare(b.label, "vi");
      });
    });
    return out;
  }

  /** A piece of the text round the first word found. */
  function snippet(text, ask) {
    var flat = fold(text), at = -1, wanted = ask.phrases.concat([ask.all.join(" ")], ask.all);
    for (var i = 0; at < 0 && i < wanted.length; i++) if (wanted[i]) at = flat.search(new RegExp("\\b" + wanted[i]));
    if (at < 0 || flat.length !== text.length) at = 0;
    var start = Math.max(0, text.lastIndexOf(" ", Math.max(0, at - 60)) + 1);
    return (start ? "… " : "") + text.slice(start, start + 200).replace(/\s+/g, " ") + (start + 200 < text.length ? " …" : "");
  }

  /** Everything that answers, whatever is filtered by hand on the page. @returns {Found[]} */
  function findAll(store, texts, ask) {
    var out = [], anything = ask.all.length || ask.phrases.length;
    store.rows.forEach(function (r) {
      var t = texts[r.id], score = scoreLine(r, ask), inText = score < 0 && t && anything;
      if (inText) score = scoreText(t, ask);
      if (score < 0 || !Object.keys(ask.filters).every(function (k) { return typed(r, k, ask.filters[k]); })) return;
      if (ask.not.length && t && t.f === null) t.f = spaced(t.text);
      if (ask.not.some(function (w) { return hasWord(r.hay + (t ? t.f : ""), w, false); })) return;
      var s = status(r);
      out.push({ row: r, score: score + (s === "con" || s === "chua_ro" ? 2 : 0), text: inText ? t.text : "" });
    });
    return out;
  }

  /**
   * window.vanban.search(query, {filters, sort, offset, limit}) resolves to
   * {total, hits: [{id, url, so_hieu, title, anchor, snippet, status, …}], facets: {key: [{value, label, count}]}, jump, words}.
   * Filters hold values of facets; sort is "ngay" or nothing; jump is the one document whose number was asked for.
   */
  function search(query, options) {
    return loadRows().then(function (store) {
      var ask = parse(String(query || ""));
      var texts = ask.all.length || ask.phrases.length || ask.not.length ? loadTexts(store) : Promise.resolve({});
      return texts.then(function (t) { return answer(findAll(store, t, ask), ask, options || {}); });
    });
  }

  function answer(found, ask, options) {
    var filters = options.filters || {}, byDate = options.sort === "ngay", offset = options.offset || 0;
    var hits = found.filter(function (h) { return passes(h.row, filters, ""); });
    hits.sort(function (a, b) {
      var d = a.row.ngay < b.row.ngay ? 1 : a.row.ngay > b.row.ngay ? -1 : 0;
      return (byDate ? d || b.score - a.score : b.score - a.score || d) || (a.row.id < b.row.id ? -1 : 1);
    });
    var exact = hits.filter(function (h) { return !ask.phrases.length && !ask.not.length && numberMatch(h.row, ask) === 2; });
    return {
      total: hits.length, facets: facetsOf(found, filters), jump: exact.length === 1 ? exact[0].row.id : null,
      words: ask.shown,
      hits: hits.slice(offset, offset + (options.limit || 10)).map(function (h) {
        return { id: h.row.id, url: address(h.row.id), so_hieu: h.row.so, loai: h.row.loai, title: h.row.ten, anchor: "",
          snippet: h.text ? snippet(h.text, ask) : "", status: status(h.row), co_quan: h.row.cq, ngay: h.row.ngay, sample: (h.row.co & 1) === 1 };
      })
    };
  }

  function address(id) { return root + "vb/" + id + "/index.html"; }

  var vanban = window.vanban = window.vanban || {};
  vanban.search = search;
  vanban.fold = fold;
  /** For the interface: what it shows and marks with, and a way to begin loading early. */
  vanban.tim = { words: words, toned: toned, address: address, ready: loadRows, statusWords: WORDS, maxQuery: MAX_QUERY };
})();
