"""The address of a target, as a person writes it, to the place it names."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from vanban.publish.disk import Disk
from vanban.publish.folder import Folder
from vanban.publish.values import CantPublish

FORMS = """\
  /srv/vanban, D:\\vanban              thư mục trên máy này hoặc chia sẻ đã gắn (có liên kết tượng trưng)
  iis:\\\\may-chu\\chia-se\\vanban       thư mục cho IIS, không cần liên kết tượng trưng
  ssh://nguoi@may/duong/dan           rsync qua SSH
  sftp://nguoi@may/duong/dan          tài khoản chỉ có SFTP
  s3://kho/tien-to?endpoint=https://… kho đối tượng kiểu S3
  kho-van-ban.zip                     gói mở từ ổ đĩa, không cần máy chủ"""


def is_bundle(address: str) -> bool:
    return address.startswith("zip:") or (address.lower().endswith(".zip") and "://" not in address)


def bundle_path(address: str) -> Path:
    return Path(address.removeprefix("zip:"))


def open_target(address: str) -> Disk:
    """The place ``address`` names; nothing is connected to yet.

    Raises CantPublish for an address of no known form, or when a library for it is missing.
    """
    if address.startswith("iis:"):
        return Folder(Path(address.removeprefix("iis:")), iis=True)
    scheme, _, _ = address.partition("://")
    if scheme == address:
        return Folder(Path(address))
    if scheme == "ssh":
        from vanban.publish.send.rsync import Rsync

        return Rsync(*_login(address))
    if scheme == "sftp":
        from vanban.publish.send.sftp import Sftp

        return Sftp(*_login(address))
    if scheme == "s3":
        from vanban.publish.send.s3 import Bucket

        parts = urlsplit(address)
        options = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        return Bucket(parts.netloc, parts.path.strip("/"), options)
    raise CantPublish(f"Không hiểu đích «{address}». Các dạng:\n{FORMS}")


def _login(address: str) -> tuple[str, str, int, str]:
    """User ('' for the default), host, port (0 for the default), folder."""
    parts = urlsplit(address)
    path = unquote(parts.path)
    if not parts.hostname or len(path) < 2:
        raise CantPublish(f"Đích «{address}» thiếu tên máy hoặc thư mục. Các dạng:\n{FORMS}")
    if parts.hostname.startswith("-") or (parts.username or "").startswith("-"):
        raise CantPublish(f"Đích «{address}» không hợp lệ.")
    if parts.password is not None:
        raise CantPublish("Đừng ghi mật khẩu trong địa chỉ; dùng khóa SSH.")
    return parts.username or "", parts.hostname, parts.port or 0, path.rstrip("/")
