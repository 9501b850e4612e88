"""`terbuka mail-bounce [FILE]`: reads a report of mail that came back, from a file or a pipe."""

from terbuka.management.arguments import Parser
from terbuka.management.letters import hand_over
from terbuka.rules.bounces import LARGEST
from terbuka.rules.language import say


def run(arguments: list[str]) -> int:
    """Mark the addresses that do not exist. Raises BadInput for what is no report, or not about our mail."""
    parser = Parser("mail-bounce", str(say("Membaca laporan surel yang ditolak dan menandai alamatnya.")))
    file = say("berkas laporan (RFC 3464); tanpa ini dibaca dari masukan standar")
    return hand_over(parser, arguments, file=file, most=LARGEST, to="take_bounce", called="report")
