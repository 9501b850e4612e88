"""Keeps a dated copy of what an audit saw, each file under the SHA-256 of its bytes."""

import json
from pathlib import Path

from terbuka.crawler.answers import Response
from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput


class Archive:
    """A folder of copies: `ab/abcdef...` holds the bytes, `index.jsonl` where and when each was seen."""

    def __init__(self, folder: Path) -> None:
        """Raises BadInput where `folder` cannot be made or written to."""
        self._folder = folder
        self.kept: set[str] = set()
        if folder.exists() and not folder.is_dir():
            raise BadInput(say("Arsip {folder} bukan folder.", folder=folder))
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._index = (folder / "index.jsonl").open("a", encoding="utf-8")
        except OSError as fault:
            raise BadInput(
                say("Folder arsip {folder} tidak dapat ditulisi: {why}.", folder=folder, why=fault.strerror)
            ) from fault

    def keep(self, answer: Response, digest: str) -> None:
        """Store one response under `digest`, the SHA-256 of its body. Raises BadInput on a full disk."""
        try:
            self._write(answer.body, digest)
            line = {
                "sha256": digest,
                "url": answer.url,
                "final_url": answer.final_url,
                "status": answer.status,
                "fetched_at": answer.at.isoformat(timespec="seconds"),
                "headers": answer.headers,
            }
            self._index.write(json.dumps(line, ensure_ascii=False) + "\n")
            self._index.flush()
        except OSError as fault:
            raise BadInput(say("Arsip tidak dapat ditulis: {why}.", why=fault.strerror)) from fault
        self.kept.add(digest)

    def _write(self, body: bytes, digest: str) -> None:
        place = self._folder / digest[:2] / digest
        if place.exists():
            return
        place.parent.mkdir(exist_ok=True)
        # Written beside and renamed, so that a copy is whole or absent.
        half = place.with_name(f"{digest}.part")
        half.write_bytes(body)
        half.replace(place)

    def close(self) -> None:
        """Close the index."""
        self._index.close()
