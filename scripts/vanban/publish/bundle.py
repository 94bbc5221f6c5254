"""The site as one .zip for a USB stick or a machine without network: pages open from the disk.

Earlier bundles lie beside it in ``<name>.cac-ban/``, so that going back is one command, too.
"""

from __future__ import annotations

import contextlib
import filecmp
import hashlib
import os
import shutil
import zipfile
import zlib
from pathlib import Path

from vanban.progress import Progress
from vanban.publish import history
from vanban.publish.disk import RELEASES, scratch_name
from vanban.publish.folder import Folder
from vanban.publish.history import Turn, What
from vanban.publish.manifest import BESIDE, NAME, compare, parse_manifest
from vanban.publish.plan import find_changes, plan_lines
from vanban.publish.policy import COMPRESSED, suffix
from vanban.publish.releases import Held, release_id
from vanban.publish.run import Options, Report, Talk, chosen, now, refusal_lines, told, who
from vanban.publish.sign import sign
from vanban.publish.tree import PIECE, read_tree
from vanban.publish.values import CantPublish, Differences, Entry, Item, Plan, Tree
from vanban.publish.verify import signed_by

DAMAGE = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError, NotImplementedError, RuntimeError,
)  # fmt: skip
"""What reading a damaged .zip raises: a bit that has turned may make any word of it another."""
DAY = (1980, 1, 1, 0, 0, 0)
"""The first day the format knows: equal sites give equal bundles."""


def publish_bundle(site: Path, path: Path, options: Options, talk: Talk) -> Report:
    """Write ``path`` anew, whole or not at all.

    Raises CantPublish or OSError with the bundle there untouched.
    """
    tree = read_tree(site, None)
    side = Folder(shelf(path))
    if options.dry_run:
        plan = bundle_plan(look(side, path), tree, side)
        talk.say("\n".join([*plan_lines(plan), *refusal_lines(plan)]))
        return Report(release=plan.release, before=plan.live, done=False, plan=plan)
    side.root.mkdir(parents=True, exist_ok=True)
    with side.locked(who()):
        held = look(side, path)
        plan = bundle_plan(held, tree, side)
        talk.say("\n".join(plan_lines(plan)))
        if plan.nothing or not (options.yes or talk.ask("Xuất bản?")):
            return Report(release=plan.release, before=plan.live, done=False, plan=plan)
        file = side.root / RELEASES / f"{plan.release}.zip"
        pack(tree, file, path.stem, sign(tree.manifest, options.key))
        found, _ = verify_bundle(file, None, Progress(quiet=True))
        if not found.clean:
            file.unlink()
            raise CantPublish(f"Gói vừa ghi không đúng bản kê: {told(found)}.")
        turn(side, path, held, plan.release, "xuat_ban")
        pruned = prune(side, path, options.keep)
    return Report(release=plan.release, before=plan.live, done=True, plan=plan, pruned=pruned)


def rollback_bundle(path: Path, to: str, options: Options, talk: Talk) -> Report:
    """Put an earlier bundle in the place of ``path``."""
    side = Folder(shelf(path))
    with side.locked(who()):
        held = look(side, path)
        release = chosen(held, to)
        found, _ = verify_bundle(
            side.root / RELEASES / f"{release}.zip", None, Progress(quiet=True)
        )
        if not found.clean:
            raise CantPublish(f"Bản {release} đã hỏng, không quay lại: {told(found)}.")
        talk.say(f"Quay lại bản {release}, thay cho {held.live}.")
        if release == held.live or not (options.yes or talk.ask("Quay lại?")):
            return Report(release=release, before=held.live, done=False)
        turn(side, path, held, release, "quay_lai")
    return Report(release=release, before=held.live, done=True)


def shelf(path: Path) -> Path:
    return path.with_suffix(".cac-ban")


def look(side: Folder, path: Path) -> Held:
    """Kept bundles; the live one is that whose bytes lie at ``path``."""
    whole = tuple(n.removesuffix(".zip") for n in side.names(RELEASES) if n.endswith(".zip"))
    turns = tuple(history.parse_history(side.read(history.NAME) or b""))
    last = turns[-1].den if turns else ""
    live = last if last in whole and _same(side.root / RELEASES / f"{last}.zip", path) else ""
    return Held(live=live, whole=whole, begun=(), turns=turns)


def _same(kept: Path, path: Path) -> bool:
    """Whether both hold the same bytes: somebody may have put another bundle there by hand."""
    try:
        return kept.samefile(path) or filecmp.cmp(kept, path, shallow=False)
    except OSError:
        return False


