"""What ``vanban publish``, ``rollback`` and ``verify`` say and do; exit codes as everywhere."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from vanban.progress import Progress
from vanban.publish.run import Options, Report, Talk, publish, rollback, told
from vanban.publish.targets import bundle_path, is_bundle, open_target
from vanban.publish.values import CantPublish, Differences
from vanban.publish.verify import verify_folder

Say = Callable[[str], None]


def publish_site(site: Path, target: str, options: Options, say: Say) -> int:
    """Publish and tell; 0 when readers have what ``site`` holds, 1 when nobody said yes."""
    if is_bundle(target):
        from vanban.publish.bundle import publish_bundle

        report = publish_bundle(site, bundle_path(target), options, talk(say))
    else:
        report = publish(site, open_target(target), options, talk(say))
    for line in report_lines(report):
        say(line)
    wanted = report.done or options.dry_run or (report.plan is not None and report.plan.nothing)
    return 0 if wanted and not (options.dry_run and report.plan and report.plan.refusals) else 1


def roll_back(target: str, to: str, options: Options, say: Say) -> int:
    if is_bundle(target):
        from vanban.publish.bundle import rollback_bundle

        report = rollback_bundle(bundle_path(target), to, options, talk(say))
    else:
        report = rollback(open_target(target), to, options, talk(say))
    for line in report_lines(report):
        say(line)
    return 0 if report.done or report.release == report.before else 1


def report_lines(report: Report) -> list[str]:
    lines = []
    if report.done:
        back = f" (trước đó: {report.before})" if report.before else ""
        lines.append(f"Người đọc đang thấy bản {report.release}{back}.")
    if report.pruned:
        lines.append(f"Đã xóa bản cũ: {', '.join(report.pruned)}.")
    return lines


def verify_target(target: str, trusted: Path | None, quiet: bool, say: Say) -> int:
    """Check a folder, a bundle, a place for releases or a site on a server; 1 when it differs."""
    progress = Progress(quiet=quiet)
    if target.startswith(("http://", "https://")):
        from vanban.publish.send.web import verify_url

        found, signer = verify_url(target, trusted, progress)
    elif is_bundle(target):
        from vanban.publish.bundle import verify_bundle

        found, signer = verify_bundle(bundle_path(target), trusted, progress)
    elif "://" in target:
        from vanban.publish.run import verify_live

        found, signer = verify_live(open_target(target), trusted, progress)
    else:
        found, signer = verify_folder(Path(target.removeprefix("iis:")), trusted, progress)
    for line in verdict(found, signer, asked=trusted is not None):
        say(line)
    return 0 if found.clean else 1


def verdict(found: Differences, signer: str, *, asked: bool) -> list[str]:
    signed = f"Chữ ký đúng, của {signer}." if asked else "Chưa kiểm chữ ký (thêm --nguoi-ky)."
    lines = [f"Sai khác: {told(found, 50)}."] if not found.clean else []
    if found.clean:
        lines.append(f"Đúng bản kê: {found.checked} tệp.")
    if not found.extra_seen:
        lines.append("Máy chủ không cho liệt kê nên không biết có tệp thừa hay không.")
    return [*lines, signed]


def talk(say: Say) -> Talk:
    return Talk(say=say, ask=ask)


def ask(question: str) -> bool:
    """Yes only from a person at a terminal."""
    if not sys.stdin.isatty():
        raise CantPublish("Không hỏi được ai (không có bàn phím). Thêm --yes nếu đã chắc.")
    return input(f"{question} [c/K] ").strip().lower() in ("c", "có", "co", "y", "yes")
