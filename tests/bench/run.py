"""Side by side: our build and the peers' on the same documents.

One command, ``python tests/bench/run.py``, writes ``docs/do-luong/build.json`` and the table
made of it, ``build.md``. Every round runs each contender once, in turn, so that a noisy
machine is noisy for all; ratios are medians of the rounds' ratios. A long table is made in parts:
``--only`` names the tools, ``--write`` puts their cells into the table there is, and ``--resume``
passes over cells that are whole.
"""

from __future__ import annotations

import argparse
import os
import shlex
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import peers
import report
import table
from generate import MUTATIONS, MutationKind, Row, generate, load_rows, mutate
from links import check_links, differences
from measure import CommandFailed, run, size_of

ROOT = Path(__file__).resolve().parents[2]
OURS = "{bin}/vanban build --directives {directives} --site {site} --config {config}"
NO_SEARCH = "--khong-tim-kiem"
OWN = {"van-ban": "Văn Bản", "van-ban-khong-tim": "Văn Bản, không tìm kiếm"}
LABELS = {**OWN, **{p.name: p.label for p in peers.PEERS}}
"""Every tool by its name, in the order of the table."""

_CONFIG = """site_name: Kho văn bản
docs_dir: docs
site_dir: site
use_directory_urls: false
theme:
  name: material
  language: vi
  font: false
plugins:
  - vanban
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contender:
    """One way to build one archive, in a project folder of its own."""

    name: str
    label: str
    project: Path
    site: Path
    commands: list[list[str]]
    clean: Callable[[], None]
    follow: Callable[[Row], None]
    """Bring one changed document into the project."""
    rounds: int
    """How many rounds it takes part in."""


def ours(
    name: str, label: str, archive: Path, project: Path, template: str, rounds: int = 1
) -> Contender:
    """Our build in a generated project; it reads the archive where it is."""
    (project / "docs").mkdir(parents=True)
    (project / "docs" / "index.md").write_text("# Kho văn bản\n", encoding="utf-8")
    (project / "mkdocs.yml").write_text(_CONFIG, encoding="utf-8")
    words = template.format(
        bin=Path(sys.executable).parent,
        directives=archive / "directives",
        site=project / "site",
        config=project / "mkdocs.yml",
    )
    return Contender(
        name=name, label=label, project=project, site=project / "site",
        commands=[shlex.split(words)], clean=lambda: _clean_ours(project), follow=lambda row: None,
        rounds=rounds,
    )  # fmt: skip


def _clean_ours(project: Path) -> None:
    """All but the sources goes, whatever it is called: nothing can be kept by mistake."""
    for entry in project.iterdir():
        if entry.name not in ("docs", "mkdocs.yml"):
            _remove(entry)


def _remove(entry: Path) -> None:
    if entry.is_dir() and not entry.is_symlink():
        shutil.rmtree(entry)
    else:
        entry.unlink(missing_ok=True)


def peer(which: peers.Peer, archive: Path, project: Path, tools: Path, rounds: int) -> Contender:
    peers.lay_out(which, archive, project)

    def clean() -> None:
        for name in which.made:
            _remove(project / name)

    return Contender(
        name=which.name, label=which.label, project=project, site=project / which.site,
        commands=which.commands(tools), clean=clean,
        follow=lambda row: which.put(archive, row, project), rounds=rounds,
    )  # fmt: skip


def contenders(
    options: argparse.Namespace, names: list[str], archive: Path, work: Path
) -> list[Contender]:
    found = []
    rounds = options.rounds
    for name, extra in (("van-ban", ""), ("van-ban-khong-tim", f" {NO_SEARCH}")):
        if name in names:
            command = f"{options.ours}{extra}"
            found.append(ours(name, LABELS[name], archive, work / name, command, rounds))
    wanted = [p for p in peers.PEERS if p.name in names]
    tools = peers.environment() if wanted else Path()
    for p in wanted:
        turns = min(rounds, options.slow_rounds) if p.slow else rounds
        found.append(peer(p, archive, work / p.name, tools, turns))
    return found


def measure_size(
    options: argparse.Namespace, count: int, work: Path, results: dict[str, Any], names: list[str]
) -> None:
    """Everything for one size and these tools; costs are lists with one entry a round."""
    archive = work / "kho"
    generate(archive, count, options.seed)
    field = contenders(options, names, archive, work)
    result = table.begin(results, count, *size_of(archive / "directives"), names)
    costs = result["costs"]
    for turn in range(options.rounds):
        for c in _running(field, turn):
            c.clean()
            _note(costs, c, "cold", count)
    result["sites"].update({c.name: size_of(c.site) for c in field})
    table.save(options.out, results)
    for turn in range(options.rounds):
        for c in _running(field, turn):
            _note(costs, c, "none", count)
    checks: dict[str, Any] = {}
    for kind in MUTATIONS:
        checks[kind] = _increments(options, kind, archive, field, costs, count)
        table.save(options.out, results)
    if _checked(options, field, count):
        field[0].clean()
        _note(costs, field[0], "recold", count)
        result["links"] = asdict(check_links(field[0].site, archive))
        result["increments"] = checks
    for c in field:
        result["told"][c.name]["whole"] = True


def _checked(options: argparse.Namespace, field: list[Contender], count: int) -> bool:
    """Whether our site is held against a cold one after each kind of change: as dear as five."""
    return bool(field) and field[0].name == "van-ban" and count <= options.check_up_to


def _running(field: list[Contender], turn: int) -> list[Contender]:
    return [c for c in field if turn < c.rounds]


def _increments(
    options: argparse.Namespace,
    kind: MutationKind,
    archive: Path,
    field: list[Contender],
    costs: dict[str, dict[str, list[dict[str, float]]]],
    count: int,
) -> list[dict[str, Any]]:
    """Change one document a round and build; then hold our site against a cold one.

    The peers follow only a changed body: what the change is makes no difference to them.
    """
    done: list[dict[str, Any]] = []
    for turn in range(options.rounds if kind != "add" else min(options.rounds, 2)):
        mutation = mutate(archive, kind, options.seed + turn)
        row = next(r for r in load_rows(archive) if r.id == mutation.id)
        for c in _running(field, turn):
            if c.name.startswith("van-ban") or kind == "body":
                c.follow(row)
                _note(costs, c, kind, count)
        done.append({"id": mutation.id})
    if _checked(options, field, count):
        done[-1]["differ"] = _against_cold(options, archive, field[0])
        done[-1]["links"] = asdict(check_links(field[0].site, archive))
    return done


def _against_cold(options: argparse.Namespace, archive: Path, grown: Contender) -> dict[str, Any]:
    """In how many files a site grown by increments differs from one built from nothing, and the first."""
    project = grown.project.with_name("lanh")
    shutil.rmtree(project, ignore_errors=True)
    cold = ours("lanh", "", archive, project, options.ours)
    run(cold.commands, cold.project, _environment(cold))
    found = differences(grown.site, cold.site)
    shutil.rmtree(project)
    return {"count": len(found), "first": found[:5]}


def _note(
    costs: dict[str, dict[str, list[dict[str, float]]]], c: Contender, step: str, count: int
) -> None:
    cost = run(c.commands, c.project, _environment(c))
    costs[c.name].setdefault(step, []).append(asdict(cost))
    print(
        f"{count:>7} {step:<7} {c.label:<36} CPU {cost.cpu:8.2f} s  "
        f"thực {cost.wall:8.2f} s  {cost.rss / 1e6:7.0f} MB",
        file=sys.stderr, flush=True,
    )  # fmt: skip


def _environment(c: Contender) -> dict[str, str]:
    """Caches stay in the project, and nobody's page depends on the minute."""
    return {
        "XDG_CACHE_HOME": str(c.project / ".cache-home"),
        "HUGO_CACHEDIR": str(c.project / "resources"),
        "SOURCE_DATE_EPOCH": os.environ.get("SOURCE_DATE_EPOCH", _EPOCH),
        # as on a user's machine: modules are compiled once, not at every run
        "PYTHONDONTWRITEBYTECODE": "",
        "NO_MKDOCS_2_WARNING": "1",
    }


