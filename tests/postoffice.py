"""A small IMAP server on loopback with one mailbox: as much of RFC 3501 as fetching asks for."""

import re
import socketserver
import threading
from dataclasses import dataclass, field

NAME, PASSWORD = "kotak@kpu.example", "rahasia sekali"


@dataclass
class Kept:
    """One letter and its flags."""

    raw: bytes
    flags: set[str] = field(default_factory=set)


class PostOffice(socketserver.ThreadingTCPServer):
    """The letters by their numbers, from 1. `has_keywords`: clients may make flags of their own."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.letters: list[Kept] = []
        self.has_keywords = True
        self.fetched: list[str] = []

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.server_address[1])

    def __enter__(self) -> "PostOffice":
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_fault: object) -> None:
        self.shutdown()
        self.server_close()


class _Conversation(socketserver.StreamRequestHandler):
    server: PostOffice

    def handle(self) -> None:
        """One client, command by command."""
        self._say("* OK ready")
        for line in self.rfile:
            tag, _blank, rest = line.decode().strip().partition(" ")
            word = rest.upper()
            if word.startswith("LOGOUT"):
                self._say("* BYE", f"{tag} OK out")
                return
            self._say(f"{tag} {self._answer(rest, word)}")

    def _say(self, *lines: str) -> None:
        self.wfile.write("".join(f"{line}\r\n" for line in lines).encode())

    def _answer(self, rest: str, word: str) -> str:
        if word.startswith("CAPABILITY"):
            self._say("* CAPABILITY IMAP4rev1")
        elif word.startswith("LOGIN"):
            return "OK in" if rest == f'LOGIN {NAME} "{PASSWORD}"' else "NO [AUTHENTICATIONFAILED] no"
        elif word.startswith("SELECT"):
            if '"INBOX"' not in word:
                return "NO no such mailbox"
            own = " \\*" if self.server.has_keywords else ""
            self._say(
                f"* {len(self.server.letters)} EXISTS", f"* OK [PERMANENTFLAGS (\\Seen \\Deleted{own})]"
            )
        elif word.startswith("UID SEARCH"):
            unwanted = "Terbuka" if "UNKEYWORD TERBUKA" in word else "\\Seen"
            found = (str(n) for n, one in enumerate(self.server.letters, 1) if unwanted not in one.flags)
            self._say(f"* SEARCH {' '.join(found)}")
        elif match := re.fullmatch(r"UID STORE (\d+) \+FLAGS\.SILENT \((\S+)\)", rest):
            self.server.letters[int(match[1]) - 1].flags.add(match[2])
        elif match := re.fullmatch(r"UID FETCH (\d+) \((.+)\)", rest):
            self._fetch(int(match[1]), match[2])
        else:
            return "BAD"
        return "OK done"

    def _fetch(self, number: int, what: str) -> None:
        raw = self.server.letters[number - 1].raw
        self.server.fetched.append(what)
        if what == "RFC822.SIZE":
            self._say(f"* {number} FETCH (UID {number} RFC822.SIZE {len(raw)})")
            return
        content = raw.replace(b"\r\n", b"\n").partition(b"\n\n")[0] + b"\n\n" if "HEADER" in what else raw
        name = what.replace(".PEEK", "")
        self.wfile.write(f"* {number} FETCH (UID {number} {name} {{{len(content)}}}\r\n".encode())
        self.wfile.write(content + b")\r\n")
