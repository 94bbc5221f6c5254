/* An engine that answers by heart, so that tests of the interface say what it must show.
   Put in before the page's own scripts; they can't replace it. */
(() => {
  const LOAI = [["chi-thi", "Chỉ thị"], ["quy-dinh", "Quy định"], ["ke-hoach", "Kế hoạch"]];
  const at = new URL("../vb/tinh-mau/2021/15-qd-tu/index.html", location.href.replace(/(tim-kiem\/)?(index\.html)?([?#].*)?$/, "tim-kiem/index.html")).href;
  const EVIL = '<img src=x onerror="document.title=\'hacked\'">';
  const hit = (n) => ({
    id: "tinh-mau/2021/" + n, url: at, so_hieu: `${n}-QĐ/TU`, loai: LOAI[n % 3][1], title: `Về công tác lưu trữ số ${n}`, co_quan: "Tỉnh ủy Tỉnh mẫu",
    ngay: `${2015 + (n % 8)}-07-16`, anchor: "dieu-2", clause_label: "Điều 2", snippet: "quản lý <mark>văn bản</mark> và hồ sơ &amp; tài liệu", status: n % 2 ? "con" : "het", cites: n % 4, mau: true,
  });
  const ALL = Array.from({ length: 45 }, (_, i) => hit(i + 1));
  const key = (h) => LOAI.find((l) => l[1] === h.loai)[0];
  const year = (h) => Number(h.ngay.slice(0, 4));
  const passes = (h, f, except) => (except === "loai" || !f.loai || f.loai.includes(key(h)))
    && (except === "nam" || !f.nam || ((!f.nam[0] || year(h) >= f.nam[0]) && (!f.nam[1] || year(h) <= f.nam[1])))
    && (!f.tu || h.ngay >= f.tu) && (!f.den || h.ngay <= f.den);
  const count = (f, name, values) => values.map(([value, label]) => ({ value, label, count: ALL.filter((h) => passes(h, f, name) && (name === "loai" ? key(h) : String(year(h))) === value).length }));
  const wait = (ms) => new Promise((r) => setTimeout(r, ms));
  window.calls = [];

  async function search(query, o = {}) {
    window.calls.push([query, JSON.parse(JSON.stringify({ ...o, onFirst: undefined }))]);
    if (query === "hỏng" && !window.mended) throw new Error("Không đọc được chỉ mục tìm kiếm (tệp m.js).");
    if (query === "kỳ lạ") throw new TypeError("x is not a function");
    if (query === "treo") return new Promise(() => {});
    if (query === "chậm") await wait(700);
    const f = o.filters || {}, none = query === "không có", found = none ? [] : ALL.filter((h) => passes(h, f));
    if (o.sort === "moi") found.sort((a, b) => b.ngay.localeCompare(a.ngay));
    const clause = /^điều 2/.test(query) ? { anchor: "dieu-2", clause_label: "Điều 2" } : { anchor: "", clause_label: "" };
    const asked = { ...ALL[28], ...clause, so_hieu: "29-CT/TU", loai: "Chỉ thị", snippet: "" };
    const answer = {
      total: null, exact: true, hits: found.slice(o.offset || 0, (o.offset || 0) + (o.limit || 10)), facets: {}, jump: /^(điều 2 )?29/.test(query) ? asked : null,
      chooser: query === "05" ? [{ label: "Khóa XVI", hits: [ALL[0], ALL[1]] }, { label: "Khóa XVII", hits: [ALL[2]] }] : null, didYouMean: null, notes: [],
    };
    if (query === "05 nhiều") answer.chooser = Array.from({ length: 20 }, (_, i) => ({ label: "Khóa " + i, hits: [ALL[2 * i], ALL[2 * i + 1]] }));
    if (query === "độc") {
      answer.hits = [{ ...ALL[0], title: EVIL + "</a>", so_hieu: EVIL, co_quan: EVIL, clause_label: EVIL, snippet: `${EVIL}<mark>${EVIL}</mark>&lt;b&gt;` }];
      answer.notes = [EVIL];
      answer.didYouMean = EVIL;
    }
    if (o.onFirst) o.onFirst({ ...answer, hits: answer.hits.slice(0, 5) });
    await wait(window.counting || 60);
    return {
      ...answer, total: query === "độc" ? 1 : found.length, didYouMean: none ? "lưu trữ" : answer.didYouMean, notes: query === "ghi chú" ? ["Mở rộng ra mọi cách đặt dấu."] : answer.notes,
      facets: { loai: count(f, "loai", LOAI), nam: count(f, "nam", [2022, 2021, 2020, 2019, 2018, 2017, 2016, 2015].map((y) => [String(y), String(y)])),
        linh_vuc: ["Dân vận", "Lưu trữ"].map((label) => ({ value: label, label, count: 3 })) },
    };
  }
  const fold = (s) => s.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/đ/g, "d");
  const tokens = (s) => [...s.normalize("NFC").matchAll(/[\p{L}\p{N}]+/gu)].map((m) => [m.index, m.index + m[0].length, fold(m[0])]);
  function findIn(text, query, words) {
    const here = tokens(text), asked = tokens(query).map((t) => t[2]), spans = [];
    for (let i = 0; asked.length && i < here.length; i++) {
      if (words && asked.includes(here[i][2])) spans.push([here[i][0], here[i][1]]);
      if (!words && asked.every((w, k) => here[i + k] && here[i + k][2] === w)) { spans.push([here[i][0], here[i + asked.length - 1][1]]); i += asked.length - 1; }
    }
    return spans;
  }
  const complete = async (prefix, limit) => (fold(prefix).startsWith("luu") ? [{ text: "lưu trữ điện tử", kind: "tu" }, { text: "lưu trữ lịch sử", kind: "tu" }, { text: "Về công tác lưu trữ số 1", kind: "ten", url: at }].slice(0, limit) : []);
  const own = { search, fold, findIn, complete };
  window.vanban = {};
  for (const name of Object.keys(own)) Object.defineProperty(window.vanban, name, { get: () => own[name], set() {}, enumerable: true });
})();
