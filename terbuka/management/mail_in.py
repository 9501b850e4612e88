"""`terbuka mail-in [FILE]`: reads a letter with files, from a file or a pipe; they become drafts."""

from terbuka.management.arguments import Parser
from terbuka.management.letters import hand_over
from terbuka.rules.language import say
from terbuka.rules.mailin import LARGEST


def run(arguments: list[str]) -> int:
    """0 whatever the letter holds, so that no mail server answers its sender; what came of it is one line."""
    parser = Parser("mail-in", str(say("Menjadikan lampiran surat petugas konsep informasi satkernya.")))
    file = say("surat (.eml); tanpa ini dibaca dari masukan standar")
    return hand_over(parser, arguments, file=file, most=LARGEST, to="take_letter", called="letter")