_EPOCH = str(int(time.time()) // 86_400 * 86_400)


def machine() -> dict[str, Any]:
    """What the figures were taken on."""
    info = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    model = next((x.split(":")[1].strip() for x in info.splitlines() if "model name" in x), "?")
    return {
        "cores": os.cpu_count(),
        "cpu": model,
        "memory": os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"),
        "system": f"{os.uname().sysname} {os.uname().release}",
        "python": sys.version.split()[0],
        "load": os.getloadavg(),
    }


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    names = list(LABELS)
    parser = argparse.ArgumentParser(description="Đo tốc độ dựng, đặt cạnh các công cụ khác.")
    parser.add_argument("--sizes", default="500,2000,10000", help="cỡ kho, cách nhau dấu phẩy")
    parser.add_argument("--rounds", type=int, default=3, help="số lượt đo xen kẽ")
    parser.add_argument("--slow-rounds", type=int, default=1, help="số lượt của công cụ chậm")
    parser.add_argument("--only", default=",".join(names), help="công cụ nào, cách nhau dấu phẩy")
    parser.add_argument("--ours", default=OURS, help="lệnh dựng của ta")
    parser.add_argument("--write", action="store_true",
                        help="ghép các ô vừa đo vào bảng đã có ở --out")  # fmt: skip
    parser.add_argument("--resume", action="store_true",
                        help="như --write, bỏ qua ô đã đo trọn")  # fmt: skip
    parser.add_argument("--check-up-to", type=int, default=10_000,
                        help="cỡ lớn nhất còn đối chiếu với dựng từ đầu và dò liên kết")  # fmt: skip
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", type=Path, help="thư mục làm việc (mặc định: thư mục tạm)")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "do-luong" / "build.md")
    options = parser.parse_args(arguments)
    options.only = [name for name in options.only.split(",") if name]
    options.sizes = [int(size) for size in options.sizes.split(",")]
    unknown = sorted(set(options.only) - set(names))
    if unknown:
        parser.error(f"không có công cụ {', '.join(unknown)}; có: {', '.join(names)}")
    return options


def main(arguments: Sequence[str] | None = None) -> int:
    options = _options(arguments)
    given = sys.argv[1:] if arguments is None else list(arguments)
    results: dict[str, Any] = {
        "date": datetime.now(UTC).astimezone().isoformat(timespec="minutes"),
        "command": shlex.join(["python", "tests/bench/run.py", *given]),
        "machine": machine(),
        "rounds": options.rounds,
        "slow_rounds": options.slow_rounds,
        "seed": options.seed,
        "labels": LABELS,
        "sizes": {},
    }
    if set(options.only) - set(OWN):
        results["versions"] = peers.versions(peers.environment())
    results = table.opened(options.out, results, merge=options.write or options.resume)
    try:
        for size in options.sizes:
            done = [n for n in options.only if options.resume and table.is_whole(results, size, n)]
            names = [name for name in LABELS if name in options.only and name not in done]
            if names:
                with tempfile.TemporaryDirectory(prefix="vanban-do-", dir=options.work) as folder:
                    measure_size(options, size, Path(folder), results, names)
                table.save(options.out, results)
    except CommandFailed as failure:
        print(f"Lệnh dựng hỏng: {failure}", file=sys.stderr)
        return 1
    return report.verdict(results)


if __name__ == "__main__":
    sys.exit(main())
