"""The page's search script with its engine asking the endpoint; the interface is the same."""

from __future__ import annotations

from vanban.search.client import engine_script

ASKING = """
/* In place of the index in files: the endpoint that sent this script. */
const ENDPOINT = new URL("hoi", document.currentScript.src);
async function askEndpoint(question, options = {}) {
  const told = { q: question ?? "", loc: JSON.stringify(options.filters || {}), xep: options.sort || "", tu: Math.max(0, options.offset || 0), so: options.limit ?? 10, tatCa: options.tatCa ? "1" : "" };
  const at = new URL(ENDPOINT);
  for (const [name, value] of Object.entries(told)) at.searchParams.set(name, String(value).slice(0, 2000));
  let found;
  try { found = await (await fetch(at)).json(); }
  catch { throw new Fault("Không đến được nơi tìm kiếm. Thử lại sau ít phút."); }
  if (found.loi) throw new Fault(found.loi);
  const placed = (hit) => ({ ...hit, url: ROOT + hit.url });
  const chooser = found.chooser && found.chooser.map((group) => ({ ...group, hits: group.hits.map(placed) }));
  const answer = { ...found, hits: found.hits.map(placed), jump: found.jump && placed(found.jump), chooser };
  if (options.onFirst) options.onFirst({ ...answer, total: null, facets: {} });
  return answer;
}
search = askEndpoint;
complete = async () => [];
"""
"""Stands before the engine in its scope: functions declared there may be set before they are used."""


def server_script() -> bytes:
    """Served in place of the site's engine."""
    return engine_script(ASKING)
