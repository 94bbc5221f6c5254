"""The command ``vanban``: one small function a command; everything else lives in the rooms.

Exit codes: 0 clean, 1 issues, 2 can't run.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from vanban.model import Issue, LuuHanh

DIRECTIVES = click.option(
    "--directives", type=click.Path(path_type=Path, file_okay=False), default=Path("directives"),
    show_default=True, help="Thư mục văn bản.",
)  # fmt: skip
CONFIG = click.option(
    "--config", type=click.Path(path_type=Path, dir_okay=False), default=Path("mkdocs.yml"),
    show_default=True, help="Tệp cấu hình MkDocs.",
)  # fmt: skip
MUC = click.option(
    "--muc", type=click.Choice(["noi_bo", "cong_khai"]), default="noi_bo", show_default=True,
    help="Mức lưu hành của bản dựng.",
)  # fmt: skip


class Doors(click.Group):
    """What keeps a command from running is told in a line, with exit code 2."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (click.UsageError, click.Abort, BrokenPipeError):
            raise
        except Exception as error:
            told = _why(error)
            if not told:
                raise
            click.echo(f"vanban {ctx.invoked_subcommand}: {told}", err=True)
            ctx.exit(2)


def _why(error: Exception) -> str:
    """The words for a person; empty when the error is a fault of ours."""
    from vanban.publish.values import CantPublish
    from vanban.site.door import CantBuild

    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename or 'tệp'}: {error.strerror}."
    if isinstance(error, CantBuild | CantPublish | OSError):
        return str(error)
    return error.format_message() if isinstance(error, click.ClickException) else ""


@click.group(cls=Doors, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="vanban", message="vanban %(version)s")
def main() -> None:
    """Văn Bản: kho chỉ thị, nghị quyết, quy định có liên kết và tìm kiếm."""


@main.command()
@DIRECTIVES
@click.option("--site", type=click.Path(path_type=Path, file_okay=False), default=Path("site"),
              show_default=True, help="Thư mục trang xuất ra.")  # fmt: skip
@CONFIG
@MUC
@click.option("--khong-tim-kiem", "no_search", is_flag=True, help="Không dựng chỉ mục tìm kiếm.")
@click.option("--jobs", type=int, default=0, help="Số tiến trình (0: theo số lõi).")
@click.option("--json", "as_json", is_flag=True, help="In báo cáo dạng JSON.")
def build(
    directives: Path, site: Path, config: Path, muc: str, no_search: bool, jobs: int, as_json: bool
) -> None:
    """Dựng trang tĩnh từ kho văn bản."""
    from vanban.site.door import build_site

    report = build_site(
        config, directives=directives, site=site, muc=muc, search=not no_search, jobs=jobs
    )
    if as_json:
        click.echo(json.dumps(_report_data(report), ensure_ascii=False))
    else:
        _print_issues(report.issues)
        click.echo(
            f"{report.total} văn bản; đọc lại {report.read}, dựng {report.rendered} trang,"
            f" ghi {report.written}, xóa {report.removed} → {site}"
        )
    sys.exit(1 if any(i.severity == "loi" for i in report.issues) else 0)


def _report_data(report: Any) -> dict[str, object]:
    names = ("total", "read", "slow", "rendered", "written", "removed")
    return {
        **{n: getattr(report, n) for n in names},
        "issues": [i.data() for i in report.issues],
    }


def _print_issues(issues: Sequence[Issue]) -> None:
    for issue in issues:
        if issue.severity != "goi_y":
            click.echo(str(issue), err=True)


@main.command()
@DIRECTIVES
@CONFIG
@MUC
@click.option("--dia-chi", "address", default="127.0.0.1", show_default=True, help="Địa chỉ nghe.")
@click.option("--cong", "port", type=click.IntRange(0, 65535), default=8000, show_default=True,
              help="Cổng (0: cổng trống bất kỳ).")  # fmt: skip
def serve(directives: Path, config: Path, muc: str, address: str, port: int) -> None:
    """Xem thử tại chỗ; lưu tệp là trang tự cập nhật."""
    from vanban.site.serve import serve_site

    sys.exit(serve_site(config, directives=directives, muc=muc, address=address, port=port))


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, exists=True))
@DIRECTIVES
@MUC
@click.option("--format", "form", type=click.Choice(["text", "json", "sarif", "github"]),
              default="text", show_default=True, help="Dạng in ra.")  # fmt: skip
