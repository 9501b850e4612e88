"""The folder of a copy: whose it is, each file written whole or not at all, and what is cleared away."""

import json
import os
from collections.abc import Collection, Iterable
from datetime import datetime
from hashlib import blake2b, sha256
from pathlib import Path

from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput

# Says that this folder is a copy of ours, of which site, and when it was last compared.
MARK = "salinan.json"
_UNFINISHED = ".salinan-"


def _cannot(folder: Path, fault: OSError) -> BadInput:
    cause = fault.strerror or str(fault)
    return BadInput(say("Folder {folder} tidak dapat ditulisi: {cause}.", folder=folder, cause=cause))


class Folder:
    """The folder that a copy is written to. Raises BadInput for one that is something else or closed."""

    def __init__(self, path: Path, *, live: str, at: datetime) -> None:
        self.path, self.live, self._at = path.absolute(), live, at
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            is_empty = not any(self.path.iterdir())
        except OSError as fault:
            raise _cannot(path, fault) from None
        if not is_empty and not self._is_ours():
            raise BadInput(
                say(
                    "Folder {folder} berisi hal lain; pilih folder kosong, atau folder salinan yang lama.",
                    folder=path,
                )
            )
        self._tops = self._ours()
        for left in self.path.glob(f"{_UNFINISHED}*"):
            left.unlink(missing_ok=True)

    def _is_ours(self) -> bool:
        names = {one.name for one in self.path.iterdir()}
        return MARK in names or all(name.startswith(_UNFINISHED) for name in names)

    def _ours(self) -> set[str]:
        """The names beside the front page that are the copy's."""
        try:
            return set(json.loads((self.path / MARK).read_text("utf-8"))["isi"])
        except (OSError, ValueError, KeyError, TypeError):
            return set()

    @property
    def name(self) -> str:
        """By which the memory of this folder is found."""
        return blake2b(str(self.path.resolve()).encode(), digest_size=10).hexdigest()

    def mark(self, at: datetime, *, is_whole: bool) -> None:
        """Say whose this is and when; before the first file is written, and after the last."""
        self._at = at
        told = {
            "terbuka": self.live,
            "dibandingkan": at.isoformat(timespec="seconds"),
            "utuh": is_whole,
            "isi": sorted(self._tops),
        }
        self._write(MARK, [json.dumps(told, indent=1).encode() + b"\n"])

    def write(self, file: str, parts: Iterable[bytes]) -> tuple[int, int, str]:
        """Write a file, whole or not at all: its size, moment of change, SHA-256. Raises BadInput."""
        top = file.partition("/")[0]
        if top not in self._tops:
            self._tops.add(top)
            self.mark(self._at, is_whole=False)
        return self._write(file, parts)

    def _write(self, file: str, parts: Iterable[bytes]) -> tuple[int, int, str]:
        target = self.path / file
        unfinished = self.path / f"{_UNFINISHED}{os.getpid()}"
        digest = sha256()
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with unfinished.open("wb") as out:
                for part in parts:
                    digest.update(part)
                    out.write(part)
            unfinished.replace(target)
            found = target.stat()
        except OSError as fault:
            raise _cannot(target, fault) from None
        return found.st_size, found.st_mtime_ns, digest.hexdigest()

    def state(self, file: str) -> tuple[int, int] | None:
        """Size and moment of change of a file; None where there is none."""
        try:
            found = (self.path / file).stat()
        except OSError:
            return None
        return found.st_size, found.st_mtime_ns

    def clear_but(self, files: Collection[str]) -> int:
        """Remove files that are not part of the copy, and folders left empty; how many files.

        What we did not put beside the front page stays: what a web server or a
        search engine asks to find there. Raises BadInput.
        """
        wanted = set(files) | {MARK}
        gone = 0
        try:
            for top in sorted(self._tops):
                here = self.path / top
                if here.is_file() and top not in wanted:
                    here.unlink()
                    gone += 1
                gone += self._clear(here, wanted) if here.is_dir() else 0
        except OSError as fault:
            raise _cannot(self.path, fault) from None
        self._tops = {file.partition("/")[0] for file in files}
        return gone

    def _clear(self, top: Path, wanted: Collection[str]) -> int:
        gone = 0
        for folder, _folders, names in os.walk(top, topdown=False):
            here = Path(folder)
            for name in names:
                if (here / name).relative_to(self.path).as_posix() not in wanted:
                    (here / name).unlink(missing_ok=True)
                    gone += 1
            if not any(here.iterdir()):
                here.rmdir()
        return gone
