"""Is what lies there, or what a server gives, the very site that was signed?"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from vanban.progress import Progress
from vanban.publish.disk import LIVE, RELEASES
from vanban.publish.folder import Folder
from vanban.publish.manifest import BESIDE, NAME, compare, parse_manifest
from vanban.publish.sign import check_signature
from vanban.publish.values import CantPublish, Differences


def verify_folder(
    folder: Path, trusted: Path | None, progress: Progress
) -> tuple[Differences, str]:
    """A folder with a manifest, or a place for releases (then its live one).

    Returns what differs and who signed ('' when no signature was asked for).
    Raises CantPublish without a manifest, or when ``trusted`` is given and nobody in it signed.
    """
    base = folder / LIVE if (folder / LIVE).exists() else folder
    if not (base / NAME).is_file() and (named := Folder(folder, iis=True).pointed()):
        base = folder / RELEASES / named
    disk = Folder(base.resolve())
    beside = {name: data for name in BESIDE if (data := disk.read(name)) is not None}
    signer = signed_by(beside, trusted)
    wanted = parse_manifest(beside[NAME])
    progress.start("Kiểm tra", len(wanted))
    found = disk.hashes("", progress.tick)
    progress.stop()
    return compare(wanted, found), signer


def signed_by(beside: Mapping[str, bytes], trusted: Path | None) -> str:
    """Who signed the manifest; '' when nobody need have."""
    if NAME not in beside:
        raise CantPublish(
            f"Không thấy bản kê {NAME}: đây không phải trang do «vanban publish» đưa lên."
        )
    signatures = {name: data for name, data in beside.items() if name != NAME}
    return check_signature(beside[NAME], signatures, trusted) if trusted else ""
