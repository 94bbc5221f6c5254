"""Which files of a folder are documents: one walk, no file opened."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass, field
from pathlib import Path

from vanban.corpus.readers import DEVICES, short
from vanban.model import Issue, Severity
from vanban.text import nfc, slug

Stat = tuple[int, int]
"""Time of change in nanoseconds and size in bytes."""

MAX_PATH = 200
"""Longer paths fail on Windows below a folder of ordinary depth."""
_DEPTH = range(2, 5)
_GOOD = re.compile(r"[a-z0-9-]{1,80}(?:\.md)?").fullmatch
_NOT_DOCUMENTS = frozenset({"co-quan.yml", "README.md"})


@dataclass(slots=True)
class _Walk:
    root: Path
    found: dict[str, Stat] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)


def scan(root: Path) -> tuple[dict[str, Stat], tuple[Issue, ...]]:
    """Every document below ``root`` by its path (``/``, relative) with its stat, in path order.

    ``co-quan.yml``, ``README.md``, originals (``*.goc.*``) and hidden files are passed over.
    What can't be a document is left out and told, with the name to give it. Links that leave
    the folder or come back to a folder above are not followed.
    """
    walk = _Walk(root)
    if not root.is_dir():
        message = f"Không có thư mục “{root.name}”."
        _tell(walk, "", "khong-co-thu-muc", message, "Tạo thư mục hoặc chỉ đúng đường dẫn.")
        return {}, tuple(walk.issues)
    real = Path(os.path.realpath(root))
    _folder(walk, str(root), "", 1, (str(real),))
    return dict(sorted(walk.found.items())), tuple(sorted(walk.issues, key=lambda i: i.path))


def _folder(walk: _Walk, where: str, prefix: str, depth: int, above: tuple[str, ...]) -> None:
    """``above`` are the real paths of the folder and all over it, to end a loop of links."""
    found = walk.found
    try:
        entries = os.scandir(where)
    except OSError as error:
        message = f"Không mở được thư mục: {error.strerror}."
        _tell(walk, prefix.rstrip("/"), "khong-doc-duoc", message, "Kiểm tra quyền đọc.")
        return
    folders: list[tuple[str, str]] = []
    with entries:
        for entry in entries:
            name = entry.name
            # one test passes nearly every file: a good name, no link, at the right depth
            if name.endswith(".md") and depth in _DEPTH and _GOOD(name) and not entry.is_symlink():
                info = entry.stat(follow_symlinks=False)
                if stat.S_ISREG(info.st_mode) and name[:-3] not in DEVICES:
                    found[prefix + name] = (info.st_mtime_ns, info.st_size)
                    continue
            if name[0] != "." and ".goc." not in name and name not in _NOT_DOCUMENTS:
                folder = _other(walk, entry, prefix, depth, above)
                if folder:
                    folders.append((name, folder))
    for name, folder in folders:
        _folder(walk, os.path.join(where, name), f"{prefix}{name}/", depth + 1, (*above, folder))  # noqa: PTH118 - Path costs ten times as much here
    if prefix and len(prefix) > MAX_PATH - 84:
        _check_lengths(walk, prefix)


def _other(
    walk: _Walk, entry: os.DirEntry[str], prefix: str, depth: int, above: tuple[str, ...]
) -> str:
    """Deal with what isn't plainly a document; the real path of a folder to walk, or ''."""
    path = prefix + entry.name
    real = ""
    try:
        if entry.is_symlink():
            real = _followed(walk, entry, path, above)
            if not real:
                return ""
        is_folder = entry.is_dir()
        info = entry.stat()
    except OSError as error:
        message = f"Không đọc được: {error.strerror}."
        _tell(walk, path, "khong-doc-duoc", message, "Kiểm tra quyền đọc, hoặc xóa liên kết hỏng.")
        return ""
    if is_folder:
        return (
            (real or os.path.realpath(entry.path)) if _good_folder(walk, entry.name, path) else ""
        )
    if not stat.S_ISREG(info.st_mode):
        _tell(walk, path, "tep-la", "Không phải tệp thường.", "Xóa khỏi thư mục.")
    elif _good_file(walk, entry.name, path, depth):
        walk.found[path] = (info.st_mtime_ns, info.st_size)
    return ""


