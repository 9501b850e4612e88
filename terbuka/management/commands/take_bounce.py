"""`take_bounce`: what `terbuka mail-bounce` does with a report it has read."""

from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from terbuka.rules.bounces import Bounce, bounces_of
from terbuka.rules.language import Phrase, say
from terbuka.rules.ruling import BadInput
from terbuka.rules.wording import quoted
from terbuka.services import notify


class Command(BaseCommand):
    """Finds the letter a report is about and marks its address."""

    requires_system_checks = ()
    stealth_options = ("report",)

    def handle(self, *_arguments: Any, report: bytes, **_options: Any) -> None:
        """One line for each recipient. Raises BadInput for no report, and for one about no mail of ours."""
        at = timezone.now()
        told = [_noted(bounce, at) for bounce in bounces_of(report)]
        known = [line for line in told if line]
        if not known:
            raise BadInput(say("Laporan ini tentang surel yang tidak dikirim dari pemasangan ini."))
        for line in known:
            self.stdout.write(str(line))


def _noted(bounce: Bounce, at: datetime) -> Phrase | None:
    """What was done about one recipient; None where we wrote no such letter."""
    letter = notify.letter_of(to=bounce.recipient, message_id_told=bounce.message_id, at=at)
    if letter is None:
        return None
    shown = quoted(letter.to, 254)
    if not bounce.is_dead:
        return say("{to}: bukan penolakan tetap, tidak ada yang diubah.", to=shown)
    if notify.note_bounce(to=letter.to, told=bounce.told, letter=letter, at=at):
        return say("{to}: alamat ditandai; tidak ada surel ke sana sampai pemiliknya membetulkan.", to=shown)
    return say("{to}: suratnya ditandai tidak sampai; belum ada akun dengan alamat ini.", to=shown)
