"""The engine of a site that asks an endpoint (``vanban answer``) before its own files.

The interface is the same, and what it asks is answered in the same shape. Where the endpoint
doesn't answer, the files do, and a note says so; a site built without them says what is wrong.
"""

from __future__ import annotations

import json

_PART = """
/* Before the index in files: the endpoint. */
const ASKED_AT = new URL(%s, new URL("../../", document.currentScript.src)), ENDPOINT_PATIENCE = 6000, ENDPOINT_RESPITE = 30000;
const fromFiles = { search, complete };
/** Until when it isn't asked again. */
let downUntil = 0;
async function toldBy(place, words) {
  if (Date.now() < downUntil) throw new Fault("");
  const at = new URL(place, ASKED_AT);
  for (const [name, value] of Object.entries(words)) at.searchParams.set(name, String(value).slice(0, name === "q" ? 1200 : 2000));
  let sent, found;
  try {
    sent = await fetch(at, { signal: AbortSignal.timeout(ENDPOINT_PATIENCE) });
    found = await sent.json();
  } catch { sent = null; }
  if (!sent || sent.status >= 500) {
    downUntil = Date.now() + ENDPOINT_RESPITE;
    throw new Fault("");
  }
  if (!sent.ok) throw new Error(found.loi);
  return found;
}
async function askEndpoint(question, options = {}) {
  const words = { q: question ?? "", loc: JSON.stringify(options.filters || {}), xep: options.sort || "", tu: Math.max(0, options.offset || 0), so: options.limit ?? 10, tatCa: options.tatCa ? "1" : "" };
  let found;
  try { found = await toldBy("hoi", words); } catch (error) {
    if (!(error instanceof Fault)) throw error;
    try { found = await fromFiles.search(question, { ...options, onFirst: undefined }); } catch { throw new Fault("Không đến được nơi tìm kiếm. Thử lại sau ít phút."); }
    const notes = ["Máy chủ tìm kiếm không trả lời; kết quả này từ chỉ mục của chính trang.", ...found.notes];
    if (options.onFirst) options.onFirst({ ...found, notes, total: null, facets: {} });
    return { ...found, notes };
  }
  const placed = (hit) => ({ ...hit, url: ROOT + hit.url }), chooser = found.chooser && found.chooser.map((group) => ({ ...group, hits: group.hits.map(placed) }));
  const answer = { ...found, hits: found.hits.map(placed), jump: found.jump && placed(found.jump), chooser };
  if (options.onFirst) options.onFirst({ ...answer, total: null, facets: {} });
  return answer;
}
async function askCompletions(prefix, limit) {
  try {
    const found = await toldBy("goi-y", { q: prefix ?? "", so: Math.max(1, limit || 8) });
    return found.map((one) => (one.url ? { ...one, url: ROOT + one.url } : one));
  } catch { return fromFiles.complete(prefix, limit).catch(() => []); }
}
search = askEndpoint;
complete = askCompletions;
"""
"""Stands before the engine in its scope: functions declared there may be set before they are used."""


def asking_part(endpoint: str) -> str:
    """``endpoint``: an address, or a path from the site's root; ends with a slash or gets one."""
    return _PART % json.dumps(endpoint if endpoint.endswith("/") else f"{endpoint}/")
