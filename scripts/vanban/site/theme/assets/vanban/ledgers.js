/* Ledgers: filter in the page, and duties counted again for today. Nothing here is needed for reading. */
(function () {
  "use strict";

  /* Marks and case don't count, as in the search box. */
  function fold(text) {
    return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d");
  }

  function listen(box) {
    var field = box.querySelector("input");
    var told = box.querySelector(".vb-loc__dem");
    var items = [].slice.call(document.querySelectorAll("[data-vb-loc] > li"));
    if (!document.querySelector("[data-vb-loc] > li:nth-child(6)")) return;
    var texts = null;
    box.hidden = false;
    field.addEventListener("input", function () {
      var words = fold(field.value).split(/\s+/).filter(Boolean);
      texts = texts || items.map(function (item) { return fold(item.textContent); });
      var shown = 0;
      items.forEach(function (item, n) {
        var fits = words.every(function (word) { return texts[n].indexOf(word) >= 0; });
        item.classList.toggle("vb-loc-an", !fits);
        if (fits) shown += 1;
      });
      told.textContent = words.length ? shown + " / " + items.length : "";
    });
  }

  var DAY = 864e5;
  function daysUntil(iso, today) {
    var p = iso.split("-");
    return Math.round((Date.UTC(+p[0], p[1] - 1, +p[2]) - today) / DAY);
  }

  function words(days) {
    if (days < 0) return "Quá hạn " + (days < -730 ? Math.floor(-days / 365) + " năm" : -days + " ngày");
    return days === 0 ? "Hạn hôm nay" : days > 730 ? "Còn " + Math.floor(days / 365) + " năm" : "Còn " + days + " ngày";
  }

  function recount() {
    var now = new Date();
    var today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate());
    document.querySelectorAll(".vb-han[data-han]").forEach(function (badge) {
      var state = badge.dataset.tt;
      if (!/^\d{4}-\d\d-\d\d$/.test(badge.dataset.han) || (state !== "cho" && state !== "dang")) return;
      var days = daysUntil(badge.dataset.han, today);
      badge.textContent = words(days) + (state === "dang" ? ", đang triển khai" : "");
      badge.classList.toggle("vb-han--qua", days < 0);
    });
    document.querySelectorAll("[data-vb-han]").forEach(function (box) { sortOut(box, today); });
  }

  /* Duties that fell due since the build move to the overdue, in their place: the latest first. */
  function sortOut(box, today) {
    var over = box.querySelector('[data-phan="qua-han"] > ol');
    var soon = box.querySelector('[data-phan="sap-den"] > ol');
    if (!over || !soon) return;
    [].slice.call(soon.children).forEach(function (item) {
      var badge = item.querySelector(".vb-han[data-han]");
      if (badge && daysUntil(badge.dataset.han, today) < 0) over.insertBefore(item, over.firstChild);
    });
    [over, soon].forEach(function (list) {
      var count = list.parentNode.querySelector("h2 .vb-so__dem");
      var none = list.parentNode.querySelector("p.vb-so__noi");
      if (count) count.textContent = list.children.length;
      if (none && list.children.length) none.remove();
    });
  }

  document.querySelectorAll("p.vb-loc").forEach(listen);
  recount();
})();
