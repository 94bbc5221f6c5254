/**
 * What the engine (10–49) promises and the interface (50–99) uses. Public: window.vanban.
 * A page begins with ``search``, ``complete`` and ``ready`` alone, which load the engine.
 */

type FacetName = "loai" | "co_quan" | "nam" | "linh_vuc" | "nguoi_ky" | "tinh_trang" | "ky";

interface Filters {
  loai?: string[];
  co_quan?: string[];
  linh_vuc?: string[];
  nguoi_ky?: string[];
  tinh_trang?: string[];
  /** Terms of committees and legislatures. */
  ky?: string[];
  /** First and last year, both included; or those of an unknown year. */
  nam?: [number | null, number | null] | "khong-ro";
  /** First and last day, ISO, both included. */
  tu?: string;
  den?: string;
}

interface SearchOptions {
  filters?: Filters;
  sort?: "lien-quan" | "moi" | "cu";
  offset?: number;
  limit?: number;
  /** Every word anywhere in a document counts, not only words that stand together. */
  tatCa?: boolean;
  /** Called once with the first five hits, before counts and facets are known (total is null then). */
  onFirst?: (partial: SearchAnswer) => void;
}

interface SearchHit {
  id: string;
  /** Address of the page, without the anchor. */
  url: string;
  so_hieu: string;
  loai: string;
  /** Plain text. */
  title: string;
  co_quan: string;
  /** ISO, possibly only a year or a month; "" when unknown. */
  ngay: string;
  /** Anchor of the clause the snippet is from, or "". */
  anchor: string;
  /** "Điều 5, khoản 2", or "". */
  clause_label: string;
  /** HTML of escaped text and <mark>, or "". */
  snippet: string;
  /** con, het, het_mot_phan, chua, ngung, chua_ro: as of today. */
  status: string;
  /** How many documents cite this one. */
  cites: number;
  /** A made-up document for learning. */
  mau?: boolean;
  /** What ties it to the document asked for by number: "Được sửa đổi bởi", "Dẫn chiếu"; else absent. */
  quan_he?: string;
}

interface FacetValue {
  value: string;
  label: string;
  /** As if nothing were chosen of this facet. */
  count: number;
}

interface ChooserGroup {
  /** The term, body or year these documents share: "Khóa XII", "Tỉnh ủy Hải Dương", "2013". */
  label: string;
  hits: SearchHit[];
}

interface SearchAnswer {
  total: number | null;
  /** False when total is an estimate. */
  exact: boolean;
  hits: SearchHit[];
  facets: Partial<Record<FacetName, FacetValue[]>>;
  /** The one document whose number or name was asked for; it is the first of ``hits``, too. */
  jump: SearchHit | null;
  /** Several documents of one number, grouped; they are the first of ``hits``, too. */
  chooser: ChooserGroup[] | null;
  didYouMean: string | null;
  /** Things a person should know, in Vietnamese: what was widened, left out, couldn't be read. */
  notes: string[];
}

interface Completion {
  text: string;
  kind: "so_hieu" | "van_ban" | "tu";
  url?: string;
}

interface VanBan {
  /** Everything below is there. Rejects with a message for people when the engine can't be loaded. */
  ready(): Promise<VanBan>;
  search(query: string, options?: SearchOptions): Promise<SearchAnswer>;
  complete(prefix: string, limit: number): Promise<Completion[]>;
  fold(text: string): string;
  /**
   * Spans [start, end) of UTF-16 offsets in ``text``, in order and disjoint, where the words of
   * ``query`` stand together (marks typed are honoured, none typed match any); with ``words``
   * every single word of the query counts.
   */
  findIn(text: string, query: string, words?: boolean): [number, number][];
  /** From vanban.js, loaded before. */
  statusOn?(day: string, built: string, tu: string, den: string): string;
  /** Between the site's own scripts: which have run, what the engine lends to the others. */
  came: Set<string>;
  shared?: unknown[];
}

interface Window {
  vanban: VanBan;
}
