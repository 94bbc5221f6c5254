"""The engine in a real browser over small archives: mended indexes, faults, other releases."""

from __future__ import annotations

import functools
import http.server
import random
import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from world import World, document

from vanban.search import facets, increment, listing
from vanban.search.client import PARTS, client_files
from vanban.site.build import BuildReport
from vanban.tables.quan_he import relation_kinds

pytestmark = pytest.mark.browser

Build = Callable[..., BuildReport]
BY_OTHERS = re.search(  # what in 40-api.js tells that side of a relation
    r"BY_OTHERS = /(.*)/;", (PARTS / "40-api.js").read_text("utf-8")
)[1]  # type: ignore[index]
ASK = "([q, o]) => vanban.search(q, o).then(a => a, e => ({fault: e.message}))"


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder without a word; what has a stamp is kept for good, as ``servers/`` say."""

    def end_headers(self) -> None:
        """The page's script has no stamp here."""
        kept = "max-age=31536000, immutable" if "?" in self.path else "no-cache"
        self.send_header("Cache-Control", kept)
        super().end_headers()

    def send_head(self) -> Any:
        """What is asked anew is sent anew: two builds here may fall into one second."""
        del self.headers["If-Modified-Since"]
        return super().send_head()

    def log_message(self, *_: object) -> None:
        """Requests are not news."""


@pytest.fixture
def opened(chromium: Any) -> Iterator[Callable[[Path], Any]]:
    """A page of a site served on loopback, with nothing on it but the client."""
    running: list[tuple[Any, Any]] = []

    def open_site(site: Path) -> Any:
        for address, script in client_files().items():
            (site / address).parent.mkdir(parents=True, exist_ok=True)
            (site / address).write_bytes(script)
        (site / "trang.html").write_text(
            "<!doctype html><meta charset=utf-8><script src=assets/vanban/tim-kiem.js></script>",
            "utf-8",
        )
        handler = functools.partial(Quiet, directory=str(site))
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        context = chromium.new_context()
        running.append((server, context))
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{server.server_address[1]}/trang.html")
        return page

    yield open_site
    for server, context in running:
        context.close()
        server.shutdown()
        server.server_close()


@pytest.fixture
def world(tmp_path: Path) -> World:
    made = World(root=tmp_path).start()
    days = {"01": "2019-01-02", "02": "2020-05-06", "03": "2021-07-08", "04": "2021-07-20"}
    for number, day in days.items():
        made.put(
            f"tinh-mau/2020/{number}.md",
            document(so_hieu=f"{number}-CT/TU", ngay=day, trich_yeu=f"Về lưu trữ lần {number}",
                     body="## Nội dung\n\nCông tác dân vận và lưu trữ hồ sơ."),
        )  # fmt: skip
    return made


def ids(answer: Any) -> list[str]:
    return [hit["id"].rpartition("/")[2] for hit in answer["hits"]]


