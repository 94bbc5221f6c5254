/* Văn Bản: what pages of the archive need of the theme's bundle, a tenth of its size and work:
   light and dark, the title in the head, the contents that follow the reader, folds that open for
   a link or for paper. Hand-written pages have the bundle itself. With scripts off all can be read. */
(function () {
  "use strict";
  function all(selector, inside) { return Array.prototype.slice.call((inside || document).querySelectorAll(selector)); }

  /* Scripts a site adds may wait for the theme's own sign that a page is there. */
  window.document$ = { subscribe: function (told) { (told.next || told).call(told, document); } };

  /* Chosen once, light or dark stays; until then the reader's system says. */
  function startPalette() {
    var choices = all(".md-header__option .md-option");
    if (!choices.length) return;
    function paint(choice) {
      choice.checked = true;
      choices.forEach(function (one) {
        if (one.nextElementSibling) one.nextElementSibling.hidden = one !== choice;
      });
      var color = {};
      ["media", "scheme", "primary", "accent"].forEach(function (name) {
        color[name] = choice.getAttribute("data-md-color-" + name);
        document.body.setAttribute("data-md-color-" + name, color[name]);
      });
      return { index: choices.indexOf(choice), color: color };
    }
    function ofSystem() {
      return choices.find(function (choice) { return matchMedia(choice.dataset.mdColorMedia).matches; }) || choices[0];
    }
    var kept = __md_get("__palette");
    paint((kept && choices[kept.index]) || ofSystem());
    choices.forEach(function (choice) {
      choice.addEventListener("change", function () { __md_set("__palette", paint(choice)); });
      matchMedia(choice.dataset.mdColorMedia).addEventListener("change", function () {
        if (!__md_get("__palette")) paint(ofSystem());
      });
    });
  }

  /* The entry of what is read, its forerunners, and the list scrolled to it. What stands in a column
     of its own beside the text is not read on the way. */
  function follow(links, places, line, edge) {
    var at = -1;
    places.forEach(function (place, n) {
      var box = place && place.getBoundingClientRect();
      if (box && box.top <= line && box.left < edge) at = n;
    });
    if (follow.at === at) return;
    follow.at = at;
    links.forEach(function (link, n) {
      link.classList.toggle("md-nav__link--passed", n < at);
      link.classList.toggle("md-nav__link--active", n === at);
      if (n === at) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    });
    var box = links[0].closest(".md-sidebar__scrollwrap"), link = links[Math.max(at, 0)];
    var top = link.getBoundingClientRect().top - box.getBoundingClientRect().top;
    if (top < 0 || top > box.clientHeight - 40) box.scrollTop += top - box.clientHeight / 3;
  }

  function startScroll() {
    var head = document.querySelector(".md-header"), title = document.querySelector(".md-header__title");
    var heading = document.querySelector("h1"), up = document.querySelector(".md-top");
    var links = all(".md-sidebar--secondary a.md-nav__link[href^='#']");
    var places = links.map(function (link) { return document.getElementById(decodeURIComponent(link.hash.slice(1))); });
    var last = scrollY, asked = false;
    function look() {
      asked = false;
      var line = head.offsetHeight, y = scrollY;
      if (title && heading) title.classList.toggle("md-header__title--active", heading.getBoundingClientRect().bottom < line);
      head.classList.toggle("md-header--shadow", y > 0);
      if (up && y !== last) up.hidden = y > last || y < 400;
      if (links.length) follow(links, places, line + 48, heading.getBoundingClientRect().right);
      last = y;
    }
    addEventListener("scroll", function () {
      if (!asked) { asked = true; requestAnimationFrame(look); }
    }, { passive: true });
    if (up) up.addEventListener("click", function () {
      scrollTo({ top: 0 });
      up.hidden = true;
    });
    look();
  }

  /* A place within what is folded is shown when asked for; paper has all. */
  function reveal() {
    var place = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    var opened = false;
    for (var fold = place && place.closest("details:not([open])"); fold; fold = place.closest("details:not([open])")) {
      fold.open = opened = true;
    }
    if (opened) place.scrollIntoView();
  }

  function startFolds() {
    var closed = [];
    addEventListener("beforeprint", function () {
      closed = all("details:not([open])");
      closed.forEach(function (fold) { fold.open = true; });
    });
    addEventListener("afterprint", function () {
      closed.forEach(function (fold) { fold.open = false; });
      closed = [];
    });
    addEventListener("hashchange", reveal);
    reveal();
  }

  startPalette();
  startScroll();
  startFolds();
})();
