"""Signatures over the manifest, by the tools people have keys for: ssh-keygen and minisign."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from vanban.publish.manifest import NAME, SIGNATURES
from vanban.publish.values import CantPublish

SPACE = "vanban"
"""The namespace of ssh signatures: one made for something else isn't taken for ours."""

SSH, MINISIGN = SIGNATURES


def sign(manifest: bytes, key: Path | None) -> dict[str, bytes]:
    """Name of the signature file → its bytes; nothing without a key.

    ``key`` is a private key of ssh (or the public one, with the private in an agent) or of
    minisign. Raises CantPublish when it can't be used.
    """
    if key is None:
        return {}
    mini = is_minisign(key)
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / NAME
        file.write_bytes(manifest)
        words = (
            [tool("minisign"), "-S", "-s", key, "-m", file, "-x", f"{file}.minisig"]
            if mini
            else [tool("ssh-keygen"), "-Y", "sign", "-n", SPACE, "-f", key, file]
        )
        code, said = run([str(w) for w in words])
        name = MINISIGN if mini else SSH
        made = Path(place) / name
        if code or not made.exists():
            raise CantPublish(f"Không ký được bằng {key}: {said}")
        return {name: made.read_bytes()}


def check_signature(manifest: bytes, signatures: dict[str, bytes], trusted: Path) -> str:
    """Who signed, when a signature is by a key in ``trusted``: an ``allowed_signers`` file of ssh
    or a public key of minisign. Raises CantPublish when none is.
    """
    mini = is_minisign(trusted)
    name = MINISIGN if mini else SSH
    if name not in signatures:
        raise CantPublish(f"Không có chữ ký {name}.")
    with tempfile.TemporaryDirectory() as place:
        file, signature = Path(place) / NAME, Path(place) / name
        file.write_bytes(manifest)
        signature.write_bytes(signatures[name])
        return _by_minisign(file, signature, trusted) if mini else _by_ssh(file, signature, trusted)


def _by_ssh(file: Path, signature: Path, trusted: Path) -> str:
    words = [tool("ssh-keygen"), "-Y", "find-principals", "-s", str(signature), "-f", str(trusted)]
    code, said = run(words)
    if code:
        raise CantPublish(f"Chữ ký không phải của ai trong {trusted}: {said}")
    name = said.splitlines()[0]
    code, said = run([
        tool("ssh-keygen"), "-Y", "verify", "-f", str(trusted), "-I", name, "-n", SPACE,
        "-s", str(signature),
    ], file.read_bytes())  # fmt: skip
    if code:
        raise CantPublish(f"Chữ ký của {name} không đúng với bản kê: {said}")
    return name


def _by_minisign(file: Path, signature: Path, trusted: Path) -> str:
    words = [tool("minisign"), "-V", "-p", str(trusted), "-m", str(file), "-x", str(signature)]
    code, said = run(words)
    if code:
        raise CantPublish(f"Chữ ký minisign không đúng với bản kê: {said}")
    return trusted.read_text("utf-8", "replace").splitlines()[-1]


def is_minisign(file: Path) -> bool:
    try:
        return file.read_bytes().startswith(b"untrusted comment:")
    except OSError as error:
        raise CantPublish(f"Không đọc được {file}: {error.strerror}.") from error


def tool(name: str) -> str:
    found = shutil.which(name)
    if not found:
        raise CantPublish(f"Thiếu chương trình {name}; cài nó rồi chạy lại.")
    return found


def run(words: list[str], data: bytes = b"") -> tuple[int, str]:
    """Exit code and what was said; no question is asked of the person."""
    done = subprocess.run(words, input=data, capture_output=True, check=False)
    said = (done.stdout + done.stderr).decode("utf-8", "replace").strip()
    return done.returncode, said
