/* Văn Bản: cards of citations. Pointing at one, reaching it by keyboard or a first tap shows what
   is meant: the clause's words and whether it is in force. Data of another document come from the
   script beside its page (the.js), asked for when first needed; what this page knows itself is
   read from it. With scripts off every citation still is a link or says why it isn't. */
(function () {
  "use strict";
  var text = document.querySelector(".vb-than");
  var vanban = window.vanban = window.vanban || {};
  var FORMAT = 1, OPEN_AFTER = 280, CLOSE_AFTER = 260, SHOWN = 300;
  var TRIGGER = "a.vb-cite, span.vb-cite, a.vb-cite__dau";
  var held = {};
  var waiting = {};
  var card, owner = null, timer = 0, lastPointer = "", quiet = false;

  /* Called by the.js. */
  vanban.the = function (format, id, data) { held[id] = format === FORMAT ? data : null; };
  if (!text) return;

  function make(tag, className, words) {
    var element = document.createElement(tag);
    if (className) element.className = className;
    if (words) element.textContent = words;
    return element;
  }

  /* A phrase that is no link has its mark beside it, which leads to the explanation. */
  function triggerOf(node) {
    var found = node && node.closest ? node.closest(TRIGGER) : null;
    if (!found || !text.contains(found)) return null;
    if (found.tagName !== "SPAN") return found;
    var mark = found.nextElementSibling;
    return mark && mark.matches("a.vb-cite__dau") ? mark : null;
  }

  function placeOf(link) {
    var m = /^(?:\.\.\/)*vb\/(.+)\/index\.html(?:#(.+))?$/.exec(link.getAttribute("href"));
    return m && { id: m[1], anchor: m[2] || "", folder: link.href.replace(/index\.html(?:#.*)?$/, "") };
  }

  function load(place, done) {
    if (place.id in held) return done();
    if (waiting[place.id]) return waiting[place.id].push(done);
    waiting[place.id] = [done];
    var script = document.createElement("script");
    script.src = place.folder + "the.js";
    script.onload = script.onerror = function () {
      if (!(place.id in held)) held[place.id] = null;
      waiting[place.id].forEach(function (told) { told(); });
      delete waiting[place.id];
      script.remove();
    };
    document.head.appendChild(script);
  }

  /* The clause named, or the nearest above it that the data have. */
  function clauseOf(data, anchor) {
    while (anchor) {
      if (data.dk[anchor]) return data.dk[anchor];
      anchor = anchor.split("-").slice(0, -2).join("-");
    }
    return null;
  }

  function ofOther(place, tip) {
    var data = held[place.id], out = [];
    if (!data) return [make("p", "", tip || "Mở văn bản để xem.")];
    var head = make("p", "vb-the-dan__ten", data.ten + " ");
    head.append(vanban.badge(data.tt, data.tu, data.den));
    out.push(head, make("p", "vb-the-dan__trich", data.tr));
    if (data.ph) out.push(make("p", "vb-cho", data.ph));
    var clause = clauseOf(data, place.anchor);
    if (clause) {
      var box = make("blockquote");
      var label = make("b", "", clause[0].charAt(0).toUpperCase() + clause[0].slice(1));
      box.append(label, " ");
      if (clause[2] && clause[2] !== data.tt) box.append(vanban.badge(clause[2], "", ""), " ");
      box.append(make("span", "", clause[1]));
      out.push(box);
      if (clause[3]) out.push(make("p", "vb-cho", clause[3]));
    }
    return out;
  }

  function wordsOf(element) {
    var copy = element.cloneNode(true);
    copy.querySelectorAll(".headerlink, .vb-duoc-dan, .vb-cite__dau").forEach(function (e) { e.remove(); });
    return copy.textContent.replace(/\s+/g, " ").trim();
  }

  function ofThis(anchor) {
    var start = document.getElementById(anchor), words = "", out = [];
    if (!start) return [];
    for (var at = start; at && words.length < SHOWN; at = at.nextElementSibling) {
      if (at.matches("aside")) continue;
      if (at !== start && (/^H\d$/.test(at.tagName) || (at.id && at.id.indexOf(anchor + "-") !== 0))) break;
      words += (words ? " " : "") + wordsOf(at);
    }
    if (words.length > SHOWN) words = words.slice(0, SHOWN).replace(/\s\S*$/, "") + "…";
    out.push(make("p", "vb-cho", "Trong văn bản này"), make("blockquote", "", words));
    var note = start.previousElementSibling;
    if (note && note.matches("aside.vb-ghi")) {
      note.querySelectorAll(":scope > p + p").forEach(function (p) { out.push(make("p", "", wordsOf(p))); });
    }
    return out;
  }

  /* What the section of open citations says of this one, links and all. */
  function ofDoubt(mark) {
    var item = document.getElementById(mark.getAttribute("href").slice(1));
    if (!item) return [];
    return Array.prototype.map.call(item.children, function (child) { return child.cloneNode(true); });
  }

  function fill(link) {
    var href = link.getAttribute("href") || "";
    var place = placeOf(link), pieces;
    if (place && !(place.id in held)) {
      pieces = [make("p", "vb-cho", "Đang tải…")];
      load(place, function () { if (owner === link) show(link); });
    } else if (place) pieces = ofOther(place, link.dataset.tip);
    else if (link.matches(".vb-cite__dau")) pieces = ofDoubt(link);
    else if (href.charAt(0) === "#") pieces = ofThis(href.slice(1));
    if (!pieces || !pieces.length) return false;
    if (lastPointer === "touch") pieces.push(make("p", "vb-cho", "Chạm lần nữa để mở."));
    card.replaceChildren.apply(card, pieces);
    return true;
  }

  function place(link) {
    var rects = link.getClientRects(), box = rects[0] || link.getBoundingClientRect();
    var wide = document.documentElement.clientWidth, tall = window.innerHeight;
    var left = Math.max(8, Math.min(box.left, wide - card.offsetWidth - 8));
    var below = rects.length ? rects[rects.length - 1].bottom : box.bottom;
    var up = below + card.offsetHeight + 8 > tall && box.top > tall - below;
    card.style.left = left + window.scrollX + "px";
    card.style.top = (up ? box.top - card.offsetHeight - 6 : below + 6) + window.scrollY + "px";
  }

  function show(link) {
    clearTimeout(timer);
    if (link.title) { link.dataset.tip = link.title; link.removeAttribute("title"); }
    owner = link;
    if (!fill(link)) return hide();
    card.hidden = false;
    place(link);
  }

  function hide() {
    clearTimeout(timer);
    owner = null;
    if (card) card.hidden = true;
  }

  function later(what, delay) { clearTimeout(timer); timer = setTimeout(what, delay); }

  function overPointer(event) {
    if (event.pointerType !== "mouse") return;
    if (card.contains(event.target)) return clearTimeout(timer);
    var link = triggerOf(event.target);
    if (link && link.previousElementSibling && link.previousElementSibling.title) {
      link.previousElementSibling.removeAttribute("title");
    }
    if (link && link !== owner) later(function () { show(link); }, OPEN_AFTER);
    else if (link) clearTimeout(timer);
    else if (owner && document.activeElement !== owner && !card.contains(document.activeElement)) later(hide, CLOSE_AFTER);
    else if (!owner) clearTimeout(timer);
  }

  function clicked(event) {
    var link = triggerOf(event.target);
    if (link && lastPointer === "touch" && link !== owner) {
      event.preventDefault();
      show(link);
    } else if (!link && !card.contains(event.target)) hide();
  }

  function focused(event) {
    var link = triggerOf(event.target);
    if (link && !quiet && link.matches(":focus-visible") && lastPointer !== "touch") show(link);
    else if (owner && !link && !card.contains(event.target)) hide();
  }

  /* The card stands at the end of the page; Tab goes through it as if it stood at its citation. */
  function pressed(event) {
    if (event.key === "Escape" && owner) {
      if (card.contains(document.activeElement)) { quiet = true; owner.focus(); quiet = false; }
      return hide();
    }
    if (event.key !== "Tab" || !owner) return;
    var links = card.querySelectorAll("a[href]"), last = links[links.length - 1];
    if (!links.length) return;
    if (!event.shiftKey && document.activeElement === owner) { event.preventDefault(); links[0].focus(); }
    else if (event.shiftKey && document.activeElement === links[0]) { event.preventDefault(); owner.focus(); }
    else if (!event.shiftKey && document.activeElement === last) { quiet = true; owner.focus(); quiet = false; hide(); }
  }

  card = make("div", "vb-the-dan md-typeset");
  card.id = "vb-the-dan";
  card.hidden = true;
  card.setAttribute("role", "group");
  card.setAttribute("aria-label", "Xem nhanh dẫn chiếu");
  card.setAttribute("aria-live", "polite");
  document.body.appendChild(card);
  document.addEventListener("pointerdown", function (event) { lastPointer = event.pointerType; }, true);
  document.addEventListener("keydown", function (event) { lastPointer = ""; pressed(event); });
  document.addEventListener("pointerover", overPointer);
  document.addEventListener("click", clicked, true);
  document.addEventListener("focusin", focused);
  window.addEventListener("resize", hide);
})();
