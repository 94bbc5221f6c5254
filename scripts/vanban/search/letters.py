"""Things and bodies that people know by their letters: UBND, BHXH, BTC."""

from __future__ import annotations

from functools import cache

from vanban.tables.co_quan import body_table
from vanban.text import fold

_SPOKEN = """
ATGT an toàn giao thông | ATTP an toàn thực phẩm | ATVSLĐ an toàn vệ sinh lao động
| ANTT an ninh trật tự | BCH ban chấp hành | BTV ban thường vụ | BHTN bảo hiểm thất nghiệp
| BHXH bảo hiểm xã hội | BHYT bảo hiểm y tế | BVMT bảo vệ môi trường
| BVBMNN bảo vệ bí mật nhà nước | BMNN bí mật nhà nước | BĐS bất động sản
| CBCC cán bộ công chức | CBCCVC cán bộ công chức viên chức | CCVC công chức viên chức
| CCHC cải cách hành chính | CNTT công nghệ thông tin | CSDL cơ sở dữ liệu | DVC dịch vụ công
| DQTV dân quân tự vệ | GDĐT giáo dục đào tạo | GPLX giấy phép lái xe
| GPMB giải phóng mặt bằng | GTGT giá trị gia tăng | HCSN hành chính sự nghiệp
| HĐND hội đồng nhân dân | HTX hợp tác xã | KCN khu công nghiệp | KHCN khoa học công nghệ
| KNTC khiếu nại tố cáo | KTGS kiểm tra giám sát | MTTQ mặt trận tổ quốc | NTM nông thôn mới
| NSNN ngân sách nhà nước | NVQS nghĩa vụ quân sự | PCCC phòng cháy chữa cháy
| PCTN phòng chống tham nhũng | QPPL quy phạm pháp luật | QSDĐ quyền sử dụng đất
| SHTT sở hữu trí tuệ | TCTD tổ chức tín dụng | TDTT thể dục thể thao
| TĐKT thi đua khen thưởng | TNCN thu nhập cá nhân | TNDN thu nhập doanh nghiệp
| TNXP thanh niên xung phong | TTĐB tiêu thụ đặc biệt | TTHC thủ tục hành chính
| UBKT ủy ban kiểm tra | UBMTTQ ủy ban mặt trận tổ quốc | UBND ủy ban nhân dân
| VBQPPL văn bản quy phạm pháp luật | VPHC vi phạm hành chính | XDCB xây dựng cơ bản
"""
"""General knowledge; each stands for one thing only in documents of the Party and the state."""


_UNSURE = frozenset(("tc", "dh"))
"""Letters a body once had that mean other things to most people."""


@cache
def spoken() -> dict[str, str]:
    """By their letters without marks."""
    pairs = (entry.split(maxsplit=1) for entry in _SPOKEN.split("|"))
    return {fold(letters): words.strip() for letters, words in pairs}


@cache
def names_by_letters() -> dict[str, str]:
    """Those, and names of central bodies by the letters of their numbers that are theirs alone."""
    found: dict[str, set[str]] = {}
    for body in body_table().bodies:
        for letters in body.ma if body.cap == "trung_uong" else ():
            found.setdefault(fold(letters), set()).add(body.ten)
    own = {k: min(names) for k, names in found.items() if len(names) == 1 and k not in _UNSURE}
    return dict(sorted((own | spoken()).items()))
