"""``vanban answer``: the endpoint on this machine, for a web server to pass questions on to."""

from __future__ import annotations

from dataclasses import dataclass

from vanban.answer.app import App
from vanban.answer.backend import Backend


class CantServe(Exception):
    """A reason, in Vietnamese, with what to do about it."""


def backend_of(address: str) -> Backend:
    """``postgresql://…`` or ``opensearch+http(s)://…``.

    Raises CantServe for an address of no known form.
    """
    if address.startswith(("postgresql://", "postgres://")):
        from vanban.answer.postgres import Postgres

        return Postgres(address)
    if address.startswith(("opensearch+http://", "opensearch+https://")):
        from vanban.answer.opensearch import OpenSearch

        try:
            return OpenSearch(address.removeprefix("opensearch+"))
        except ImportError:
            raise CantServe("Thiếu thư viện httpx: pip install 'vanban[answer]'.") from None
    raise CantServe(
        "Không hiểu địa chỉ kho. Dạng: postgresql://người@máy/kho, opensearch+https://người:mật khẩu@máy:9200."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """Where, for whom and how much; as ``App``."""

    host: str = "127.0.0.1"
    port: int = 8001
    public: bool = True
    origins: tuple[str, ...] = ()
    per_second: float = 20


def serve(backend: Backend, serving: Serving) -> None:
    """Answer until interrupted. Raises CantServe when uvicorn isn't installed."""
    try:
        import uvicorn
    except ImportError:
        raise CantServe("Thiếu thư viện uvicorn: pip install 'vanban[answer]'.") from None
    app = App(
        backend, public=serving.public, origins=serving.origins, per_second=serving.per_second
    )
    uvicorn.run(
        app, host=serving.host, port=serving.port, log_level="warning", server_header=False,
        timeout_keep_alive=10, limit_concurrency=512, ws="none", proxy_headers=False,
    )  # fmt: skip
