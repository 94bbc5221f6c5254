"""A server reached by ssh with a shell: rsync brings, one ``mv -T`` switches.

Needs rsync and ssh here, a POSIX shell with GNU coreutils and rsync there.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from pathlib import Path

from vanban.publish.disk import LIVE, LOCK, RELEASES, SCRATCH, scratch_name, time_of
from vanban.publish.folder import Folder
from vanban.publish.locking import busy
from vanban.publish.sign import tool
from vanban.publish.values import CantPublish, Item, Tick

QUIET = ("-o", "BatchMode=yes", "-o", "ConnectTimeout=15", "-o", "ServerAliveInterval=15")
"""No question is asked: a host key or password nobody has confirmed is an error, not a prompt."""

PART = ".tam"
"""Folder beside a file that came in part; gone when the rest has come."""

LINGER = 15
"""Seconds the shared connection is kept after its last use."""

GONE = 255
"""ssh's own exit code: no connection, or it was lost."""


class Rsync:
    """``root`` on ``host``. ``VANBAN_SSH`` may name another ssh command (options included)."""

    def __init__(self, user: str, host: str, port: int, root: str) -> None:
        self.address = f"{user}@{host}" if user else host
        self.root = root
        own = shlex.split(os.environ.get("VANBAN_SSH", "")) or [tool("ssh")]
        self.ssh = [*own, *QUIET, *shared_line(), *(["-p", str(port)] if port else [])]

    def read(self, path: str) -> bytes | None:
        code, out, said = self._shell(f"[ -f {self._at(path)} ] || exit 3; cat {self._at(path)}")
        if code == 3:
            return None
        return self._must(code, out, said)

    def write(self, path: str, data: bytes) -> None:
        scratch, target = self._at(scratch_name()), self._at(path)
        folder = shlex.quote(os.path.dirname(f"{self.root}/{path}"))  # noqa: PTH120
        self._do(
            f"mkdir -p {folder} && cat > {scratch} && sync {scratch} && mv -fT {scratch} {target}",
            data,
        )

    def names(self, folder: str) -> list[str]:
        out = self._do(f"[ -d {self._at(folder)} ] || exit 0; ls -A1 {self._at(folder)}")
        return sorted(out.decode().splitlines())

    def paths(self, folder: str) -> list[str]:
        out = self._do(
            f"[ -d {self._at(folder)} ] || exit 0; cd {self._at(folder)} && find . ! -type d -print"
        )
        return sorted(line.removeprefix("./") for line in out.decode().splitlines())

    def fill(
        self, folder: str, items: Sequence[Item], held: MutableMapping[str, str], tick: Tick
    ) -> None:
        there = self._as_sent(folder)
        left = [i for i in items if there.get(i.path) != (i.entry.size, time_of(i.entry.sha256))]
        linked = self._link(folder, left, held)
        self._send(folder, [item for item in left if item.path not in linked])
        for item in items:
            held.setdefault(item.entry.sha256, f"{folder}/{item.path}")
        tick(len(items))

    def _as_sent(self, folder: str) -> dict[str, tuple[int, int]]:
        """Size and time of what lies in ``folder``."""
        out = self._do(
            f"mkdir -p {self._at(folder)} && cd {self._at(folder)} &&"
            " find . -type f -printf '%s %T@ %P\\n'"
        )
        rows = [line.split(" ", 2) for line in out.decode().splitlines()]
        return {path: (int(size), int(float(moment))) for size, moment, path in rows}

    def _link(self, folder: str, items: Sequence[Item], held: Mapping[str, str]) -> set[str]:
        """Give files that are there, under one name, one more; the addresses of those that got it."""
        groups: dict[tuple[str, str], list[str]] = {}
        linked = set()
        for item in items:
            base, prefix, rest = common_end(held.get(item.entry.sha256, ""), item.path)
            if rest:
                groups.setdefault((base, prefix), []).append(rest)
                linked.add(item.path)
        copy = '--parents --remove-destination -t "$D" -- "$@"'
        for (base, prefix), paths in groups.items():
            target = self._at(f"{folder}/{prefix}")
            self._do(
                f"mkdir -p {target} && D={target} && export D && cd {self._at(base)} &&"
                f" xargs -0 sh -c 'cp -al {copy} 2>/dev/null || cp -a {copy}' sh",
                b"".join(path.encode() + b"\0" for path in paths),
            )
        return linked

    def _send(self, folder: str, items: Sequence[Item]) -> None:
        """What really travels; a file that came in part goes on where it stopped."""
        if not items:
            return
        with tempfile.TemporaryDirectory() as place:
            Folder(Path(place)).fill("", items, {}, lambda _: None)
            words = [tool("rsync"), "-rt", "--chmod=D755,F644", f"--partial-dir={PART}",
                     "-e", shlex.join(self.ssh), f"{place}/", f"{self.address}:{self._far(folder)}/"]  # fmt: skip
            done = subprocess.run(words, capture_output=True, check=False)
            self._must(done.returncode, done.stdout, done.stderr)

    def hashes(self, folder: str, tick: Tick) -> dict[str, str]:
        out = self._do(
            f"cd {self._at(folder)} && find . -type f -exec sha256sum -b {{}} + &&"
            " find . -type l -printf 'lien-ket *%p\\n'"
        )
        rows = [line.partition(" *./") for line in out.decode().splitlines()]
        tick(len(rows))
        return {path: sha for sha, _, path in rows}

    def point(self, release: str) -> None:
        scratch = self._at(scratch_name())
        self._do(
            f"cd {shlex.quote(self.root)} && sync -f . && ln -sfn {RELEASES}/{release} {scratch} &&"
            f" mv -fT {scratch} {LIVE} && sync ."
        )

    def pointed(self) -> str:
        live = self._at(LIVE)
        code, out, said = self._shell(f"[ -e {live} ] || [ -L {live} ] || exit 3; readlink {live}")
        if code == 1:
            raise CantPublish(
                f"{self.address}:{self.root}/{LIVE} không phải liên kết do «vanban publish» tạo ra."
            )
        return "" if code == 3 else self._must(code, out, said).decode().strip().rpartition("/")[2]

    def remove(self, path: str) -> None:
        self._do(f"rm -rf {self._at(path)}")

    def room(self) -> int | None:
        code, out, _ = self._shell(f"df -Pk {shlex.quote(self.root)} | tail -n 1")
        parts = out.split()
        return int(parts[3]) * 1024 if not code and len(parts) > 3 and parts[3].isdigit() else None

    @contextlib.contextmanager
    def locked(self, who: str) -> Iterator[None]:
        """A lock held there by a process whose end comes with the connection's."""
        lock = self._at(LOCK)
        script = (
            f"mkdir -p {shlex.quote(self.root)} && exec 9>>{lock} &&"
            f" if flock -n 9; then printf %s {shlex.quote(who)} > {lock};"
            f" find {shlex.quote(self.root)} -maxdepth 1 -name {SCRATCH + '*'!r} -exec rm -f {{}} +;"
            f" echo co; cat > /dev/null; else echo khong; cat {lock}; fi"
        )
        holder = subprocess.Popen(
            [*self.ssh, self.address, script],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        with holder:
            assert holder.stdin and holder.stdout and holder.stderr  # noqa: S101 - pipes, see above
            answer = holder.stdout.readline().decode().strip()
            if answer == "khong":
                other = holder.stdout.read().decode("utf-8", "replace")
                raise CantPublish(busy(other))
            if answer != "co":
                said = holder.stderr.read().decode("utf-8", "replace").strip()
                raise OSError(f"Không làm được ở {self.address}: {said or 'mất kết nối'}.")
            try:
                yield
            finally:
                with contextlib.suppress(BrokenPipeError):
                    holder.stdin.close()

    def _at(self, path: str) -> str:
        """Quoted for the shell there."""
        return shlex.quote(f"{self.root}/{path}" if path else self.root)

    def _far(self, path: str) -> str:
        """For rsync, which quotes by itself."""
        return f"{self.root}/{path}"

    def _shell(self, script: str, data: bytes = b"") -> tuple[int, bytes, bytes]:
        done = subprocess.run(
            [*self.ssh, self.address, script], input=data, capture_output=True, check=False
        )
        if done.returncode == GONE:
            self._must(GONE, b"", done.stderr)
        return done.returncode, done.stdout, done.stderr

    def _do(self, script: str, data: bytes = b"") -> bytes:
        return self._must(*self._shell(script, data))

    def _must(self, code: int, out: bytes, said: bytes) -> bytes:
        if code:
            why = said.decode("utf-8", "replace").strip() or f"mã {code}"
            raise OSError(f"Không làm được ở {self.address}: {why}.")
        return out


def shared_line() -> list[str]:
    """Options by which all calls go over one connection; Windows' ssh has no such thing."""
    if os.name == "nt":
        return []
    place = tempfile.mkdtemp(prefix="vb")
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    options = {"ControlMaster": "auto", "ControlPath": f"{place}/%C", "ControlPersist": LINGER}
    return [word for name, value in options.items() for word in ("-o", f"{name}={value}")]


def common_end(known: str, path: str) -> tuple[str, str, str]:
    """Folders before, and the end that two paths share: ``ban/1/a/b``, ``@x/a/b`` → ``ban/1``,
    ``@x``, ``a/b``; the end is '' when not even the names agree.
    """
    one, two = known.split("/"), path.split("/")
    same = 0
    while same < min(len(one), len(two)) and one[-1 - same] == two[-1 - same]:
        same += 1
    cut = len(one) - same, len(two) - same
    return "/".join(one[: cut[0]]), "/".join(two[: cut[1]]), "/".join(two[cut[1] :])
