"""Identity numbers and scans, sealed before they are stored; the key is not in the database or its copies.

Fernet (AES-128-CBC with HMAC-SHA256) under a key derived from `CASE_KEY`. Digests by which a
person's matters are found again are keyed too: a stolen table tells no telephone numbers.
"""

import base64
import hashlib
import hmac
import re
import secrets
from functools import cache

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

from terbuka.rules.language import say
from terbuka.rules.ruling import BadInput

_CODE_SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 20


def keyed(purpose: str) -> bytes:
    """A key of its own for each purpose, from the one key of the installation."""
    return hmac.digest(settings.CASE_KEY.encode(), purpose.encode(), "sha256")


@cache
def sealer(key: str) -> Fernet:
    """What seals and opens under the key of an installation, this one's or a former one."""
    return Fernet(base64.urlsafe_b64encode(hmac.digest(key.encode(), b"terbuka.identity", "sha256")))


def seal(text: str) -> str:
    """The text so that only this installation can read it; nothing stays nothing."""
    return sealer(settings.CASE_KEY).encrypt(text.encode()).decode() if text else ""


def seal_bytes(content: bytes) -> bytes:
    """The bytes so that only this installation can read them."""
    return sealer(settings.CASE_KEY).encrypt(content)


def unseal(sealed: str) -> str:
    """What was sealed. Raises BadInput where the key is another one."""
    return unseal_bytes(sealed.encode()).decode() if sealed else ""


def unseal_bytes(sealed: bytes) -> bytes:
    """What was sealed. Raises BadInput where the key is another one."""
    try:
        return sealer(settings.CASE_KEY).decrypt(sealed)
    except InvalidToken:
        raise BadInput(
            say("Identitas ini tidak dapat dibuka: kunci perkara di server ini bukan kunci semula.")
        ) from None


def mark_of(email: str, phone: str) -> str:
    """A keyed digest of the address, else of the telephone number, however it is written; "" for neither."""
    digits = re.sub(r"\D", "", phone)
    said = email.strip().lower() or (f"tel:{re.sub(r'^(?:62|0)', '', digits)}" if digits else "")
    return hmac.new(keyed("terbuka.mark"), said.encode(), hashlib.sha256).hexdigest() if said else ""


def fresh_code() -> str:
    """A code that opens one case: 20 signs, 98 bits, without signs that look alike."""
    return "".join(secrets.choice(_CODE_SIGNS) for _n in range(CODE_LENGTH))


def tidy_code(typed: str) -> str:
    """A code as a person may have typed it: without spaces and dashes, in capitals."""
    return re.sub(r"[^0-9A-Z]", "", typed.upper())[:CODE_LENGTH]


def code_digest(code: str) -> str:
    """What a code is found by: a search by it takes as long for a wrong code as for a right one."""
    return hmac.new(keyed("terbuka.code"), tidy_code(code).encode(), hashlib.sha256).hexdigest()
