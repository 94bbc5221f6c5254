/* In the starter and in the engine: what the scripts say to each other, what the browser keeps. */

/** The event that opens the bar over a document, and the button it comes from. */
const OPEN_FIND = "vb-tim-trong", FIND_BUTTON = "vb-tt__mo";

/** What this browser remembers; nothing where it mayn't. @param {string} key */
function remembered(key) {
  try { return localStorage.getItem(key) || ""; } catch { return ""; }
}

/** @param {string} key @param {string} value "" forgets */
function remember(key, value) {
  try { if (value) localStorage.setItem(key, value); else localStorage.removeItem(key); } catch { /* a browser may forbid it: nothing is remembered */ }
}