def test_a_mended_index_answers_as_a_new_one(
    build: Build, world: World, tmp_path: Path, opened: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Documents come late and go; order by date, filters and counts follow."""
    monkeypatch.setattr(increment, "WHOLE", 0)
    monkeypatch.setattr(increment, "LOOSE", 0)
    build(world, tmp_path / "a", tmp_path / "cache-a")
    world.put(
        "tinh-mau/2020/05.md", document(so_hieu="05-CT/TU", ngay="2020-01-01", body="Lưu trữ.")
    )
    build(world, tmp_path / "a", tmp_path / "cache-a")
    world.put(
        "tinh-mau/2020/06.md", document(so_hieu="06-CT/TU", ngay="2021-07-10", body="Lưu trữ.")
    )
    world.put(
        "tinh-mau/2020/07.md", document(so_hieu="07-CT/TU", ngay="2026-07-10", body="Lưu trữ.")
    )
    world.remove("tinh-mau/2020/03.md")
    build(world, tmp_path / "a", tmp_path / "cache-a")
    build(world, tmp_path / "b", tmp_path / "cache-b")
    mended, new = opened(tmp_path / "a"), opened(tmp_path / "b")
    for question, options in [
        ("", {}), ("", {"sort": "cu"}), ("lưu trữ", {"sort": "moi"}), ("lưu trữ", {}),
        ("nam:2020", {}), ("nam:2021..2026 lưu trữ", {}), ("tu:2021-07-09 den:2021-07-20", {}),
        ("06-CT/TU", {}), ("chỉ thị", {}), ("dân vận", {}), ("-dân lưu trữ", {}),
    ]:  # fmt: skip
        one, other = (page.evaluate(ASK, [question, options]) for page in (mended, new))
        for answer in (one, other):
            for hit in [*answer["hits"], *([answer["jump"]] if answer["jump"] else [])]:
                hit.pop("url")
        assert one == other, question
    assert ids(mended.evaluate(ASK, ["", {"sort": "cu"}])) == ["01", "05", "02", "06", "04", "07"]


FIRST = """async q => {
  let first = null, before = 0;
  const far = () => performance.getEntriesByType("resource").filter(e => /tim.w.0/.test(e.name)).length;
  performance.clearResourceTimings();
  const told = p => { first = p.hits.map(h => [h.id, h.title]); before = far(); };
  const a = await vanban.search(q, {limit: 20, onFirst: told});
  return {first, before, after: far(), ids: a.hits.map(h => h.id + h.anchor + h.snippet), total: a.total,
    facets: a.facets, shown: a.hits.map(h => [h.id, h.title])};
}"""


def test_first_hits_that_are_sure_come_before_the_longest_lists(
    build: Build, world: World, tmp_path: Path, opened: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same answers whether long lists stand with the others or elsewhere, types in a column
    or in lists."""
    rng = random.Random(8)
    words = re.findall(r"\S+", "công tác dân vận kiểm tra giám sát lưu trữ hồ sơ")
    for n in range(60):
        title = " ".join(words[: rng.choice([2, 4, 8, 12])] if n % 3 else rng.sample(words, 5))
        body = ". ".join(" ".join(rng.choices(words, k=9)) for _ in range(6))
        text = document(so_hieu=f"{n}-CT/TU", ngay=f"20{n % 20 + 10}-01-02", trich_yeu=f"Về {title}",
                        body=f"{body}. Công tác dân vận, kiểm tra giám sát.")  # fmt: skip
        world.put(f"tinh-mau/2020/x{n}.md", text)
    monkeypatch.setattr(listing, "LONG", 5)
    build(world, tmp_path / "a", tmp_path / "cache-a")
    monkeypatch.setattr(listing, "SPLIT", 8)
    monkeypatch.setattr(facets, "LISTED", 8)
    build(world, tmp_path / "b", tmp_path / "cache-b")
    assert not (tmp_path / "a" / "tim" / "w").exists()
    assert [p.name for p in (tmp_path / "b" / "tim" / "v").iterdir()] == ["chi-thi.js"]
    page, other = opened(tmp_path / "b"), opened(tmp_path / "a")
    early = 0
    for question in [
        "công tác dân vận", "dân vận", "kiểm tra giám sát", "cong tac dan van", '"tác dân vận"',
        "giám sát -hồ", "hồ sơ lưu trữ", "nam:2015..2025 công tác dân vận", "vận kiểm", "dân",
        "công tác dân vận kiểm tra giám sát lưu trữ", "sơ dân tra", "loai:chi-thi giám sát",
        "loai:chỉ-thị,không", "loai:nghi-quyet giám sát",
    ]:  # fmt: skip
        page.reload()
        one, two = page.evaluate(FIRST, question), other.evaluate(FIRST, question)
        early += one["before"] == 0 and one["after"] > 0
        assert one["first"] == one["shown"][: len(one["first"])], question
        for told in (one, two):
            del told["before"], told["after"]
        assert one == two, question
    assert early > 4


def test_a_lost_shard_is_told_and_mended(
    build: Build, world: World, tmp_path: Path, opened: Any
) -> None:
    build(world, tmp_path / "a", tmp_path / "cache")
    shard = tmp_path / "a" / "tim" / "u" / "0" / "0.js"
    whole = shard.read_bytes()
    for damaged in (b"", whole[: len(whole) // 2], b"<html>404</html>"):
        shard.write_bytes(damaged)
        page = opened(tmp_path / "a")
        told = page.evaluate(ASK, ["lưu trữ", {}])
        assert "Không đọc được chỉ mục tìm kiếm (tim/u/0.js)" in told["fault"]
        shard.write_bytes(whole)
        assert page.evaluate(ASK, ["lưu trữ", {}])["total"] == 4
    shard.unlink()
    assert "tim/u/0.js" in opened(tmp_path / "a").evaluate(ASK, ["lưu trữ", {}])["fault"]


def test_a_new_release_is_noticed_by_an_open_page(
    build: Build, world: World, tmp_path: Path, opened: Any
) -> None:
    """Numbers have moved under the page: it starts over and answers from the new index."""
    build(world, tmp_path / "a", tmp_path / "cache")
    page = opened(tmp_path / "a")
    assert page.evaluate(ASK, ["", {}])["total"] == 4
    world.put(
        "tinh-mau/2020/00.md", document(so_hieu="10-CT/TU", ngay="2018-01-01", body="Mới tinh.")
    )
    build(world, tmp_path / "a", tmp_path / "cache")
    answer = page.evaluate(ASK, ["lưu trữ", {}])
    assert (answer["total"], answer["hits"][0]["title"][:11]) == (4, "Về lưu trữ ")
    assert ids(page.evaluate(ASK, ["10-CT/TU", {}])) == ["00"]


def test_an_old_shard_in_a_cache_is_told(
    build: Build, world: World, tmp_path: Path, opened: Any
) -> None:
    build(world, tmp_path / "a", tmp_path / "cache")
    shard = tmp_path / "a" / "tim" / "u" / "0" / "0.js"
    old = shard.read_bytes()
    world.put("tinh-mau/2020/00.md", document(so_hieu="10-CT/TU", ngay="2018-01-01"))
    build(world, tmp_path / "a", tmp_path / "cache")
    shard.write_bytes(old)
    told = opened(tmp_path / "a").evaluate(ASK, ["lưu trữ", {}])
    assert told["fault"].startswith("Kho vừa được cập nhật")


def test_a_text_kept_from_the_last_release_is_not_shown(
    build: Build, world: World, tmp_path: Path, opened: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not a word of the index has changed, only what is shown of a text: mended, then whole."""
    build(world, tmp_path / "a", tmp_path / "cache")
    page = opened(tmp_path / "a")
    said, before = ["công tác dân vận", {}], "hồ sơ."
    for most, after in ((0, "hồ sơ!"), (1_000, "hồ sơ?")):
        assert before in page.evaluate(ASK, said)["hits"][0]["snippet"]
        monkeypatch.setattr(increment, "WHOLE", most)
        for path in list(world.written):
            world.put(path, world.written[path].replace(before, after))
        build(world, tmp_path / "a", tmp_path / "cache")
        page.reload()
        before = after
    assert before in page.evaluate(ASK, said)["hits"][0]["snippet"]


@pytest.mark.parametrize(
    "question",
    [
        '<script>document.title="x"</script>', "((((a+)+)+)+$[[\\^*?{1,99}", '"""“”"', "- -- --- " * 40,
        "nam:.. loai: co-quan:* tinh-trang:__proto__", "__proto__ constructor toString", "a\x00b\u202ec",
        "𝐐𝐮𝐲 😀" * 40, "quy định " * 11_200, "a" * 100_000, "a" + "\u0301" * 50_000, "שלום عربي",
        "1" * 5_000, "29-" * 300, "điều " * 200, '"' + "a " * 200 + '"', "khoa:" + "x" * 300,
    ],
    ids=range(17),
)  # fmt: skip
def test_a_hostile_query_gets_an_answer_in_time(
    question: str, build: Build, world: World, tmp_path: Path, opened: Any
) -> None:
    build(world, tmp_path / "a", tmp_path / "cache")
    page = opened(tmp_path / "a")
    told = page.evaluate(
        "async q => { const t = performance.now(); const a = await vanban.search(q, {});"
        " await vanban.complete(q, 8); vanban.findIn('Chỉ thị về lưu trữ', q);"
        " return {total: a.total, ms: performance.now() - t, title: document.title} }",
        question,
    )
    assert isinstance(told["total"], int)
    assert told["ms"] < 3_000
    assert told["title"] == ""


def test_what_words_say_beside_words(
    build: Build, world: World, tmp_path: Path, opened: Any
) -> None:
    """Time, what is newest, a law's name with fewer words, a number among other words."""
    for name, loai, number, day, title in (
        ("luat", "Luật", "09/2019/QH0", "2019-05-06", "Về phí và lệ phí"),
        ("thay", "Chỉ thị", "05-CT/TU", "2021-09-01", "Sửa đổi Chỉ thị về lưu trữ lần 04 và việc khác nữa"),
        ("nd", "Nghị định", "07/2020/NĐ-CP", "2020-02-03", "Về việc mẫu"),
    ):  # fmt: skip
        world.put(
            f"tinh-mau/2020/{name}.md",
            document(so_hieu=number, ngay=day, loai=loai, trich_yeu=title, body="Thu phí, lệ phí."),
        )
    build(world, tmp_path / "a", tmp_path / "cache")
    page = opened(tmp_path / "a")
    for question, wanted in [
        ("chỉ thị mới nhất", ["thay", "04", "03", "02", "01"]), ("chỉ thị trước năm 2020", ["01"]),
        ("chỉ thị ban hành sau năm 2019", ["thay", "04", "03", "02"]),
        ("chỉ thị từ 2019 đến năm 2020", ["02", "01"]), ("chỉ thị từ năm 2021 đến nay", ["thay", "04", "03"]),
        ("chỉ thị tháng 7 năm 2021", ["04", "03"]),
        ("luật phí, lệ phí", ["luat"]), ("luật về phí và lệ phí cũ", ["luat"]), ("lưu trữ lần 4", ["04"]), ("nghị định 7/2020 nói điều chi", ["nd"]),
    ]:  # fmt: skip
        answer = page.evaluate(ASK, [question, {}])
        first = sorted(answer["hits"][: len(wanted)], key=lambda h: h["ngay"], reverse=True)
        assert ids({"hits": first}) == wanted, question
    assert page.evaluate(ASK, ["nghị định 7/2020 nói điều chi", {}])["jump"]


def test_who_must_choose_sees_what_hangs_on_the_candidates(
    build: Build, world: World, tmp_path: Path, opened: Any
) -> None:
    """Each option leads to its own clause; what only resembles or is cited stays away."""
    clauses = "Điều 1. Phạm vi\n\nNội dung một.\n\nĐiều 2. Thi hành\n\nNội dung hai."
    bodies = {
        "2018": ("Căn cứ Chỉ thị số 01-CT/TU, ngày 02/01/2019 của Tỉnh ủy.\n\n" + clauses),
        "2021": clauses, "2024": "Công tác dân vận.",
    }  # fmt: skip
    for year, body in bodies.items():
        number = document(
            so_hieu="08-CT/TU", ngay=f"{year}-05-06", trich_yeu="Về lưu trữ", body=body
        )
        world.put(f"tinh-mau/{year}/08.md", number)
    plan = "Thực hiện Chỉ thị số 08-CT/TU, ngày 06/5/2018 của Tỉnh ủy."
    world.put("tinh-mau/2020/09.md", document(so_hieu="09-CT/TU", ngay="2020-09-01", body=plan))
    alike = document(so_hieu="08-CT/TU-VP", ngay="2022-01-01", body="Lưu trữ.")
    world.put("tinh-mau/2022/08-vp.md", alike)
    build(world, tmp_path / "site", tmp_path / "cache")
    page = opened(tmp_path / "site")
    answer = page.evaluate(ASK, ["điều 2 chỉ thị 08-CT/TU", {}])
    chosen = {h["id"]: h["anchor"] for group in answer["chooser"] for h in group["hits"]}
    assert chosen == {
        "tinh-mau/2018/08": "dieu-2", "tinh-mau/2021/08": "dieu-2", "tinh-mau/2024/08": "",
    }  # fmt: skip
    assert {h["id"]: h["anchor"] for h in answer["hits"][:3]} == chosen
    assert {h["clause_label"] for h in answer["hits"][:3]} == {"Điều 2", ""}
    tied = [(h["id"], h["quan_he"]) for h in answer["hits"][3:]]
    assert [id_ for id_, _ in tied] == ["tinh-mau/2020/09"]
    assert re.match(BY_OTHERS, tied[0][1])
    assert answer["total"] == 4
    marks = "([text, query]) => vanban.findIn(text, query).map(([a, b]) => text.slice(a, b))"
    for query, lit in [
        ("l", ["L", "l", "l"]), ("lư", ["lư"]), ("lưu", ["lưu"]), ("văn b", ["Văn bản"]),
    ]:  # fmt: skip
        assert page.evaluate(marks, ["Luật về văn thư lưu trữ l. Văn bản", query]) == lit


def test_how_others_acts_are_called_is_known_to_the_engine() -> None:
    for kind in relation_kinds().values():
        assert re.match(BY_OTHERS, kind.bi_dong)
        assert not re.match(BY_OTHERS, kind.chu_dong)


def test_an_empty_archive_answers(build: Build, tmp_path: Path, opened: Any) -> None:
    build(World(root=tmp_path).start(), tmp_path / "a", tmp_path / "cache")
    page = opened(tmp_path / "a")
    for question in ("", "lưu trữ", "29-CT/TU", '"kho lưu trữ"', "luật đất đai"):
        answer = page.evaluate(ASK, [question, {}])
        assert (answer["total"], answer["hits"]) == (0, []), question


def test_nothing_is_asked_of_the_server_before_a_question(
    build: Build, world: World, tmp_path: Path, opened: Any
) -> None:
    build(world, tmp_path / "a", tmp_path / "cache")
    page = opened(tmp_path / "a")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "/tim/" in url]
    page.evaluate(ASK, ["01-CT/TU", {}])
    assert 0 < len([url for url in asked if "/tim/" in url]) <= 4
