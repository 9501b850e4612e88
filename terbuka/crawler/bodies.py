"""Bodies of responses, unpacked within bounds: a gzip bomb is stopped where it grows too large."""

import zlib

ACCEPTED_ENCODINGS = "gzip, deflate"
_STEP = 1 << 18


class TooLargeError(Exception):
    """More than was allowed, on the wire or unpacked."""


class BrokenBodyError(Exception):
    """The body cannot be unpacked as its header says."""


class Body:
    """Collects one response's bytes, unpacking gzip and deflate as they come.

    `wire_limit` and `limit` are bytes as sent and after unpacking. `encoding`
    is the Content-Encoding header; raises BrokenBodyError for one we did not ask for.
    """

    def __init__(self, encoding: str, *, wire_limit: int, limit: int) -> None:
        self.wire_size = 0
        self.size = 0
        self._wire_limit = wire_limit
        self._limit = limit
        self._parts: list[bytes] = []
        self._unpacker = _unpacker(encoding.strip().lower())
        self._raw_deflate_possible = encoding.strip().lower() == "deflate"

    def add(self, chunk: bytes) -> None:
        """Take the next bytes from the wire. Raises TooLargeError, BrokenBodyError."""
        self.wire_size += len(chunk)
        if self.wire_size > self._wire_limit:
            raise TooLargeError
        if self._unpacker is None:
            self._keep(chunk)
            return
        try:
            self._unpack(chunk)
        except zlib.error as fault:
            if not self._raw_deflate_possible or self.size:
                raise BrokenBodyError(str(fault)) from fault
            # Some servers send bare deflate data, without zlib's header.
            self._raw_deflate_possible = False
            self._unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
            try:
                self._unpack(chunk)
            except zlib.error as second:
                raise BrokenBodyError(str(second)) from second

    def _unpack(self, chunk: bytes) -> None:
        unpacker = self._unpacker
        assert unpacker is not None
        while not unpacker.eof:
            part = unpacker.decompress(chunk, _STEP)
            self._keep(part)
            chunk = unpacker.unconsumed_tail
            if not chunk and len(part) < _STEP:
                break

    def _keep(self, part: bytes) -> None:
        self.size += len(part)
        if self.size > self._limit:
            raise TooLargeError
        if part:
            self._parts.append(part)

    def whole(self) -> bytes:
        """All bytes so far, unpacked."""
        return b"".join(self._parts) if len(self._parts) != 1 else self._parts[0]


def _unpacker(encoding: str) -> "zlib._Decompress | None":
    if encoding in ("", "identity", "none", "utf-8"):
        return None
    if encoding in ("gzip", "x-gzip"):
        return zlib.decompressobj(16 + zlib.MAX_WBITS)
    if encoding == "deflate":
        return zlib.decompressobj()
    raise BrokenBodyError(encoding)
