"""What people are told: the inbox, letters on their way out, each person's wishes, addresses that bounce.

Beneath the columns: it is given plain values and knows no column.
"""

from terbuka.services.notify.bounces import confirm_address, letter_of, note_bounce
from terbuka.services.notify.digest import digest_readers, write_digest
from terbuka.services.notify.forgetting import forget_addresses, forget_old_addresses
from terbuka.services.notify.inbox import mark_all_read, mark_read, mark_unread
from terbuka.services.notify.sending import Thread, is_address, message_id, send
from terbuka.services.notify.telling import Telling, tell, tell_all
from terbuka.services.notify.wishes import (
    Sort,
    resume,
    save_wish,
    sort_of,
    token_of,
    unsubscribe,
    wish_of,
)

__all__ = [
    "Sort",
    "Telling",
    "Thread",
    "confirm_address",
    "digest_readers",
    "forget_addresses",
    "forget_old_addresses",
    "is_address",
    "letter_of",
    "mark_all_read",
    "mark_read",
    "mark_unread",
    "message_id",
    "note_bounce",
    "resume",
    "save_wish",
    "send",
    "sort_of",
    "tell",
    "tell_all",
    "token_of",
    "unsubscribe",
    "wish_of",
    "write_digest",
]
