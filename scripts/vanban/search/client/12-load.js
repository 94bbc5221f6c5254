/* Files of the index: each a script that calls V("key", "stamp", …), wherever the site lies. */

const ROOT = new URL("../../", /** @type {HTMLScriptElement} */ (document.currentScript).src).href;
const KEPT_TEXTS = 600;

/** What a person is told when the index can't be read. */
class Fault extends Error {}
/** A file of another release than the head's. */
class Stale extends Error {}

/**
 * The head of the index: stamp of numbering, of contents, documents, bits of shards, of those of recent documents (0: there are none) and of names; types that have a file of their own.
 * @typedef {{v: string, c: string, n: number, u: number, e: number, m: number, s: string, l: [number, number, string][], x: number[], t: string, so: string, loai: [string, string, string[]][], k: string}} Head
 */

/** @type {Map<string, any[]>} */
const held = new Map();
/** @type {Map<string, Promise<any[]>>} */
const coming = new Map();

/** @type {any} */ (window).V = (/** @type {string} */ key, /** @type {any[]} */ ...values) => { held.set(key, values); };

/** No folder holds more than a few hundred files. @param {string} key */
const pathOf = (key) => key.replace(/^([uwtdr])\/(\d+)/, (_, kind, number) => `${kind}/${number >> 8}/${number}`);

/** What a key stands for, made once; what failed is made anew. @template T @param {Map<string, Promise<T>>} known @param {string} key @param {() => Promise<T>} make */
function kept(known, key, make) {
  let made = known.get(key);
  if (!made) {
    known.set(key, made = make());
    made.catch(() => known.delete(key));
  }
  return made;
}

/** Load a script; what it gave to V. @param {string} key @param {string} stamp @returns {Promise<any[]>} */
const loadScript = (key, stamp) => kept(coming, key, () => {
  forgetTexts();
  return new Promise((resolve, reject) => {
    const tag = document.createElement("script");
    const fail = () => reject(new Fault(`Không đọc được chỉ mục tìm kiếm (tim/${key}.js). Thử lại, hoặc báo người quản lý kho.`));
    tag.src = `${ROOT}tim/${pathOf(key)}.js${stamp && "?" + stamp}`;
    tag.onload = () => {
      tag.remove();
      const values = held.get(key);
      held.delete(key);
      if (values) resolve(values); else fail();
    };
    tag.onerror = () => { tag.remove(); fail(); };
    document.head.append(tag);
  });
});

/** Texts are large; the oldest ones go when there are many. */
function forgetTexts() {
  for (const key of coming.keys()) {
    if (coming.size < KEPT_TEXTS) return;
    if (key.startsWith("t/")) coming.delete(key);
  }
}

/** @type {Map<string, Promise<Archive>>} */
const opened = new Map();

/** The head and what every question needs; asked for once. */
const openArchive = () => kept(opened, "", () => loadScript("kho", tryAgain).then(([head]) => new Archive(head)));

let tryAgain = "";

/** Another release lies on the server than the one begun with: begin anew, past any cache. */
function startOver() {
  opened.clear();
  coming.clear();
  tryAgain = String(Date.now());
}
