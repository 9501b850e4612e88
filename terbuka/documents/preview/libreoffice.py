"""Office files as PDF by LibreOffice, where it is installed: a process with a profile of its own, bound."""

import contextlib
import os
import shutil
import signal
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from terbuka.documents.mediatypes import MediaType, media_type
from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput

PROGRAMS = ("soffice", "libreoffice")
SECONDS = 90.0
MOST_BYTES = 100_000_000
MEGABYTES = 3_000
_ENDINGS = {MediaType.DOCX: "docx", MediaType.XLSX: "xlsx"}
# Kilobytes of memory, seconds of work, blocks of 512 bytes in one file; then the program in its place.
_BOUND = 'ulimit -c 0; ulimit -v "$1"; ulimit -t "$2"; ulimit -f "$3"; shift 3; exec "$@"'
_FAILED = say("LibreOffice tidak dapat menampilkan berkas ini: cetak ke PDF, lalu unggah.")


def is_installed() -> bool:
    """Can Office files be shown as pages here?"""
    return any(shutil.which(program) for program in PROGRAMS)


def has_paper(kind: str) -> bool:
    """Is this a kind that is shown as pages where LibreOffice is installed?"""
    return kind in _ENDINGS


def as_pdf(content: bytes, kind: str, *, seconds: float = SECONDS) -> bytes | None:
    """The pages of a DOCX or XLSX as PDF; None where LibreOffice is absent. For safe copies, not originals.

    Raises BadInput for other kinds, and where it does not finish within its time and memory.
    """
    medium = media_type(kind)
    if medium not in _ENDINGS:
        raise BadInput(say("Hanya DOCX dan XLSX yang dijadikan halaman."))
    place = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if place is None:
        return None
    with TemporaryDirectory(prefix="terbuka-office-") as folder:
        source = Path(folder, f"berkas.{_ENDINGS[medium]}")
        source.write_bytes(content)
        _convert(place, source, Path(folder), seconds)
        made = source.with_suffix(".pdf")
        if not made.is_file() or not 0 < made.stat().st_size <= MOST_BYTES:
            raise BadInput(_FAILED)
        return made.read_bytes()


def _convert(place: str, source: Path, folder: Path, seconds: float) -> None:
    bounds = (MEGABYTES * 1_000, round(seconds) * 2, MOST_BYTES * 2 // 512)
    order = ["/bin/sh", "-c", _BOUND, "sh", *map(str, bounds), place]
    order += ["--headless", "--norestore", "--nolockcheck", "--nodefault"]
    order += [f"-env:UserInstallation={(folder / 'p').as_uri()}"]
    order += ["--convert-to", "pdf", "--outdir", str(folder), str(source)]
    # Nothing of our environment goes along; a proxy that is none keeps linked pictures from being fetched.
    around = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), "http://127.0.0.1:9")
    around |= {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8"}
    around |= dict.fromkeys(("HOME", "TMPDIR", "XDG_RUNTIME_DIR", "XDG_CACHE_HOME"), str(folder))
    program = subprocess.Popen(  # noqa: S603 - the program by its whole path
        order,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env=around,
        start_new_session=True,
    )
    try:
        program.wait(seconds)
    except subprocess.TimeoutExpired:
        raise BadInput(
            say(
                "Berkas ini tidak selesai diolah dalam {seconds} detik: pecah atau perkecil dahulu.",
                seconds=round(seconds),
            )
        ) from None
    finally:
        # Its helper programs end with it.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(program.pid, signal.SIGKILL)
        program.wait()
