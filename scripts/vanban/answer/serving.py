"""``vanban answer``: the endpoint on this machine, for a web server to pass questions on to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from vanban.answer.app import App
from vanban.answer.backend import Backend


class CantServe(Exception):
    """A reason, in Vietnamese, with what to do about it."""


def backend_of(address: str) -> Backend:
    """``postgresql://…`` or ``opensearch+http(s)://…``.

    Raises CantServe for an address of no known form, ImportError without its library.
    """
    if address.startswith(("postgresql://", "postgres://")):
        from vanban.answer.postgres import Postgres

        return Postgres(address)
    if address.startswith(("opensearch+http://", "opensearch+https://")):
        from vanban.answer.opensearch import OpenSearch

        return OpenSearch(address.removeprefix("opensearch+"))
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


def serve(address: str, serving: Serving, echo: Callable[[str], object]) -> int:
    """Answer until interrupted; what to exit with. A reason not to begin is told."""
    try:
        import uvicorn

        backend = backend_of(address)
    except ImportError as error:
        echo(f"Thiếu thư viện {error.name}: pip install 'vanban[answer]'.")
        return 2
    except CantServe as error:
        echo(str(error))
        return 2
    app = App(
        backend, public=serving.public, origins=serving.origins, per_second=serving.per_second
    )
    uvicorn.run(
        app, host=serving.host, port=serving.port, log_level="warning", server_header=False,
        timeout_keep_alive=10, limit_concurrency=512, ws="none", proxy_headers=False,
    )  # fmt: skip
    return 0
