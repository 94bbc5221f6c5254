/* Văn Bản: what Material does in scripts inside its pages, as a file, so that a strict policy
   needs no exception. Each place in the page runs it with its own task:
   goc = where settings are kept, nen = light or dark before anything is drawn, the = tabs. */
(function (w, task) {
  "use strict";

  /* The theme's bundle calls these four by these names. */
  function keep() {
    document.documentElement.classList.replace("no-js", "js");
    w.__md_scope = new URL(task.goc, location);
    w.__md_hash = function (text) {
      var sum = 0;
      for (var i = 0; i < text.length; i++) sum = ((sum << 5) - sum + text.charCodeAt(i)) | 0;
      return sum;
    };
    w.__md_get = function (key, store, scope) {
      return JSON.parse((store || localStorage).getItem((scope || w.__md_scope).pathname + "." + key));
    };
    w.__md_set = function (key, value, store, scope) {
      try {
        (store || localStorage).setItem((scope || w.__md_scope).pathname + "." + key, JSON.stringify(value));
      } catch (e) { /* a browser that keeps nothing still shows the page */ }
    };
  }

  function paint() {
    var chosen = w.__md_get("__palette"), color = chosen && chosen.color;
    if (!color) return;
    if (color.media === "(prefers-color-scheme)") {
      var side = matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
      var input = document.querySelector("[data-md-color-media='(prefers-color-scheme: " + side + ")']");
      ["media", "scheme", "primary", "accent"].forEach(function (name) {
        color[name] = input.getAttribute("data-md-color-" + name);
      });
    }
    Object.keys(color).forEach(function (name) {
      document.body.setAttribute("data-md-color-" + name, color[name]);
    });
  }

  function openTab() {
    var target = document.getElementById(location.hash.slice(1));
    if (target && target.name) target.checked = target.name.indexOf("__tabbed_") === 0;
  }

  ({ goc: keep, nen: paint, the: openTab })[task.viec]();
})(window, document.currentScript.dataset);
