"""Servers to publish to: OpenSSH on loopback (with a shell, or SFTP only), an S3 store."""

from __future__ import annotations

import getpass
import logging
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from publish.servers import Server, free_port, program, running


def make_key(file: Path) -> Path:
    subprocess.run(
        [program("ssh-keygen"), "-q", "-t", "ed25519", "-N", "", "-C", "thu", "-f", str(file)],
        check=True,
    )
    return file


@contextmanager
def sshd(work: Path, *, sftp_only: bool = False, port: int = 0) -> Iterator[Server]:
    """An ssh server that lets this user in with a key made for the test.

    With ``SHLVL`` set the shell doesn't read the user's own start-up files. Started again in
    the same folder on the same ``port`` it is the same machine.
    """
    work.mkdir(parents=True, exist_ok=True)
    port = port or free_port()
    key = work / "nguoi"
    for file in (work / "may", key):
        if not file.exists():
            make_key(file)
    (work / "authorized_keys").write_bytes((work / "nguoi.pub").read_bytes())
    machine = (work / "may.pub").read_text("utf-8").rsplit(" ", 1)[0]
    (work / "known_hosts").write_text(f"[127.0.0.1]:{port} {machine}\n", "utf-8")
    forced = "ForceCommand internal-sftp" if sftp_only else ""
    (work / "sshd_config").write_text(
        f"""ListenAddress 127.0.0.1:{port}
HostKey {work}/may
AuthorizedKeysFile {work}/authorized_keys
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
Subsystem sftp internal-sftp
SetEnv SHLVL=2
{forced}
""",
        "utf-8",
    )
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        client = [program("ssh"), "-F", "none", "-i", str(key)]
        client += ["-o", "IdentitiesOnly=yes", "-o", f"UserKnownHostsFile={work}/known_hosts"]
        patch.setenv("VANBAN_SSH", " ".join(client))
        patch.setenv("VANBAN_SSH_KEY", str(key))
        patch.setenv("VANBAN_KNOWN_HOSTS", f"{work}/known_hosts")
        with running([program("sshd"), "-D", "-e", "-f", f"{work}/sshd_config"], port) as server:
            yield server


def login(server: Server, scheme: str, folder: Path) -> str:
    return f"{scheme}://{getpass.getuser()}@127.0.0.1:{server.port}{folder}"


@contextmanager
def object_store() -> Iterator[str]:
    """An S3 store in memory; the address of a target in it."""
    from moto.server import ThreadedMotoServer

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    store = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    store.start()
    host, port = store.get_host_and_port()
    endpoint = f"http://{host}:{port}"
    with pytest.MonkeyPatch.context() as patch:
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            patch.setenv(name, "thu")
        for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "HTTP_PROXY", "http_proxy"):
            patch.delenv(name, raising=False)
        import boto3

        boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1").create_bucket(
            Bucket="kho"
        )
        try:
            yield f"s3://kho/van-ban?endpoint={endpoint}"
        finally:
            store.stop()
