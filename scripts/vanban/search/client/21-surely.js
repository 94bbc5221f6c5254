/* The first results from little: of the longest lists only the documents whose title has the term
   are known at once. What is found by these alone, and what would be found if all others had the
   term as well as a body may, stand below and above the truth: where both agree, that is it. */

/**
 * An archive whose long lists are what is known at once, or with all other documents at their best.
 * @param {Archive} base @param {boolean} best @returns {Archive & {partial: boolean}} ``partial`` once such a list was asked for
 */
function bounded(base, best) {
  const view = Object.assign(Object.create(base), { partial: false });
  view.forms = async (/** @type {string} */ first, /** @type {string} */ second) => (await base.forms(first, second)).map((form) => {
    const { titled } = form;
    return titled ? { ...form, list: () => { view.partial = true; return best ? allAtBest(titled(), base.count) : titled(); } } : form;
  });
  return view;
}

/** @param {List} known @param {number} count @returns {List} */
function allAtBest(known, count) {
  const docs = new Int32Array(count), codes = new Uint8Array(count).fill(LONG_CODES[2]);
  for (let doc = 0; doc < count; doc++) docs[doc] = doc;
  known.docs.forEach((doc, i) => { codes[doc] = known.codes[i]; });
  return { docs, codes };
}

/**
 * What is sure before the longest lists are there: all that was found, or which documents come first.
 * @param {Archive} base @param {Query} query @param {Filter} filter @param {(base: Archive) => Promise<Matches>} find @param {(found: Matches, quality: Uint8Array | Uint32Array) => Float32Array} weigh @param {number} wanted
 * @returns {Promise<{all?: Matches, first?: number[]}>}
 */
async function surely(base, query, filter, find, weigh, wanted) {
  if (query.not.length || query.words.length >= LONG_QUERY) return {};
  const low = bounded(base, false), least = await find(low);
  if (!low.partial) return { all: least };
  // with fewer the search goes on by asking less
  if (least.widened || least.lift || least.docs.length < WEIGHTS.few) return {};
  const [most, quality] = await Promise.all([find(bounded(base, true)), base.qualities()]);
  const sure = new Set(least.docs), below = weigh(least, quality), above = weigh(most, quality);
  const order = ranked(base, most.docs.filter((d) => filter.passes(d)), above, "", wanted), unsure = order.findIndex((d) => !sure.has(d) || below[d] !== above[d]);
  return { first: unsure < 0 ? order : order.slice(0, unsure) };
}
