/* Văn Bản: statuses of a lược đồ and lists of what changes soon, counted again for today; typing to
   find a line in a long list. Nothing here is needed for reading. */
(function () {
  "use strict";
  var vanban = window.vanban = window.vanban || {};

  /* The shapes of diagram.py: a status is told by its form and its words, not by colour alone. */
  var SHAPES = {
    con: "M9 14a5 5 0 1 0 10 0a5 5 0 1 0-10 0z",
    het: "M9 12h10v4h-10z",
    het_mot_phan: "M14 9a5 5 0 0 0 0 10zM14 9a5 5 0 0 1 0 10v-1a4 4 0 0 0 0-8z",
    chua: "M9.8 14a4.2 4.2 0 1 0 8.4 0a4.2 4.2 0 1 0-8.4 0z",
    ngung: "M10 9h3v10h-3zM15 9h3v10h-3z",
    chua_ro: "M14 9l5 5l-5 5l-5-5z"
  };

  function today() {
    var now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()]
      .map(function (n) { return n < 10 ? "0" + n : "" + n; }).join("-");
  }

  function recountDiagram(day) {
    document.querySelectorAll(".vb-ld [data-tt]").forEach(function (part) {
      var built = part.getAttribute("data-tt");
      var now = vanban.statusOn(day, built, part.getAttribute("data-tu"), part.getAttribute("data-den"));
      if (now === built) return;
      part.classList.remove("vb-ld__tt--" + built);
      part.classList.add("vb-ld__tt--" + now);
      part.querySelector("path").setAttribute("d", SHAPES[now]);
      part.querySelector("tspan").textContent = vanban.words[now];
    });
  }

  function daysBetween(from, to) {
    return Math.round((Date.parse(to) - Date.parse(from)) / 86400000);
  }

  function inWords(days) {
    return days === 0 ? ", hôm nay" : days === 1 ? ", ngày mai" : ", còn " + days + " ngày";
  }

  /* A day that has passed leaves the list; one that has come near joins it. A last day in force
     is still ahead on that very day. */
  function recountSoon(box, day) {
    var last = Number(box.dataset.so);
    var mark = box.querySelector(".vb-sap__moc");
    if (mark) mark.textContent = "hôm nay, " + day.split("-").reverse().join("/");
    box.querySelectorAll(".vb-sap__gan").forEach(function (near) {
      var more = near.nextElementSibling;
      var far = more && more.querySelector(".vb-sap__xa");
      if (far) Array.from(far.children).forEach(function (item) {
        if (daysBetween(day, item.dataset.ngay) <= last) near.appendChild(item);
      });
      Array.from(near.children).forEach(function (item) {
        var left = daysBetween(day, item.dataset.ngay);
        if (left < 0) item.remove();
        else item.querySelector(".vb-moc__con").textContent = inWords(left);
      });
      var empty = near.previousElementSibling;
      if (empty && empty.classList.contains("vb-trong")) empty.hidden = near.children.length > 0;
      if (far) {
        more.hidden = !far.children.length;
        more.querySelector("summary").textContent = "Muộn hơn (" + far.children.length + ")";
      }
    });
  }

  function plain(text) {
    return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();
  }

  /* Words typed without marks find those with marks; with marks they ask for just these. */
  function fits(line, typed) {
    return typed.every(function (word) {
      return plain(word) === word ? line.bare.indexOf(word) >= 0 : line.full.indexOf(word) >= 0;
    });
  }

  function filter(lines, text, told) {
    var typed = text.normalize("NFC").toLowerCase().split(/\s+/).filter(Boolean);
    var shown = 0;
    lines.forEach(function (line) {
      var there = fits(line, typed);
      line.item.hidden = !there;
      if (there) shown += 1;
    });
    told.textContent = typed.length ? shown + " trong " + lines.length + " dòng" : "";
  }

  /* The page keeps the room for it, before its main list. */
  function fillFilter(box) {
    var items = Array.from(document.querySelectorAll(".vb-gia-tri > li, .vb-cay > li, .vb-ds--chinh > li"));
    var label = document.createElement("label");
    label.textContent = "Lọc danh sách";
    label.htmlFor = "vb-go";
    var field = document.createElement("input");
    field.id = "vb-go";
    field.type = "search";
    field.autocomplete = "off";
    field.placeholder = "gõ vài chữ, có dấu hay không";
    var told = document.createElement("span");
    told.setAttribute("role", "status");
    box.append(label, field, told);
    var lines = items.map(function (item) {
      var full = item.textContent.normalize("NFC").toLowerCase();
      return { item: item, full: full, bare: plain(full) };
    });
    field.addEventListener("input", function () { filter(lines, field.value, told); });
  }

  var day = today();
  recountDiagram(day);
  document.querySelectorAll(".vb-sap").forEach(function (box) { recountSoon(box, day); });
  document.querySelectorAll("p.vb-go").forEach(fillFilter);
})();
