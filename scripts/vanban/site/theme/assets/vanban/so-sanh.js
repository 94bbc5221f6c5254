/* Pages of two documents side by side: one button for all that is folded, keys to the next change.
   Without it everything can be read and reached: folds open by themselves, links lead on. */
(function () {
  "use strict";
  function folds() {
    return Array.prototype.slice.call(document.querySelectorAll(".vb-ss__nhu"));
  }

  function showAll(button) {
    var open = button.getAttribute("aria-pressed") !== "true";
    folds().forEach(function (fold) { fold.open = open; });
    button.setAttribute("aria-pressed", open ? "true" : "false");
    button.textContent = open ? "Chỉ mở phần thay đổi" : "Mở cả phần giữ nguyên";
  }

  /* The change after, or before, the one at the top of the screen; the one in focus counts first. */
  function next(step) {
    var all = Array.prototype.slice.call(document.querySelectorAll("[data-ss-doi]"));
    var held = document.activeElement && document.activeElement.closest("[data-ss-doi]");
    var at = all.indexOf(held);
    if (at >= 0) return all[at + step];
    var edge = 100;
    var tops = all.map(function (one) { return one.getBoundingClientRect().top; });
    if (step > 0) return all.find(function (_, n) { return tops[n] > edge; });
    return all.reverse().find(function (_, n) { return tops[tops.length - 1 - n] < edge - 20; });
  }

  function onKey(event) {
    var step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (!step || !event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
    var to = next(step);
    if (!to) return;
    event.preventDefault();
    to.focus({ preventScroll: true });
    to.scrollIntoView({ block: "start" });
  }

  /* A link into what is folded opens it. */
  function reveal() {
    var id = decodeURIComponent(location.hash.slice(1));
    var place = id && document.getElementById(id);
    for (var fold = place && place.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    if (place) place.scrollIntoView({ block: "start" });
  }

  function start() {
    if (!document.querySelector(".vb-ss")) return;
    var tools = document.querySelector(".vb-ss__viec");
    var button = document.querySelector("[data-ss-mo]");
    if (tools && button) {
      tools.hidden = false;
      button.setAttribute("aria-pressed", "false");
      button.addEventListener("click", function () { showAll(button); });
    }
    document.addEventListener("keydown", onKey);
    window.addEventListener("hashchange", reveal);
    if (location.hash) reveal();
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