def check(paths: tuple[Path, ...], directives: Path, muc: str, form: str) -> None:
    """Kiểm tra văn bản: cú pháp, ngày, số hiệu, dẫn chiếu."""
    from vanban.checking import check_archive, render_issues

    issues = check_archive(directives, paths, muc)
    click.echo(render_issues(issues, form, prefix=directives.as_posix()), nl=False)
    sys.exit(1 if any(i.severity in ("loi", "canh_bao") for i in issues) else 0)


def _a_day(_: click.Context, __: click.Parameter, value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat() if value else ""
    except ValueError:
        raise click.BadParameter(f"«{value}» không phải ngày; viết như 2024-01-31.") from None


@main.command()
@click.argument("file", type=click.File("r", encoding="utf-8"))
@click.option("--passages", is_flag=True, help='Đọc JSON Lines {"id","text"}.')
@click.option("--format", "form", type=click.Choice(["text", "jsonl"]), default="text",
              show_default=True, help="Dạng in ra.")  # fmt: skip
@click.option("--giai-thich", "explain", is_flag=True,
              help="Cho biết mỗi dẫn chiếu là văn bản nào trong kho, qua những bước nào.")  # fmt: skip
@DIRECTIVES
@click.option("--co-quan", default="", metavar="KHÓA", help="Cơ quan ban hành văn bản này.")
@click.option("--ngay", default="", metavar="YYYY-MM-DD", callback=_a_day,
              help="Ngày của văn bản này.")  # fmt: skip
def cite(
    file: Any, passages: bool, form: str, explain: bool, directives: Path, co_quan: str, ngay: str
) -> None:
    """Tìm các dẫn chiếu trong một văn bản."""
    from vanban.citing import cite_lines

    lines = cite_lines(file, passages=passages, form=form)
    if explain:
        from vanban.explaining import explained_lines

        lines = explained_lines(
            file, directives, passages=passages, form=form, co_quan=co_quan, ngay=ngay
        )
    try:
        for line in lines:
            click.echo(line)
    except ValueError as error:
        click.echo(f"vanban cite: {file.name}: {error}", err=True)
        sys.exit(2)


@main.command()
@click.argument("file", type=click.File("r", encoding="utf-8"))
@click.option("--passages", is_flag=True, help='Đọc JSON Lines {"id","text"}.')
@click.option("--format", "form", type=click.Choice(["text", "jsonl"]), default="text",
              show_default=True, help="Dạng in ra.")  # fmt: skip
def relations(file: Any, passages: bool, form: str) -> None:
    """Tìm các quan hệ mà một văn bản nêu: thay thế, sửa đổi, bãi bỏ, căn cứ…"""
    from vanban.relating import relation_lines

    try:
        for line in relation_lines(file, passages=passages, form=form):
            click.echo(line)
    except ValueError as error:
        click.echo(f"vanban relations: {file.name}: {error}", err=True)
        sys.exit(2)


@main.command()
@click.argument("id_", metavar="ID")
@click.option("--on", "on", default="", metavar="YYYY-MM-DD", callback=_a_day,
              help="Ngày cần biết hiệu lực.")  # fmt: skip
@DIRECTIVES
def status(id_: str, on: str, directives: Path) -> None:
    """Hiệu lực của một văn bản vào một ngày."""
    from vanban.checking import status_lines

    lines = status_lines(directives, id_, on)
    click.echo("\n".join(lines), err=len(lines) == 1)
    sys.exit(0 if len(lines) > 1 else 2)


@main.command()
@DIRECTIVES
@click.option("--json", "as_list", is_flag=True, help="In danh sách dạng JSON rồi thôi.")
@click.option("--nhan", "yes", multiple=True, metavar="ID", help="Nhận đề nghị này; lặp lại được.")
@click.option("--bo", "no", multiple=True, metavar="ID", help="Bỏ đề nghị này; lặp lại được.")
@click.option("--loai", "kinds", multiple=True, metavar="LOẠI",
              help="Chỉ loại quan hệ này (thay_the, sua_doi…); lặp lại được.")  # fmt: skip
def review(
    directives: Path, as_list: bool, yes: tuple[str, ...], no: tuple[str, ...],
    kinds: tuple[str, ...],
) -> None:  # fmt: skip
    """Duyệt từng quan hệ máy nhận ra: nhận thì ghi vào văn bản, bỏ thì không nêu lại."""
    from vanban import reviewing

    facts = reviewing.read_archive(directives)
    every = reviewing.proposals(facts)
    waiting = [p for p in every if not kinds or p.relation.quan_he in kinds]
    try:
        for line in reviewing.decide(directives, every, yes=yes, no=no):
            click.echo(line)
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    if as_list:
        click.echo(reviewing.as_json(waiting))
    elif not (yes or no):
        _review_all(directives, facts, waiting)


def _review_all(directives: Path, facts: Any, waiting: Sequence[Any]) -> None:
    """Ask on a terminal; elsewhere only list."""
    from vanban import reviewing

    if not sys.stdin.isatty():
        for proposal in waiting:
            click.echo("\n".join(reviewing.shown(facts, proposal)))
        click.echo(f"{len(waiting)} đề nghị.")
        return
    left = reviewing.one_by_one(directives, facts, waiting, _asked, click.echo)
    click.echo(f"Còn {left} đề nghị.")


_ANSWERS = {
    "y": "y", "c": "y", "có": "y", "n": "n", "k": "n", "không": "n", "s": "s", "": "s", "q": "q"
}  # fmt: skip


def _asked() -> Any:
    """``y``, ``n``, ``s`` or ``q``; the end of input is ``q``."""
    while True:
        try:
            word = click.prompt("    Đúng không? [y] đúng, [n] sai, [s] để sau, [q] thôi",
                                default="", show_default=False)  # fmt: skip
        except click.Abort:
            return "q"
        answer = _ANSWERS.get(word.strip().lower())
        if answer:
            return answer


@main.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--to", type=click.Path(path_type=Path, file_okay=False), default=Path("directives"),
              show_default=True, help="Thư mục nhận.")  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Chỉ cho xem, không ghi.")
