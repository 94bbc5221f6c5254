"""An account that allows SFTP only: each file by itself, switched by OpenSSH's rename.

Needs the extension ``posix-rename@openssh.com`` there (any OpenSSH has it): the rename of the
standard refuses a name that exists.
"""

from __future__ import annotations

import contextlib
import errno
import functools
import hashlib
import os
import stat
from collections.abc import Callable, Iterator, MutableMapping, Sequence
from functools import cached_property
from typing import Any, Concatenate, ParamSpec, TypeVar

from vanban.publish.disk import LIVE, LOCK, RELEASES, SCRATCH, scratch_name, time_of
from vanban.publish.locking import take_over
from vanban.publish.tree import PIECE
from vanban.publish.values import CantPublish, Item, Tick

HARD_LINK = "hardlink@openssh.com"


_P = ParamSpec("_P")
_R = TypeVar("_R")


def reaching(work: Callable[Concatenate[Sftp, _P], _R]) -> Callable[Concatenate[Sftp, _P], _R]:
    """A lost line as the OSError callers expect, whichever of its errors the library raises."""

    @functools.wraps(work)
    def whole(self: Sftp, /, *args: _P.args, **words: _P.kwargs) -> _R:
        try:
            return work(self, *args, **words)
        except (OSError, CantPublish):
            raise
        except Exception as error:
            import paramiko

            if isinstance(error, EOFError | paramiko.SSHException):
                raise OSError(f"Mất kết nối với {self.host}: {error}.") from error
            raise

    return whole


