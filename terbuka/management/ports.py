"""Is a port free, and if not, who holds it? Asked first, because servers may share a port silently."""

import socket
import sys
from pathlib import Path

from terbuka.rules.language import Phrase, say
from terbuka.rules.ruling import BadInput

_PROC = Path("/proc")
_LISTENS = "0A"


def check_port(host: str, port: int) -> None:
    """Do nothing when `host`:`port` can be listened on. Raises BadInput naming the trouble or the holder."""
    if not 1 <= port <= 65535:
        raise BadInput(say("Porta {port} tidak ada; pilih antara 1 dan 65535.", port=port))
    try:
        family, kind, _protocol, _name, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError:
        raise BadInput(say("Alamat {host} tidak dikenal komputer ini; isi --host lain.", host=host)) from None
    with socket.socket(family, kind) as probe:
        # As servers do it, so that a connection just closed does not count as taken.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
            probe.listen(1)
        except PermissionError:
            raise BadInput(
                say("Porta {port} hanya untuk pengelola sistem; pilih porta di atas 1023.", port=port)
            ) from None
        except OSError as fault:
            if not _is_taken(address):
                cause = fault.strerror
                raise BadInput(
                    say(
                        "Tidak dapat mendengarkan di {host}:{port}: {cause}.",
                        host=host,
                        port=port,
                        cause=cause,
                    )
                ) from None
            raise BadInput(_taken(port)) from None


def _is_taken(address: tuple[object, ...]) -> bool:
    """Does anything answer there, or hold the port without answering?"""
    family = socket.AF_INET6 if len(address) == 4 else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        try:
            probe.bind((address[0], 0, *address[2:]))
        except OSError:
            return False  # The address itself is not ours; the port is not the trouble.
    return True


def _taken(port: int) -> Phrase:
    holder = port_holder(port)
    if holder:
        return say(
            "Porta {port} sudah dipakai {holder}; hentikan itu atau pilih porta lain dengan --port.",
            port=port,
            holder=holder,
        )
    return say("Porta {port} sudah dipakai program lain; pilih porta lain dengan --port.", port=port)


def port_holder(port: int) -> str:
    """Name and number of the process that listens on `port`; "" where the system does not tell."""
    if sys.platform != "linux":
        return ""
    sockets = _listening(port)
    for process in _PROC.iterdir():
        if process.name.isdigit() and _holds(process, sockets):
            words = (process / "cmdline").read_bytes().split(b"\0")
            command = " ".join(Path(word.decode(errors="replace")).name for word in words[:4] if word)
            return f"{command} ({process.name})"
    return ""


def _listening(port: int) -> set[str]:
    """The sockets that listen on `port`, as processes hold them."""
    found = set()
    for table in ("net/tcp", "net/tcp6"):
        try:
            lines = (_PROC / table).read_text("ascii").splitlines()[1:]
        except OSError:
            continue
        for line in lines:
            parts = line.split()
            if parts[3] == _LISTENS and int(parts[1].rpartition(":")[2], 16) == port:
                found.add(f"socket:[{parts[9]}]")
    return found


def _holds(process: Path, sockets: set[str]) -> bool:
    try:
        return any(str(handle.readlink()) in sockets for handle in (process / "fd").iterdir())
    except OSError:
        return False  # Another user's process, or one that has just ended.
