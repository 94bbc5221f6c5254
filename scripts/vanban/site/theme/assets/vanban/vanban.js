/* Văn Bản: small helpers of every page. Plain script: works from http and from a disk alike.
   Nothing here is needed for reading; with scripts off the page shows the state of the build. */
(function () {
  "use strict";
  var WORDS = {
    con: "Còn hiệu lực",
    het: "Hết hiệu lực",
    het_mot_phan: "Hết hiệu lực một phần",
    chua: "Chưa có hiệu lực",
    ngung: "Ngưng hiệu lực",
    chua_ro: "Chưa rõ hiệu lực"
  };
  var DAY = /^\d{4}-\d\d-\d\d$/;

  function isoDay(date) {
    return [date.getFullYear(), date.getMonth() + 1, date.getDate()]
      .map(function (n) { return n < 10 ? "0" + n : "" + n; }).join("-");
  }

  /* `tu` is the first day in force, `den` the last one; both may be unknown. */
  function statusOn(day, built, tu, den) {
    if (built === "ngung") return built;
    if (DAY.test(tu) && day < tu) return "chua";
    if (DAY.test(den) && day > den) return "het";
    if (built === "chua" && DAY.test(tu)) return "con";
    return built;
  }

  function recountStatuses(day) {
    document.querySelectorAll(".vb-hl[data-tt]").forEach(function (badge) {
      var built = badge.dataset.tt;
      var now = statusOn(day, built, badge.dataset.tu, badge.dataset.den);
      if (now === built) return;
      badge.className = "vb-hl vb-hl--" + now;
      badge.textContent = WORDS[now];
      badge.title = "Tính cho hôm nay, " + day.split("-").reverse().join("/");
      var box = badge.closest(".vb-tinh-trang");

      var since = box && box.querySelector(".vb-tinh-trang__tu");
      if (since) since.remove();
    });
  }

  /* What was still to come at the build may be in effect today. */
  function recountComing(day) {
    document.querySelectorAll(".vb-sap[data-tu]").forEach(function (mark) {
      if (mark.dataset.tu <= day) mark.remove();
    });
    document.querySelectorAll(".vb-sap-toi").forEach(function (told) {
      var left = told.dataset.ngay.split(",").filter(function (d) { return d > day; }).length;
      if (left) told.querySelector("b").textContent = left;
      else told.remove();
    });
  }

  /* A status as on the page, for scripts that show one. */
  function badge(built, tu, den) {
    var now = statusOn(isoDay(new Date()), built, tu, den);
    var made = document.createElement("span");
    made.className = "vb-hl vb-hl--" + now;
    made.textContent = WORDS[now] || "";
    return made;
  }

  /* kho.js, loaded before, knows the day of the build; pages don't, so that they keep. */
  function tellCurrency(day) {
    if (!day) return;
    document.querySelectorAll(".vb-den").forEach(function (place) {
      place.textContent = ", cập nhật đến " + day;
    });
  }

  function tellBuild(known) {
    var place = document.getElementById("vb-ban-dung");
    if (!place || !known.banDung) return;
    var link = document.createElement("a");
    link.href = "ban-dung.json";
    link.textContent = known.banDung.slice(0, 12);
    place.textContent = "Trang này dựng từ bản ";
    place.append(link, " của kho, cập nhật đến " + known.tinhDen + ".");
  }

  function tidyAddress() {
    if (location.protocol.indexOf("http") !== 0) return;
    if (!/\/index\.html$/.test(location.pathname)) return;
    var clean = location.pathname.slice(0, -"index.html".length);
    history.replaceState(history.state, "", clean + location.search + location.hash);
  }

  /* There from the start: what is put into a region that is new may not be read out. */
  var message = document.createElement("div");
  message.className = "vb-loi-nhan";
  message.setAttribute("role", "status");
  document.body.appendChild(message);

  function say(text) {
    message.textContent = text;
    clearTimeout(say.timer);
    say.timer = setTimeout(function () { message.textContent = ""; }, 2500);
  }

  function copyOldWay(text) {
    var area = document.createElement("textarea");
    area.value = text;
    area.setAttribute("readonly", "");
    area.className = "md-option";
    document.body.appendChild(area);
    area.select();
    var done = document.execCommand("copy");
    area.remove();
    return done;
  }

  /* The clipboard API exists on https and localhost only; an intranet often has neither. */
  function copy(text, told) {
    function old() { say(copyOldWay(text) ? told : "Trình duyệt không cho sao chép"); }
    if (navigator.clipboard && window.isSecureContext) {
      navigator.clipboard.writeText(text).then(function () { say(told); }, old);
    } else old();
  }

  function pageAddress(anchor) {
    return location.href.split("#")[0] + (anchor ? "#" + anchor : "");
  }

  /* Every clause has its link already; with scripts on a click copies the whole address.
     Only headings and articles stay in the tab order: a long text has hundreds of clauses. */
  function labelAnchors() {
    document.querySelectorAll(".vb-than a.headerlink").forEach(function (link) {
      var id = link.getAttribute("href").slice(1);
      link.title = "Sao chép liên kết đến chỗ này";
      link.setAttribute("aria-label", link.title);
      if (!/^H/.test(link.parentNode.tagName) && !/(^|-)dieu-[^-]+$/.test(id)) link.tabIndex = -1;
    });
  }

  /* From one such link, up and down lead to the next one, clauses within articles too. */
  function walkAnchors(event) {
    var step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !event.target.matches || !event.target.matches(".vb-than a.headerlink")) return;
    var all = Array.prototype.slice.call(document.querySelectorAll(".vb-than a.headerlink"));
    var next = all[all.indexOf(event.target) + step];
    if (next) { event.preventDefault(); next.focus(); }
  }

  /* What is wider than its place is scrolled by the arrows too: it must take the focus. */
  function reachScrolled() {
    document.querySelectorAll(".md-typeset pre > code, .md-typeset__scrollwrap, .vb-than table").forEach(function (box) {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
      else if (box.tabIndex === 0) box.removeAttribute("tabindex");
    });
  }

  var DRAWER = ".md-sidebar--primary";
  var ACTIONS = {
    "in": function () { window.print(); },
    "lien-ket": function () { copy(pageAddress(""), "Đã sao chép liên kết"); },
    "trich-dan": function (button) { copy(button.dataset.chu, "Đã sao chép trích dẫn"); },
    "markdown": function () { vanban.taiMarkdown(); say("Đã tải tệp Markdown"); }
  };

  function listen() {
    document.addEventListener("click", function (event) {
      var anchor = event.target.closest && event.target.closest(".vb-than a.headerlink");
      if (anchor) copy(pageAddress(anchor.getAttribute("href").slice(1)), "Đã sao chép liên kết");
      var button = event.target.closest && event.target.closest("button[data-vb]");
      if (button && ACTIONS[button.dataset.vb]) ACTIONS[button.dataset.vb](button);
    });
    document.addEventListener("keydown", walkAnchors);
    document.addEventListener("keydown", leaveDrawer);
    document.addEventListener("focusin", openDrawer);
    document.querySelectorAll(".vb-viec[hidden]").forEach(function (group) { group.hidden = false; });
  }

  /* Escape leaves the drawer of small screens. */
  function leaveDrawer(event) {
    var drawer = document.getElementById("__drawer");
    if (event.key !== "Escape" || !drawer || !drawer.checked) return;
    drawer.checked = false;
    if (document.activeElement.closest(DRAWER)) document.activeElement.blur();
  }

  /* What has the focus can be seen: on small screens the drawer, and in it the list within a list,
     open when a key comes to them and shut when it goes on. */
  function openDrawer(event) {
    var drawer = document.getElementById("__drawer"), side = event.target.closest(DRAWER);
    if (!drawer || matchMedia("(min-width: 76.25em)").matches || !event.target.matches(":focus-visible")) return;
    drawer.checked = Boolean(side);
    if (side) side.querySelectorAll(".md-nav__item > .md-nav__toggle").forEach(function (toggle) {
      var list = toggle.parentNode.querySelector(":scope > .md-nav");
      toggle.checked = Boolean(list && list.contains(event.target));
    });
  }

  var vanban = window.vanban = window.vanban || {};
  vanban.statusOn = statusOn;
  vanban.words = WORDS;
  vanban.badge = badge;
  vanban.recountComing = recountComing;
  tidyAddress();
  recountStatuses(isoDay(new Date()));
  recountComing(isoDay(new Date()));
  tellCurrency(vanban.tinhDen);
  tellBuild(window.vanban || {});
  labelAnchors();
  listen();
  /* The theme wraps tables after its own start. */
  addEventListener("load", reachScrolled);
  addEventListener("resize", reachScrolled);
})();