class Sftp:
    """``root`` on ``host``; keys and known hosts as ssh has them."""

    def __init__(self, user: str, host: str, port: int, root: str) -> None:
        self.user, self.host, self.port, self.root = user, host, port or 22, root
        self.made: set[str] = set()
        """Folders known to be there, by their whole paths."""
        self.linking = True
        """Whether the server makes hard links, as far as is known."""

    @cached_property
    def client(self) -> Any:
        try:
            import paramiko
        except ImportError:
            raise CantPublish("Thiếu thư viện paramiko: pip install 'vanban[sftp]'.") from None
        ssh = paramiko.SSHClient()
        ssh.load_system_host_keys()
        if named := os.environ.get("VANBAN_KNOWN_HOSTS"):
            ssh.load_host_keys(named)
        try:
            ssh.connect(
                self.host, self.port, self.user or None, timeout=15,
                key_filename=os.environ.get("VANBAN_SSH_KEY") or None,
            )  # fmt: skip
        except paramiko.SSHException as error:
            raise OSError(f"Không đăng nhập được {self.host}: {error}.") from error
        self.connection = ssh
        return ssh.open_sftp()

    @reaching
    def read(self, path: str) -> bytes | None:
        try:
            with self.client.open(self._at(path), "rb") as file:
                file.prefetch()
                return bytes(file.read())
        except FileNotFoundError:
            return None

    @reaching
    def write(self, path: str, data: bytes) -> None:
        self._folder(path.rpartition("/")[0])
        scratch = self._at(scratch_name())
        with self.client.open(scratch, "wb") as file:
            file.write(data)
        self.client.posix_rename(scratch, self._at(path))

    @reaching
    def names(self, folder: str) -> list[str]:
        return sorted(entry.filename for entry in self._entries(folder))

    @reaching
    def paths(self, folder: str) -> list[str]:
        found, waiting = [], [""]
        while waiting:
            place = waiting.pop()
            for entry in self._entries(f"{folder}/{place}"):
                if stat.S_ISDIR(entry.st_mode):
                    waiting.append(f"{place}{entry.filename}/")
                else:
                    found.append(f"{place}{entry.filename}")
        return sorted(found)

    def _entries(self, folder: str) -> list[Any]:
        try:
            return list(self.client.listdir_attr(self._at(folder)))
        except FileNotFoundError:
            return []

    @reaching
    def fill(
        self, folder: str, items: Sequence[Item], held: MutableMapping[str, str], tick: Tick
    ) -> None:
        self._folder(folder)
        for item in items:
            path = f"{folder}/{item.path}"
            known = held.get(item.entry.sha256)
            if not self._as_sent(path, item):
                self._folder(path.rpartition("/")[0])
                if not (known and self._link(known, path, item)):
                    self._send(item, path)
            held.setdefault(item.entry.sha256, path)
            tick(1)

    def _as_sent(self, path: str, item: Item) -> bool:
        try:
            seen = self.client.lstat(self._at(path))
        except FileNotFoundError:
            return False
        return (seen.st_size, seen.st_mtime) == (item.entry.size, time_of(item.entry.sha256))

    def _link(self, known: str, path: str, item: Item) -> bool:
        if not self.linking or not self._as_sent(known, item):
            return False
        import paramiko

        try:
            self.remove(path)
            # The library has no public call for this extension of OpenSSH.
            self.client._request(
                paramiko.sftp.CMD_EXTENDED, HARD_LINK, self._at(known), self._at(path)
            )
        except OSError:
            self.linking = False
        return self.linking

    def _send(self, item: Item, path: str) -> None:
        scratch = self._at(scratch_name())
        digest = hashlib.sha256()
        with item.source.open("rb") as source, self.client.open(scratch, "wb") as out:
            out.set_pipelined(True)
            while piece := source.read(PIECE):
                digest.update(piece)
                out.write(piece)
        if digest.hexdigest() != item.entry.sha256:
            raise CantPublish(f"{item.path} đổi trong lúc xuất bản. Chờ dựng xong rồi chạy lại.")
        moment = time_of(item.entry.sha256)
        self.client.utime(scratch, (moment, moment))
        self.client.posix_rename(scratch, self._at(path))

    @reaching
    def hashes(self, folder: str, tick: Tick) -> dict[str, str]:
        """Every file is read back: such an account can't be asked to hash."""
        found = {}
        for path in self.paths(folder):
            digest = hashlib.sha256()
            with self.client.open(self._at(f"{folder}/{path}"), "rb") as file:
                file.prefetch()
                while piece := file.read(PIECE):
                    digest.update(piece)
            found[path] = digest.hexdigest()
            tick(1)
        return found

    @reaching
    def point(self, release: str) -> None:
        scratch = self._at(scratch_name())
        self.client.symlink(f"{RELEASES}/{release}", scratch)
        self.client.posix_rename(scratch, self._at(LIVE))

    @reaching
    def pointed(self) -> str:
        try:
            seen = self.client.lstat(self._at(LIVE))
        except FileNotFoundError:
            return ""
        if not stat.S_ISLNK(seen.st_mode):
            raise CantPublish(
                f"{self.host}:{self.root}/{LIVE} không phải liên kết do «vanban publish» tạo ra."
            )
        return str(self.client.readlink(self._at(LIVE))).rpartition("/")[2]

    @reaching
    def remove(self, path: str) -> None:
        try:
            seen = self.client.lstat(self._at(path))
        except FileNotFoundError:
            return
        if not stat.S_ISDIR(seen.st_mode):
            self.client.remove(self._at(path))
            return
        for name in self.names(path):
            self.remove(f"{path}/{name}")
        place = self._at(path)
        self.client.rmdir(place)
        self.made = {at for at in self.made if at != place and not at.startswith(f"{place}/")}

    def room(self) -> int | None:
        return None

    @contextlib.contextmanager
    def locked(self, who: str) -> Iterator[None]:
        """A file that only one can make. Left by a killed run of this machine it is taken over."""
        self._folder("")
        if not self._take(who):
            remedy = f"Nếu chắc là đã dở dang, xóa tệp {self.root}/{LOCK} ở đó."
            take_over(self, f"{self.host}:{self.port}{self.root}", who, remedy)
        for name in self.names(""):
            if name.startswith(SCRATCH):
                self.remove(name)
        try:
            yield
        finally:
            with contextlib.suppress(OSError):
                self.remove(LOCK)
            self.connection.close()
            del self.client

    @reaching
    def _take(self, who: str) -> bool:
        try:
            with self.client.open(self._at(LOCK), "wx") as file:
                file.write(who.encode())
        except OSError as error:
            if error.errno in (errno.EACCES, errno.ENOSPC) or self.read(LOCK) is None:
                raise
            return False
        return True

    @reaching
    def _folder(self, folder: str) -> None:
        """Make a folder and those above it."""
        if self._at(folder) in self.made:
            return
        parts = [part for part in self._at(folder).split("/") if part]
        for n in range(1, len(parts) + 1):
            place = "/" + "/".join(parts[:n])
            if place in self.made:
                continue
            try:
                self.client.stat(place)
            except FileNotFoundError:
                self.client.mkdir(place)
            self.made.add(place)
        self.made.add(self._at(folder))

    def _at(self, path: str) -> str:
        return f"{self.root}/{path}" if path else self.root