def _followed(walk: _Walk, entry: os.DirEntry[str], path: str, above: tuple[str, ...]) -> str:
    """Real path of a link that stays in the tree and ends; '' after telling why not."""
    real = os.path.realpath(entry.path)
    if real in above:
        message = "Liên kết trỏ ngược về thư mục chứa nó, tạo vòng lặp."
        _tell(walk, path, "lien-ket-vong", message, "Xóa liên kết này.")
    elif not os.path.exists(real):  # noqa: PTH110 - a plain string is at hand
        message = "Liên kết hỏng hoặc quay vòng, không đến được tệp nào."
        _tell(walk, path, "lien-ket-vong", message, "Xóa liên kết này.")
    elif not real.startswith(above[0] + os.sep):
        message = "Liên kết trỏ ra ngoài thư mục văn bản."
        _tell(walk, path, "lien-ket-ngoai", message, "Chép tệp vào thư mục, bỏ liên kết.")
    else:
        return real
    return ""


def _good_folder(walk: _Walk, name: str, path: str) -> bool:
    if _GOOD(name) and "." not in name and name not in DEVICES:
        return True
    _tell_name(walk, name, path, "Thư mục", slug(nfc(name)))
    return False


def _good_file(walk: _Walk, name: str, path: str, depth: int) -> bool:
    stem, dot, ending = nfc(name).rpartition(".")
    if not dot or ending.lower() != "md":
        message = "Tệp không phải văn bản (.md), bị bỏ qua."
        remedy = "Bản gốc thì đặt tên <tên văn bản>.goc.<đuôi>; tệp khác thì để ngoài thư mục này."
        _tell(walk, path, "tep-la", message, remedy, "goi_y")
    elif ending != "md" or not _GOOD(stem) or stem in DEVICES:
        _tell_name(walk, name, path, "Tệp", slug(stem) + ".md")
    elif depth not in _DEPTH:
        message = "Tệp nằm sai tầng thư mục."
        remedy = "Đặt ở <cơ quan>/<năm>/<tên>.md, nhiều nhất bốn tầng."
        _tell(walk, path, "sai-tang", message, remedy)
    else:
        return True
    return False


def _tell_name(walk: _Walk, name: str, path: str, what: str, proposed: str) -> None:
    """A name that can't be in an address or fails on Windows; the right one is proposed."""
    stem = proposed.removesuffix(".md")
    if stem in DEVICES:
        proposed = proposed.replace(stem, "vb-" + stem)
    if name.split(".")[0].lower() in DEVICES:
        why = "là tên Windows dành cho thiết bị"
    elif len(name.removesuffix(".md")) > 80:
        why = "dài quá 80 ký tự"
    elif proposed.lower() == name.lower():
        why = "có chữ hoa; trên Windows không phân biệt được với tên viết thường"
    else:
        why = "có dấu cách, chữ hoa, chữ có dấu hoặc ký tự khác"
    remedy = (
        f"Đổi tên thành “{proposed}”."
        if stem
        else "Đặt tên bằng chữ thường không dấu, số, gạch nối."
    )
    taken = (walk.root / path).with_name(proposed) if stem else None
    if taken is not None and os.path.lexists(taken) and not Path(taken).samefile(walk.root / path):
        remedy = f"Tên “{proposed}” đã có; đặt tên khác, chỉ chữ thường không dấu, số, gạch nối."
    _tell(walk, path, "ten-sai", f"{what} “{short(name)}” {why}.", remedy)


def _check_lengths(walk: _Walk, prefix: str) -> None:
    for path in [p for p in walk.found if p.startswith(prefix) and len(p) > MAX_PATH]:
        message = f"Đường dẫn dài {len(path)} ký tự, quá {MAX_PATH}: Windows có thể không mở được."
        _tell(
            walk, path, "duong-dan-dai", message, "Rút ngắn tên thư mục hoặc tên tệp.", "canh_bao"
        )


def _tell(
    walk: _Walk, path: str, code: str, message: str, remedy: str, severity: Severity = "loi"
) -> None:
    # A name that isn't valid Unicode would break every print of the message.
    shown = path.encode("utf-8", "replace").decode()
    message = message.encode("utf-8", "replace").decode()
    walk.issues.append(
        Issue(code=code, severity=severity, path=shown, message=message, remedy=remedy)
    )
