"""Publishing and going back, step by step, on any place that is a ``Disk``.

Readers are switched by one act; everything before it is beside what they see, everything after
it is tidying. Killed anywhere, the next run goes on from what lies there.
"""

from __future__ import annotations

import getpass
import json
import os
import platform
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from vanban.progress import Progress
from vanban.publish import history
from vanban.publish.disk import LEAVING, POOL, RELEASES, Disk
from vanban.publish.history import Turn, What
from vanban.publish.inline import inline_warnings
from vanban.publish.manifest import BESIDE, compare, hashes
from vanban.publish.manifest import NAME as MANIFEST
from vanban.publish.plan import make_plan, plan_lines
from vanban.publish.policy import is_twin
from vanban.publish.releases import (
    Held,
    Release,
    files_there,
    load,
    load_near,
    look,
    pool_gone,
    record_bytes,
    record_path,
    release_id,
)
from vanban.publish.sign import sign
from vanban.publish.stamps import find_stamps, pool_items
from vanban.publish.tree import read_tree
from vanban.publish.values import CantPublish, Differences, Plan, Tree
from vanban.publish.verify import signed_by


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How to publish. ``keep``: releases kept; ``limit``: files that may go; ``key``: signs."""

    keep: int = 5
    limit: int | None = None
    yes: bool = False
    dry_run: bool = False
    other_level: bool = False
    key: Path | None = None
    cache: Path = Path(".cache/xuat-ban")
    jobs: int = 0
    quiet: bool = False
    grace: float = 86_400
    """Seconds that styles and shards of a release that is gone can still be asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """How a person is told and asked; tests and machines bring their own."""

    say: Callable[[str], None]
    ask: Callable[[str], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was done: ``done`` is False when nothing was to do, or nobody said yes."""

    release: str
    before: str
    done: bool
    plan: Plan | None = None
    pruned: tuple[str, ...] = ()


def publish(site: Path, disk: Disk, options: Options, talk: Talk) -> Report:
    """Bring ``site`` to ``disk`` and switch readers to it.

    Raises CantPublish with nothing changed for readers: refused, unsure, damaged, busy; OSError
    when the place can't be reached or is full. Running again goes on.
    """
    progress = Progress(quiet=options.quiet)
    try:
        progress.start("Nén và băm", 0)
        tree = read_tree(site, options.cache, progress.tick, options.jobs)
        progress.stop()
        if options.dry_run:
            return tried(tree, disk, options, talk)
        with disk.locked(who()):
            return published(tree, disk, options, talk, progress)
    finally:
        progress.stop()


def tried(tree: Tree, disk: Disk, options: Options, talk: Talk) -> Report:
    """What would be done, told and not done."""
    plan, _ = planned(disk, look(disk), tree, options)
    talk.say("\n".join([*plan_lines(plan), *refusal_lines(plan)]))
    return Report(release=plan.release, before=plan.live, done=False, plan=plan)


def published(tree: Tree, disk: Disk, options: Options, talk: Talk, progress: Progress) -> Report:
    """The same done, on a place that is locked."""
    held = mend_history(disk, look(disk))
    plan, near = planned(disk, held, tree, options)
    talk.say("\n".join(plan_lines(plan)))
    if plan.refusals:
        raise CantPublish("Không xuất bản: " + "; ".join(plan.refusals) + ".")
    if not plan.nothing and not options.yes and not talk.ask("Xuất bản?"):
        return Report(release=plan.release, before=plan.live, done=False, plan=plan)
    if not plan.nothing:
        bring(disk, tree, plan, near, options, progress)
        switch(disk, held, plan.release, "xuat_ban")
    pruned = prune(disk, look(disk), options.keep, options.grace)
    return Report(
        release=plan.release, before=plan.live, done=not plan.nothing, plan=plan,
        pruned=tuple(pruned),
    )  # fmt: skip


def planned(disk: Disk, held: Held, tree: Tree, options: Options) -> tuple[Plan, list[Release]]:
    near = load_near(disk, held)
    live = next((r for r in near if r.id == held.live), Release(id="", entries={}))
    lying = lying_names(tree, near)
    release = release_id(held, tree)
    resumed = disk.paths(f"{RELEASES}/{release}") if release in held.begun else []
    plan = make_plan(
        tree, release, live=held.live, live_entries=live.entries, held=files_there(near),
        resumed=set(resumed), limit=options.limit, free=disk.room(), live_stamp=live.stamp,
        other_level=options.other_level, lying=lying,
    )  # fmt: skip
    return replace(plan, warnings=tuple(inline_warnings(tree))), near


def lying_names(tree: Tree, near: list[Release]) -> list[str]:
    """Addresses that name their content and stand for other bytes in a kept release."""
    now = Release(id="", entries=tree.entries, stamps=find_stamps(tree)).pool()
    pools = [release.pool() for release in near]
    return sorted(
        path
        for path, entry in now.items()
        if not is_twin(path) and any(pool.get(path, entry).sha256 != entry.sha256 for pool in pools)
    )


def refusal_lines(plan: Plan) -> list[str]:
    return [f"  không xuất bản được: {reason}" for reason in plan.refusals]


def bring(
    disk: Disk, tree: Tree, plan: Plan, near: list[Release], options: Options, progress: Progress
) -> None:
    """Put the release beside the live one, prove it, and only then call it finished."""
    folder = f"{RELEASES}/{plan.release}"
    there = files_there(near)
    progress.start("Truyền", len(tree.items))
    disk.fill(folder, tree.items, there, progress.tick)
    for name, data in {MANIFEST: tree.manifest, **sign(tree.manifest, options.key)}.items():
        disk.write(f"{folder}/{name}", data)
    progress.start("Kiểm tra", len(tree.items))
    mend(disk, folder, tree, progress)
    progress.start("Giữ bản bất biến", 0)
    fixed = pool_items(tree.items, find_stamps(tree))
    here = {item.entry.sha256: f"{folder}/{item.path}" for item in tree.items}
    disk.fill(POOL, fixed, here, progress.tick)
    disk.write(record_path(plan.release), record_bytes(tree, now(), who()))
    progress.stop()


def mend(disk: Disk, folder: str, tree: Tree, progress: Progress) -> None:
    """Verify what lies in ``folder``; what isn't as it should be is brought once more.

    A file linked from an older release may have been damaged on the disk long ago, and a file
    of a killed run by a power cut.
    """
    found = differences(disk, folder, tree, progress)
    if found.clean:
        return
    for path in (*found.changed, *found.extra):
        disk.remove(f"{folder}/{path}")
    wrong = {*found.changed, *found.missing}
    disk.fill(folder, [i for i in tree.items if i.path in wrong], {}, progress.tick)
    again = differences(disk, folder, tree, progress)
    if not again.clean:
        raise CantPublish(
            "Bản vừa truyền không đúng bản kê; người đọc vẫn thấy bản cũ. " + told(again)
        )


def differences(disk: Disk, folder: str, tree: Tree, progress: Progress) -> Differences:
    wanted = hashes(tree.entries)
    return compare(wanted, disk.hashes(folder, progress.tick))


def told(found: Differences, shown: int = 5) -> str:
    """Differences in words, the first of each kind by name."""
    kinds = (("khác", found.changed), ("thiếu", found.missing), ("thừa", found.extra))
    return "; ".join(
        f"{word} {len(paths)} tệp: {', '.join(paths[:shown])}{'…' if len(paths) > shown else ''}"
        for word, paths in kinds
        if paths
    )


def switch(disk: Disk, held: Held, release: str, what: What) -> None:
    disk.point(release)
    if disk.pointed() != release:
        raise CantPublish(f"Đã chuyển nhưng nơi nhận vẫn chỉ đến {disk.pointed() or 'không đâu'}.")
    turn = Turn(viec=what, tu=held.live, den=release, luc=now(), boi=who())
    disk.write(history.NAME, history.history_bytes([*held.turns, turn]))


def mend_history(disk: Disk, held: Held) -> Held:
    """A run killed right after the switch left no line: write it now."""
    last = held.turns[-1].den if held.turns else ""
    if held.live in ("", last):
        return held
    turn = Turn(viec="bo_sung", tu=last, den=held.live, luc=now(), boi=who())
    turns = (*held.turns, turn)
    disk.write(history.NAME, history.history_bytes(turns))
    return Held(live=held.live, whole=held.whole, begun=held.begun, turns=turns)


def prune(disk: Disk, held: Held, keep: int, grace: float) -> list[str]:
    """Remove all but the latest ``keep`` releases, never the live one, and what was begun."""
    kept = held.order[: max(1, keep)]
    gone = [id_ for id_ in held.whole if id_ not in kept]
    for id_ in gone:
        disk.remove(record_path(id_))  # from now on it is no release, whatever happens
    for id_ in (*gone, *held.begun):
        if id_ != held.live:
            disk.remove(f"{RELEASES}/{id_}")
    if gone or disk.read(LEAVING) is not None:
        tidy_pool(disk, kept, grace)
    return gone


def tidy_pool(disk: Disk, kept: list[str], grace: float) -> None:
    """Remove from the pool what no kept release has used for ``grace`` seconds.

    A reader may still have a page of a release that is gone and ask for its style and its search
    shards; what is used again meanwhile stays. All stays when a kept release can't be read.
    """
    try:
        releases = [load(disk, id_) for id_ in kept]
    except CantPublish:
        return
    unused, now_ = pool_gone(disk, releases), int(time.time())
    since = leaving(disk.read(LEAVING))
    # a clock that went back starts the wait anew
    left = {path: min(since.get(path, now_), now_) for path in unused}
    over = [path for path, begun in left.items() if now_ - begun >= grace]
    for path in over:
        disk.remove(path)
    staying = {path: begun for path, begun in left.items() if path not in set(over)}
    if staying:
        disk.write(LEAVING, json.dumps(staying, sort_keys=True).encode())
    else:
        disk.remove(LEAVING)


def leaving(data: bytes | None) -> dict[str, int]:
    """Files of the pool nobody uses and since when; damage makes them wait anew."""
    try:
        found = json.loads(data or b"{}")
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    return {path: since for path, since in found.items() if isinstance(since, int)}


def rollback(disk: Disk, to: str, options: Options, talk: Talk) -> Report:
    """Switch readers to the release before the live one, or to ``to`` (its name or number)."""
    with disk.locked(who()):
        held = mend_history(disk, look(disk))
        release = chosen(held, to)
        talk.say(f"Quay lại bản {release}, thay cho {held.live}.")
        if release == held.live:
            return Report(release=release, before=held.live, done=False)
        found = verify_release(disk, release, Progress(quiet=options.quiet))
        if not found.clean:
            raise CantPublish(f"Bản {release} đã hỏng, không quay lại: {told(found)}.")
        if not options.yes and not talk.ask("Quay lại?"):
            return Report(release=release, before=held.live, done=False)
        switch(disk, held, release, "quay_lai")
        return Report(release=release, before=held.live, done=True)


def chosen(held: Held, to: str) -> str:
    """The release to go back to. Raises CantPublish when there is none such."""
    kept = ", ".join(held.order) or "không có bản nào"
    if to:
        named = [
            i for i in held.whole if i == to or i.partition("-")[0].lstrip("0") == to.lstrip("0")
        ]
        if len(named) != 1:
            raise CantPublish(f"Không giữ bản «{to}». Các bản đang giữ: {kept}.")
        return named[0]
    under = [id_ for id_ in history.stack(held.turns) if id_ in held.whole and id_ != held.live]
    if not under or not held.live:
        raise CantPublish(f"Không có bản nào trước bản đang chạy. Các bản đang giữ: {kept}.")
    return under[-1]


def verify_release(disk: Disk, id_: str, progress: Progress) -> Differences:
    """Every byte of a finished release against its manifest."""
    wanted = hashes(load(disk, id_).entries)
    progress.start("Kiểm tra", len(wanted))
    try:
        found = disk.hashes(f"{RELEASES}/{id_}", progress.tick)
    finally:
        progress.stop()
    return compare(wanted, found)


def verify_live(disk: Disk, trusted: Path | None, progress: Progress) -> tuple[Differences, str]:
    """The live release of a place, byte for byte, and who signed it."""
    live = disk.pointed()
    if not live:
        raise CantPublish("Ở đó chưa xuất bản gì.")
    folder = f"{RELEASES}/{live}"
    beside = {name: data for name in BESIDE if (data := disk.read(f"{folder}/{name}")) is not None}
    signer = signed_by(beside, trusted)
    return verify_release(disk, live, progress), signer


def now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")


def who() -> str:
    """Who publishes, for history and for whoever finds the door locked."""
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):
        user = "?"
    return f"{user}@{platform.node()} ({os.getpid()})"
