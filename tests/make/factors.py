"""Second factors for tests: a passkey whose parts are all there, made without any device."""

import hashlib
import json
from typing import Any

from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

from terbuka.models import Account
from tests import make

_ID = b"kunci-sandi-uji!"


def _credential() -> dict[str, Any]:
    """What a browser sends when a passkey has been made."""
    public = ES256.from_cryptography_key(ec.derive_private_key(7, ec.SECP256R1()).public_key())
    about = AuthenticatorData.create(
        hashlib.sha256(b"localhost").digest(),
        AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV | AuthenticatorData.FLAG.AT,
        0,
        AttestedCredentialData.create(bytes(16), _ID, public),
    )
    said = CollectedClientData.create("webauthn.create", b"tantangan", "http://localhost")
    sent: dict[str, Any] = {
        "type": "public-key",
        "id": websafe_encode(_ID),
        "rawId": websafe_encode(_ID),
        "response": {
            "clientDataJSON": websafe_encode(said),
            "attestationObject": websafe_encode(AttestationObject.create("none", about, {})),
        },
        "clientExtensionResults": {"credProps": {"rk": True}},
    }
    return dict(json.loads(json.dumps(sent)))


def passkey(account: Account, name: str = "Telepon kantor") -> Authenticator:
    """Give this person a passkey."""
    key = Authenticator(user=account, type="webauthn", data={"name": name, "credential": _credential()})
    make.store(key)
    return key


def spare_codes(account: Account) -> None:
    """Give this person recovery codes, none used."""
    make.store(Authenticator(user=account, type="recovery_codes", data={"seed": "1" * 40, "used_mask": 0}))
