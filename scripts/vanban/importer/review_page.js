// Keys and jumps; every one of them can be done without this script.
"use strict";
(function () {
  const form = document.querySelector("form.sua");
  if (!form) return;
  const body = document.getElementById("body");
  let changed = false;

  function unsure() {
    return Array.from(form.querySelectorAll("input.ngo, textarea.ngo, .toi"));
  }

  form.addEventListener("click", function (event) {
    const button = event.target.closest(".toi");
    if (!button) return;
    const from = Number(button.dataset.tu), to = Number(button.dataset.den);
    body.focus();
    body.setSelectionRange(from, to);
    const lines = body.value.slice(0, from).length / Math.max(body.value.length, 1);
    body.scrollTop = Math.max(0, lines * body.scrollHeight - body.clientHeight / 3);
  });

  document.addEventListener("keydown", function (event) {
    const control = event.ctrlKey || event.metaKey;
    if (control && event.key.toLowerCase() === "s") {
      event.preventDefault();
      form.requestSubmit(form.querySelector("[value=luu]"));
    } else if (control && event.key === "Enter") {
      event.preventDefault();
      form.requestSubmit(form.querySelector("[value=nhan]"));
    } else if (event.key === "F8") {
      event.preventDefault();
      const all = unsure();
      const at = all.indexOf(document.activeElement);
      const step = event.shiftKey ? -1 : 1;
      if (all.length) all[(at + step + all.length) % all.length].focus();
    }
  });

  form.addEventListener("input", function () { changed = true; });
  form.addEventListener("submit", function () { changed = false; });
  window.addEventListener("beforeunload", function (event) {
    if (changed) event.preventDefault();
  });
})();