def bundle_plan(held: Held, tree: Tree, side: Folder) -> Plan:
    old = bundle_entries(side.root / RELEASES / f"{held.live}.zip") if held.live else {}
    total = sum(item.entry.size for item in tree.items)
    return Plan(
        release=release_id(held, tree), live=held.live, files=len(tree.items),
        changes=find_changes(tree.entries, old), send_files=len(tree.items), send_bytes=total,
        reuse_files=0, reuse_bytes=0,
    )  # fmt: skip


def bundle_entries(file: Path) -> dict[str, Entry]:
    """Files of a bundle by address in the site; empty when it can't be read."""
    with contextlib.suppress(*DAMAGE, CantPublish), zipfile.ZipFile(file) as zf:
        top = top_of(zf)
        shas = parse_manifest(zf.read(top + NAME))
        sizes = {info.filename: info.file_size for info in zf.infolist()}
        return {path: Entry(sha, sizes.get(top + path, 0)) for path, sha in shas.items()}
    return {}


def pack(tree: Tree, file: Path, name: str, signatures: dict[str, bytes]) -> None:
    """One folder ``name/`` with the site, its manifest and signatures; deterministic."""
    file.parent.mkdir(parents=True, exist_ok=True)
    scratch = file.parent.parent / scratch_name()
    with zipfile.ZipFile(scratch, "w") as zf:
        for item in tree.items:
            _add(zf, item, f"{name}/{item.path}")
        for path, data in {NAME: tree.manifest, **signatures}.items():
            zf.writestr(_info(f"{name}/{path}"), data, compresslevel=9)
    with scratch.open("rb+") as written:
        os.fsync(written.fileno())
    scratch.replace(file)


def _add(zf: zipfile.ZipFile, item: Item, name: str) -> None:
    digest, info = hashlib.sha256(), _info(name)
    info.file_size = item.entry.size
    with item.source.open("rb") as source, zf.open(info, "w") as out:
        while piece := source.read(PIECE):
            digest.update(piece)
            out.write(piece)
    if digest.hexdigest() != item.entry.sha256:
        raise CantPublish(f"{item.path} đổi trong lúc xuất bản. Chờ dựng xong rồi chạy lại.")


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, DAY)
    packed = suffix(name) in COMPRESSED or suffix(name) in ("sha256", "sig", "minisig")
    info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    info.external_attr = 0o644 << 16
    info.create_system = 3
    return info


def turn(side: Folder, path: Path, held: Held, release: str, what: What) -> None:
    """The bundle at ``path`` becomes ``release`` by one rename."""
    scratch = path.with_name(f"{scratch_name()}.zip")
    kept = side.root / RELEASES / f"{release}.zip"
    try:
        os.link(kept, scratch)
    except OSError:
        shutil.copyfile(kept, scratch)
    scratch.replace(path)
    line = Turn(viec=what, tu=held.live, den=release, luc=now(), boi=who())
    side.write(history.NAME, history.history_bytes([*held.turns, line]))


def prune(side: Folder, path: Path, keep: int) -> tuple[str, ...]:
    held = look(side, path)
    gone = tuple(id_ for id_ in held.whole if id_ not in held.order[: max(1, keep)])
    for id_ in gone:
        side.remove(f"{RELEASES}/{id_}.zip")
    return gone


def verify_bundle(file: Path, trusted: Path | None, progress: Progress) -> tuple[Differences, str]:
    """Every byte of a bundle against the manifest in it, and who signed that."""
    try:
        with zipfile.ZipFile(file) as zf:
            top = top_of(zf)
            names = [info.filename for info in zf.infolist() if not info.is_dir()]
            beside = {name: zf.read(top + name) for name in BESIDE if top + name in names}
            signer = signed_by(beside, trusted)
            progress.start("Kiểm tra", len(names))
            found = {name.removeprefix(top): _sha(zf, name) for name in names}
            progress.stop()
    except FileNotFoundError:
        raise
    except DAMAGE as error:
        raise CantPublish(f"{file} không phải tệp .zip đọc được: {error}.") from error
    return compare(parse_manifest(beside[NAME]), found), signer


def _sha(zf: zipfile.ZipFile, name: str) -> str:
    """Hash of a member; a word when its bytes can't be got back."""
    digest = hashlib.sha256()
    try:
        with zf.open(name) as member:
            while piece := member.read(PIECE):
                digest.update(piece)
    except DAMAGE:
        return "hỏng"
    return digest.hexdigest()


def top_of(zf: zipfile.ZipFile) -> str:
    """The folder everything lies in, with its slash."""
    return next((n.removesuffix(NAME) for n in zf.namelist() if n.endswith(f"/{NAME}")), "")
