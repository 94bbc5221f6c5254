"""An object store that speaks S3 (MinIO, Ceph, Garage, Amazon…).

Such a store has no rename and no links: a release is brought whole to ``ban/<release>/`` first,
so that a lost connection leaves readers alone; the switch then copies, inside the store, what
differs to ``hien-tai/``: files with immutable addresses first, pages next, and only then removes
what is gone. Every object is replaced whole, but for the seconds of the switch pages of both
releases are live beside each other. A switch that was interrupted is finished by the next run.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from typing import Any

from vanban.publish.disk import LIVE, LOCK, POOL, RELEASES
from vanban.publish.locking import take_over
from vanban.publish.manifest import BESIDE, NAME, parse_manifest
from vanban.publish.policy import SECURITY, headers, is_immutable
from vanban.publish.tree import PIECE
from vanban.publish.values import CantPublish, Item, Tick

POINTER = f"{LIVE}.json"
TURNING = "dang-chuyen.json"
"""There while a switch is under way: which release it is to."""

AT_ONCE = 16
PER_REMOVAL = 1000
"""Objects the protocol lets one remove at once."""


class Bucket:
    """``prefix`` in ``bucket``; ``options``: ``endpoint``, ``region``, ``profile``."""

    def __init__(self, bucket: str, prefix: str, options: Mapping[str, str]) -> None:
        self.bucket = bucket
        self.prefix = f"{prefix}/" if prefix else ""
        self.options = options

    @cached_property
    def client(self) -> Any:
        try:
            import boto3
            from botocore.config import Config
        except ImportError:
            raise CantPublish("Thiếu thư viện boto3: pip install 'vanban[s3]'.") from None
        config = Config(
            max_pool_connections=AT_ONCE, retries={"max_attempts": 4, "mode": "standard"},
            connect_timeout=15, request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )  # fmt: skip
        session = boto3.Session(profile_name=self.options.get("profile"))
        return session.client(
            "s3", endpoint_url=self.options.get("endpoint"), config=config,
            region_name=self.options.get("region", session.region_name or "us-east-1"),
        )  # fmt: skip

    def read(self, path: str) -> bytes | None:
        with reachable(self.bucket):
            try:
                found = self.client.get_object(**self._key(path))
            except self.client.exceptions.NoSuchKey:
                return None
            return bytes(found["Body"].read())

    def write(self, path: str, data: bytes) -> None:
        with reachable(self.bucket):
            self.client.put_object(**self._key(path), Body=data, **described(path))

    def names(self, folder: str) -> list[str]:
        pages = self._pages(folder, Delimiter="/")
        length = len(self._base(folder))
        found = set()
        for page in pages:
            found |= {one["Key"][length:] for one in page.get("Contents", ())}
            found |= {one["Prefix"][length:-1] for one in page.get("CommonPrefixes", ())}
        return sorted(found - {""})

    def paths(self, folder: str) -> list[str]:
        return sorted(self._tags(folder))

    def _tags(self, folder: str) -> dict[str, str]:
        """Address → tag (MD5 in hex, as every object is put in one piece)."""
        length = len(self._base(folder))
        return {
            one["Key"][length:]: one["ETag"].strip('"')
            for page in self._pages(folder)
            for one in page.get("Contents", ())
        }

    def _pages(self, folder: str, **more: str) -> list[Any]:
        words = {"Bucket": self.bucket, "Prefix": self._base(folder), **more}
        with reachable(self.bucket):
            return list(self.client.get_paginator("list_objects_v2").paginate(**words))

    def fill(
        self, folder: str, items: Sequence[Item], held: MutableMapping[str, str], tick: Tick
    ) -> None:
        there = self._tags(folder)

        def one(item: Item) -> None:
            if there.get(item.path) != md5_of(item):
                known = held.get(item.entry.sha256)
                if not (known and self._copy(known, f"{folder}/{item.path}")):
                    self._send(item, f"{folder}/{item.path}")
            tick(1)

        self._each(one, items)
        for item in items:
            held.setdefault(item.entry.sha256, f"{folder}/{item.path}")

    def _send(self, item: Item, path: str) -> None:
        """The store refuses what doesn't have the announced hash."""
        with item.source.open("rb") as body:
            self.client.put_object(
                **self._key(path), Body=body, **described(item.path),
                ContentMD5=base64.b64encode(bytes.fromhex(md5_of(item))).decode(),
            )  # fmt: skip

    def _copy(self, known: str, path: str) -> bool:
        """Inside the store, with its headers; False when it isn't there."""
        from botocore.exceptions import ClientError

        source = {"Bucket": self.bucket, "Key": self.prefix + known}
        try:
            self.client.copy_object(**self._key(path), CopySource=source)
        except ClientError as error:
            if error.response["Error"]["Code"] not in ("NoSuchKey", "404"):
                raise
            return False
        return True

    def hashes(self, folder: str, tick: Tick) -> dict[str, str]:
        """Every object is read back: tags tell MD5 only."""
        found: dict[str, str] = {}

        def one(path: str) -> None:
            digest = hashlib.sha256()
            body = self.client.get_object(**self._key(f"{folder}/{path}"))["Body"]
            for piece in body.iter_chunks(PIECE):
                digest.update(piece)
            found[path] = digest.hexdigest()
            tick(1)

        self._each(one, self.paths(folder))
        return found

    def point(self, release: str) -> None:
        wanted, there = self._tags(f"{RELEASES}/{release}"), self._tags(LIVE)
        told = parse_manifest(self.read(f"{RELEASES}/{release}/{NAME}") or b"")
        if lost := sorted(told.keys() - wanted.keys()):
            raise OSError(f"Kho {self.bucket}: bản {release} thiếu {lost[0]}.")
        self.write(TURNING, json.dumps({"ban": release}).encode())
        differing = [path for path, tag in wanted.items() if there.get(path) != tag]
        fixed = [path for path in differing if is_immutable(path)]
        pages = [path for path in differing if not is_immutable(path)]

        def one(path: str) -> None:
            if not self._copy(f"{RELEASES}/{release}/{path}", f"{LIVE}/{path}"):
                raise OSError(f"Kho {self.bucket}: bản {release} thiếu {path} giữa lúc chuyển.")

        self._each(one, fixed)
        self._each(one, [path for path in pages if path not in BESIDE])
        self._each(one, [path for path in pages if path in BESIDE])
        kept = set(self.paths(POOL))
        self._remove_all(f"{LIVE}/{path}" for path in there.keys() - wanted.keys() - kept)
        self.write(POINTER, json.dumps({"ban": release}).encode())
        self.remove(TURNING)

    def _finish(self, release: str) -> None:
        """A switch that was cut short; back to the release before it when its files are gone."""
        try:
            self.point(release)
        except (OSError, CantPublish):
            before = self.pointed()
            if before in ("", release):
                raise
            self.point(before)

    def pointed(self) -> str:
        return str(json.loads(self.read(POINTER) or b"{}").get("ban", ""))

    def remove(self, path: str) -> None:
        self._remove_all([path, *(f"{path}/{name}" for name in self.paths(path))])

    def _remove_all(self, paths: Iterable[str]) -> None:
        keys = [{"Key": self.prefix + path} for path in paths]
        with reachable(self.bucket):
            for n in range(0, len(keys), PER_REMOVAL):
                some = {"Objects": keys[n : n + PER_REMOVAL], "Quiet": True}
                self.client.delete_objects(Bucket=self.bucket, Delete=some)

    def room(self) -> int | None:
        return None

    @contextlib.contextmanager
    def locked(self, who: str) -> Iterator[None]:
        """An object that only one can make. Left by a killed run of this machine it is taken over."""
        if not self._take(who):
            remedy = f"Nếu chắc là đã dở dang, xóa {self.prefix}{LOCK} trong kho."
            take_over(self, f"{self.bucket}/{self.prefix}", who, remedy)
        try:
            if turning := self.read(TURNING):
                self._finish(json.loads(turning)["ban"])
            yield
        finally:
            with contextlib.suppress(OSError):
                self.remove(LOCK)

    def _take(self, who: str) -> bool:
        from botocore.exceptions import ClientError

        with reachable(self.bucket):
            try:
                self.client.put_object(**self._key(LOCK), Body=who.encode(), IfNoneMatch="*")
            except ClientError as error:
                if error.response["Error"]["Code"] == "PreconditionFailed":
                    return False
                raise
        return True

    def _each(self, work: Callable[[Any], None], things: Iterable[Any]) -> None:
        with reachable(self.bucket), ThreadPoolExecutor(AT_ONCE) as pool:
            for _ in pool.map(work, things):
                pass

    def _key(self, path: str) -> dict[str, str]:
        return {"Bucket": self.bucket, "Key": self.prefix + path}

    def _base(self, folder: str) -> str:
        return f"{self.prefix}{folder}/" if folder else self.prefix


@contextlib.contextmanager
def reachable(bucket: str) -> Iterator[None]:
    """What the library raises when the store can't be reached, as the OSError callers expect."""
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        yield
    except (BotoCoreError, ClientError) as error:
        raise OSError(f"Kho {bucket}: {error}.") from error


def described(path: str) -> dict[str, str]:
    """The headers an object keeps; those of security are for the server before the store."""
    told = {name: value for name, value in headers(path).items() if name not in SECURITY}
    return {name.replace("-", ""): value for name, value in told.items()}


def md5_of(item: Item) -> str:
    """MD5 of the source, which the store tells as its tag.

    Raises CantPublish when the file isn't what was hashed before.
    """
    digest, sha = hashlib.md5(usedforsecurity=False), hashlib.sha256()
    with item.source.open("rb") as source:
        while piece := source.read(PIECE):
            digest.update(piece)
            sha.update(piece)
    if sha.hexdigest() != item.entry.sha256:
        raise CantPublish(f"{item.path} đổi trong lúc xuất bản. Chờ dựng xong rồi chạy lại.")
    return digest.hexdigest()
