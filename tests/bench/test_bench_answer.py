"""The table of the endpoint's figures: rounding, archives measured apart, the command beside it."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import bench_answer as bench

LOADED = bench.Loaded(
    documents=1996, export_cpu=11.04, export_bytes=48_000_000, load_seconds=3.2, database=69_300_000,
    words=15_000_000, texts=14_000_000, table=28_000_000, files=5359, files_bytes=31_600_000,
)  # fmt: skip
FAST = {"files": bench.Timed(median=7, most=1284), "endpoint": bench.Timed(median=10.25, most=47)}
MADE = bench.Measured(
    loaded=LOADED, asked=139, right_files=138, right_endpoint=137, same=136, first=FAST, again=FAST,
    endpoint_cpu=5, endpoint_bytes=49_000_000, date="2026-11-24", load=0.4,
)  # fmt: skip


def test_most_questions_are_below_the_second_figure() -> None:
    assert bench.Timed.of([float(n) for n in range(101)]) == bench.Timed(median=50, most=95)
    assert bench.Timed.of([3.0]) == bench.Timed(median=3, most=3)


def test_archives_are_measured_apart_and_stand_in_one_order(tmp_path: Path) -> None:
    out = tmp_path / "may.md"
    bench.keep({"gen1000": MADE}, out)
    bench.keep({"thu": replace(MADE, asked=10, right_endpoint=9)}, out)
    kept = json.loads(out.with_suffix(".json").read_text("utf-8"))
    assert list(kept) == ["thu", "gen1000"]
    told = out.read_text("utf-8")
    assert "--archives thu,gen1000 --write" in told
    assert "| kho sinh 1.000 | 139 | 138 (99,3 %) | 137 (98,6 %) | 136 (97,8 %) |" in told
    assert "| 1.996 | 31,6 MB | 5.359 | 69,3 MB |" in told
    assert "7,0 (1.284,0)" in told
    lines = [line for line in told.splitlines() if line.startswith("|")]
    assert len({line.count("|") for line in lines if "kho sinh" in line}) == 3


def test_the_cost_of_a_process_is_read() -> None:
    cpu, size = bench.cost_of(os.getpid())
    assert cpu > 0
    assert size > 1_000_000