@click.option("--json", "as_json", is_flag=True, help="In báo cáo dạng JSON.")
@click.option("--luu-hanh", type=click.Choice(["cong_khai", "noi_bo", "chua_ro"]),
              default="chua_ro", show_default=True, help="Mức lưu hành ghi vào văn bản mới.")  # fmt: skip
@click.option("--khong-goc", "no_original", is_flag=True, help="Không chép tệp gốc vào kho.")
@click.option("--lam-sach", "--lam_sach", "clean", is_flag=True,
              help="Bỏ tên người soạn và thông tin kèm theo khỏi bản gốc chép vào kho.")  # fmt: skip
@click.option("--watch", "follow", is_flag=True,
              help="Theo dõi thư mục: tệp nào chép vào thì nhập ngay, đến khi Ctrl-C.")  # fmt: skip
@click.option("--jobs", type=click.IntRange(1, 64), default=2, show_default=True,
              help="Số tệp đọc cùng lúc.")  # fmt: skip
def import_(
    paths: tuple[Path, ...], to: Path, dry_run: bool, as_json: bool, luu_hanh: LuuHanh,
    no_original: bool, clean: bool, follow: bool, jobs: int,
) -> None:  # fmt: skip
    """Nhập văn bản từ Word, PDF, ảnh quét, trang web, .txt, .md, tệp nén và thư mục.

    Mã kết thúc: 0 xong cả, 1 có tệp không nhập được, 2 không có gì để nhập hoặc kho đang bận,
    130 dừng giữa chừng (chạy lại lệnh ấy để nhập tiếp).
    """
    from vanban.importer import Options, run

    options = Options(
        luu_hanh=luu_hanh, keep_original=not no_original, clean=clean, jobs=jobs, dry_run=dry_run
    )
    sys.exit(run(paths, to, options, as_json=as_json, follow=follow, out=sys.stdout))


@main.command("review-import")
@DIRECTIVES
@click.option("--cong", "port", type=click.IntRange(0, 65535), default=0, show_default=True,
              help="Cổng (0: cổng trống bất kỳ).")  # fmt: skip
def review_import(directives: Path, port: int) -> None:
    """Xem văn bản vừa nhập cạnh bản gốc trong trình duyệt; sửa rồi nhận."""
    from vanban.importer.review_page import serve_review

    if not directives.is_dir():
        raise click.ClickException(f"Không thấy thư mục văn bản {directives}.")
    sys.exit(serve_review(directives, port, click.echo))


@main.command()
@click.argument(
    "kind", metavar="DẠNG",
    type=click.Choice(["csv", "json", "jsonld", "sqlite", "akn", "postgres", "opensearch"]),
)  # fmt: skip
@click.option("--to", type=click.Path(path_type=Path, file_okay=False), default=Path("xuat"),
              show_default=True, help="Thư mục nhận.")  # fmt: skip
@DIRECTIVES
@MUC
@click.option("--bom/--khong-bom", default=True, show_default=True,
              help="Dấu đầu tệp CSV để Excel đọc đúng tiếng Việt.")  # fmt: skip
