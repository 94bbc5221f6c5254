"""The page of search, for a site whose own pages have none.

The box of every page and its form lead to ``tim-kiem/index.html``; a site that writes that page
itself, as ours does to link its guide, keeps its own.
"""

from __future__ import annotations

SOURCE = "tim-kiem/index.md"
MARKDOWN = """---
title: Tìm kiếm
hide: [navigation, toc]
---

# Tìm kiếm

<div id="vb-search-page" class="vb-tk"></div>

<noscript><div class="vb-tk__loi"><p><b>Tìm kiếm cần JavaScript,</b> mà trình duyệt này đang tắt.
Vẫn có thể đi đến văn bản qua các danh sách:</p>
<ul><li><a href="../duyet/index.html">Tất cả danh sách</a></li>
<li><a href="../duyet/loai/index.html">Theo loại văn bản</a></li>
<li><a href="../duyet/co-quan/index.html">Theo cơ quan ban hành</a></li>
<li><a href="../duyet/nam/index.html">Theo năm ban hành</a></li>
<li><a href="../duyet/linh-vuc/index.html">Theo lĩnh vực</a></li></ul></div></noscript>
"""
