"""What publishing would do and whether it may: pure, from what is here and what is there."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from vanban.publish.policy import is_twin
from vanban.publish.values import Change, Entries, Plan, Tree

FEW = 20
"""Removals up to this many need no word, however small the site."""

SHARE = 5
"""A fifth of the live files: removing more looks like a build from a wrong folder."""


def make_plan(
    tree: Tree, release: str, *, live: str, live_entries: Entries, held: Collection[str],
    resumed: Collection[str] = (), limit: int | None = None, free: int | None = None,
    live_stamp: Mapping[str, object] | None = None, other_level: bool = False,
    lying: Sequence[str] = (),
) -> Plan:  # fmt: skip
    """Compare ``tree`` with what is live.

    ``held``: hashes of files that lie in some release there, which needn't travel; ``resumed``:
    addresses an interrupted run has brought already; ``limit``: removals allowed; ``free``:
    bytes free there, when that is known; ``lying``: addresses that name their content and had
    another there.
    """
    changes = find_changes(tree.entries, live_entries)
    travel = [
        i for i in tree.items if i.entry.sha256 not in held and i.path not in resumed
    ]  # fmt: skip
    once = {item.entry.sha256: item.entry.size for item in travel}
    total = sum(item.entry.size for item in tree.items)
    plan = Plan(
        release=release, live=live, changes=changes, files=len(tree.items),
        send_files=len(travel), send_bytes=sum(once.values()),
        reuse_files=len(tree.items) - len(travel), reuse_bytes=total - sum(once.values()),
    )  # fmt: skip
    reasons = [
        *too_many_removed(plan, live_entries, limit),
        *lying_lines(lying),
        *too_little_room(plan, free),
        *level_changed(tree.stamp, live_stamp or {}, allowed=other_level),
    ]
    return replace(plan, refusals=tuple(reasons))


def find_changes(new: Entries, old: Entries) -> tuple[Change, ...]:
    """By address; twins follow the files they are of and aren't told."""
    changes = []
    for path in sorted(new.keys() | old.keys()):
        now, before = new.get(path), old.get(path)
        if is_twin(path) or now == before:
            continue
        if now is None:
            changes.append(Change(path=path, kind="bo", size=before.size if before else 0))
        else:
            changes.append(Change(path=path, kind="doi" if before else "them", size=now.size))
    return tuple(changes)


def too_many_removed(plan: Plan, live: Entries, limit: int | None) -> list[str]:
    gone = len(plan.of("bo"))
    before = sum(not is_twin(path) for path in live)
    allowed = max(FEW, before // SHARE) if limit is None else limit
    if gone <= allowed:
        return []
    return [
        f"sẽ bỏ {gone} tệp của {before} tệp đang chạy, quá mức cho phép là {allowed}."
        f" Nếu đúng ý, thêm --xoa-toi-da {gone}"
    ]


def lying_lines(lying: Sequence[str]) -> list[str]:
    """Browsers never ask again for an address that names its content."""
    return [
        f"{path}: tên mang mã nội dung nhưng nội dung đã khác; trình duyệt sẽ giữ bản cũ"
        for path in lying[:5]
    ]


def too_little_room(plan: Plan, free: int | None) -> list[str]:
    need = plan.send_bytes + plan.send_bytes // 20 + (1 << 20)
    if free is None or free >= need:
        return []
    return [f"nơi nhận còn trống {shown_size(free)}, cần {shown_size(need)}"]


def level_changed(
    new: Mapping[str, object], live: Mapping[str, object], *, allowed: bool
) -> list[str]:
    """An internal build must not land where the public one is read."""
    now, before = new.get("muc"), live.get("muc")
    if allowed or not now or not before or now == before:
        return []
    return [
        f"bản đang chạy ở đó dựng ở mức «{before}», bản này ở mức «{now}»."
        " Nếu đúng ý, thêm --doi-muc"
    ]


def shown_size(size: int) -> str:
    """``1,4 MB``, as Vietnamese writes it."""
    value, unit = float(size), "byte"
    for bigger in ("KB", "MB", "GB", "TB"):
        if value < 1000:
            break
        value, unit = value / 1000, bigger
    text = f"{value:.0f}" if unit == "byte" or value >= 100 else f"{value:.1f}"
    return f"{text.replace('.', ',')} {unit}"


def plan_lines(plan: Plan, shown: int = 10) -> list[str]:
    """The plan for a person: what changes (pages before parts), how much travels, why."""
    if plan.nothing:
        return [f"Bản {plan.live} đang chạy đã đúng như trang này; không có gì để làm."]
    lines = [f"Bản mới {plan.release}, thay cho {plan.live or 'chưa có bản nào'}:"]
    kinds = (("them", "thêm", "+"), ("doi", "đổi", "~"), ("bo", "bỏ", "-"))
    for kind, word, sign in kinds:
        lines += _kind_lines(plan.of(kind), word, sign, shown)  # type: ignore[arg-type]
    if not plan.changes:
        lines.append("  không tệp nào khác; chỉ bản nén được làm lại")
    lines.append(
        f"  truyền {plan.send_files} tệp, {shown_size(plan.send_bytes)} (kể cả bản nén);"
        f" {plan.reuse_files} tệp, {shown_size(plan.reuse_bytes)} đã có ở nơi nhận, không truyền lại"
    )
    return lines + [f"  ! {text}" for text in plan.warnings]


def _kind_lines(changes: Sequence[Change], word: str, sign: str, shown: int) -> list[str]:
    if not changes:
        return []
    size = sum(change.size for change in changes)
    lines = [f"  {word} {len(changes)} tệp, {shown_size(size)}"]
    first = sorted(changes, key=lambda c: c.path.startswith(("assets/", "tim/")))[:shown]
    lines += [f"    {sign} {c.path} ({shown_size(c.size)})" for c in first]
    if len(changes) > shown:
        lines.append(f"    … và {len(changes) - shown} tệp nữa")
    return lines
