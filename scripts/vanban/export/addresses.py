"""Names and addresses of documents outside the site: absolute where the site has an address."""

from __future__ import annotations

AUTHORITY = "van-ban.invalid,2026"
"""Who names documents when the site has no address yet: a domain nobody can own (RFC 2606)."""


def absolute(site_url: str, path: str) -> str:
    """The public address of ``path`` (from the site's root), '' without a site address."""
    if not site_url:
        return ""
    return f"{site_url.rstrip('/')}/{path.removesuffix('index.html')}"


def lasting_id(site_url: str, path: str) -> str:
    """A name for the thing at ``path``: its address, else a ``tag:`` (RFC 4151)."""
    return absolute(site_url, path) or f"tag:{AUTHORITY}:{path.removesuffix('/index.html')}"
