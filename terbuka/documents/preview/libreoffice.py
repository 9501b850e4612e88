"""Office files as PDF by LibreOffice, where it is installed: with a profile of its own, stopped in time."""

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
MOST_BYTES = 200_000_000
_ENDINGS = {MediaType.DOCX: "docx", MediaType.XLSX: "xlsx"}


def is_installed() -> bool:
    """Can Office files be shown as pages here?"""
    return any(shutil.which(program) for program in PROGRAMS)


def as_pdf(content: bytes, kind: str, *, seconds: float = SECONDS) -> bytes | None:
    """The pages of a DOCX or XLSX as PDF; None where LibreOffice is absent. For safe copies, not originals.

    Raises BadInput for other kinds, and where it does not finish.
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
        if not made.is_file() or made.stat().st_size > MOST_BYTES:
            raise BadInput(say("LibreOffice tidak dapat menampilkan berkas ini: cetak ke PDF, lalu unggah."))
        return made.read_bytes()


def _convert(place: str, source: Path, folder: Path, seconds: float) -> None:
    order = [
        place,
        "--headless",
        "--norestore",
        "--nolockcheck",
        f"-env:UserInstallation={(folder / 'p').as_uri()}",
    ]
    order += ["--convert-to", "pdf", "--outdir", str(folder), str(source)]
    # A proxy that is none keeps linked pictures from being fetched.
    nowhere = dict.fromkeys(("http_proxy", "https_proxy"), "http://127.0.0.1:9")
    program = subprocess.Popen(  # noqa: S603 - the program by its whole path
        order,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env={**os.environ, **nowhere, "HOME": str(folder)},
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
