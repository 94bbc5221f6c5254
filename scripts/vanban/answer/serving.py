"""``vanban answer``: the endpoint on this machine, for a web server to pass questions on to."""

from __future__ import annotations

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
    raise CantServe(f"Không hiểu địa chỉ «{address}». Dạng: postgresql://người@máy/kho.")


def serve(backend: Backend, host: str, port: int) -> None:
    """Answer until interrupted. Raises CantServe when uvicorn isn't installed."""
    try:
        import uvicorn
    except ImportError:
        raise CantServe("Thiếu thư viện uvicorn: pip install 'vanban[answer]'.") from None
    uvicorn.run(App(backend), host=host, port=port, log_level="warning", server_header=False)