@click.option("--trang", "site_url", default="", metavar="ĐỊA_CHỈ",
              help="Địa chỉ web của kho, để JSON-LD dẫn về.")  # fmt: skip
def export(kind: str, to: Path, directives: Path, muc: str, bom: bool, site_url: str) -> None:
    """Xuất cả kho ra csv, json, jsonld, sqlite, akn (Akoma Ntoso), postgres hoặc opensearch."""
    from vanban.export.run import Wanted
    from vanban.export.run import export as run_export
    from vanban.site.datafiles import describer

    wanted = Wanted(to=to, describe=describer, site_url=site_url, bom=bom)
    total, files = run_export(kind, directives, wanted, muc=muc)
    shown = ", ".join(files) if len(files) <= 5 else f"{len(files)} tệp"
    level = {"noi_bo": "nội bộ", "cong_khai": "công khai"}[muc]
    click.echo(f"{total} văn bản, mức {level}: {shown} → {to}")


@main.command()
@click.argument("address", metavar="KHO")
@click.option("--cong", "port", type=click.IntRange(1, 65535), default=8001, show_default=True)
@click.option("--dia-chi", "host", default="127.0.0.1", help="Nơi nghe; chỉ máy này gọi được.")
@click.option("--noi-bo", "internal", is_flag=True, help="Trả lời cả từ kho xuất ở mức nội bộ.")
@click.option("--trang", "origins", multiple=True, help="Trang ở máy khác được hỏi (https://…).")
@click.option("--moi-giay", "per_second", default=20.0, help="Số câu mỗi người hỏi một giây.")
def answer(address: str, internal: bool, **serving: Any) -> None:
    """Trả lời tìm kiếm từ KHO (postgresql://…, opensearch+https://…) thay cho chỉ mục trong tệp."""
    from vanban.answer.serving import Serving, serve

    sys.exit(serve(address, Serving(public=not internal, **serving), click.echo))


TARGET = click.argument("target", metavar="ĐÍCH")
YES = click.option("--yes", is_flag=True, help="Không hỏi lại.")


@main.command()
@TARGET
@click.option("--site", type=click.Path(path_type=Path, file_okay=False), default=Path("site"),
              show_default=True, help="Trang đã dựng.")  # fmt: skip
@YES
@click.option("--dry-run", is_flag=True, help="Chỉ cho xem sẽ làm gì.")
@click.option("--giu", "keep", type=click.IntRange(1), default=5, show_default=True,
              help="Số bản giữ lại để quay về.")  # fmt: skip
@click.option("--xoa-toi-da", "limit", type=click.IntRange(0), help="Số tệp được phép bỏ.")
@click.option("--doi-muc", "other_level", is_flag=True,
              help="Cho đưa bản khác mức lưu hành với bản đang chạy.")  # fmt: skip
@click.option("--khoa", "key", type=click.Path(path_type=Path, exists=True, dir_okay=False),
              help="Khóa SSH hoặc minisign để ký bản kê.")  # fmt: skip
def publish(target: str, site: Path, **words: Any) -> None:
    """Đưa trang đã dựng lên nơi người đọc xem; đổi sang bản mới trong một khoảnh khắc."""
    from vanban.publish.commands import publish_site
    from vanban.publish.run import Options

    sys.exit(publish_site(site, target, Options(**words), click.echo))


@main.command()
@TARGET
@click.option("--ve", "to", default="", metavar="BẢN", help="Tên hoặc số của bản cần về.")
@YES
def rollback(target: str, to: str, yes: bool) -> None:
    """Quay lại bản trước, hoặc một bản còn giữ."""
    from vanban.publish.commands import roll_back
    from vanban.publish.run import Options

    sys.exit(roll_back(target, to, Options(yes=yes), click.echo))


@main.command()
@click.argument("target", metavar="ĐÍCH|ĐỊA_CHỈ_WEB")
@click.option("--nguoi-ky", "trusted", type=click.Path(path_type=Path, exists=True, dir_okay=False),
              help="Khóa công khai tin cậy: tệp allowed_signers của SSH hoặc khóa minisign.")  # fmt: skip
def verify(target: str, trusted: Path | None) -> None:
    """Kiểm từng tệp ở nơi xuất bản, hoặc máy chủ đang trả lời, với bản kê đã ký."""
    from vanban.publish.commands import verify_target

    sys.exit(verify_target(target, trusted, False, click.echo))
