"""Scripts and styles written into pages: browsers refuse them under the servers' policy."""

from __future__ import annotations

import re

from vanban.publish.stamps import PAGES
from vanban.publish.values import Tree

_OWN = re.compile(
    rb"<script(?![^>]*\b(?:src=|type=[\"']?application/(?:ld\+)?json))[^>]*>|<style[\s>]|\sstyle=|\son\w+=",
    re.IGNORECASE,
)


def inline_warnings(tree: Tree) -> list[str]:
    """A word for each of the pages that every other is like."""
    return [
        f"{item.path} có mã hoặc kiểu viết thẳng trong trang («{found[0].decode()[:40].strip()}»);"
        " trình duyệt sẽ chặn nó theo chính sách của máy chủ"
        for item in tree.items
        if item.path in PAGES and (found := _OWN.search(item.source.read_bytes()))
    ]
