"""Who may open each address of the own account and of the way in, by its name."""

from tests.web.knocking import ALL, ANI, NOWHERE, OWN, PUBLIC, PUBLIC_READ, Door

ACCOUNT: dict[str, Door] = {
    # Coming in
    "invitation": PUBLIC,
    "unsubscribe": PUBLIC,
    "account_login": PUBLIC,
    "account_signup": NOWHERE,
    "account_inactive": PUBLIC_READ,
    "account_reset_password": PUBLIC,
    "account_reset_password_done": PUBLIC_READ,
    "account_reset_password_from_key": PUBLIC,
    "account_reset_password_from_key_done": PUBLIC_READ,
    "mfa_list_webauthn": PUBLIC,
    # The own account
    "account": OWN,
    "account_language": OWN,
    "account_activity": OWN,
    "tour": OWN,
    "inbox": OWN,
    # Ani's own; for everybody else it is not there.
    "inbox_open": Door(ANI, ANI, knocking=ALL),
    "account_notifications": OWN,
    "api_keys": OWN,
    "due_feed": OWN,
    # Opened by the secret in it.
    "due_feed_ics": PUBLIC_READ,
    "account_logout": OWN,
    "account_reauthenticate": OWN,
    "account_change_password": OWN,
    "usersessions_list": OWN,
    "mfa_index": OWN,
    "mfa_authenticate": OWN,
    "mfa_reauthenticate": OWN,
    "mfa_activate_totp": OWN,
    "mfa_deactivate_totp": OWN,
    "mfa_view_recovery_codes": OWN,
    "mfa_generate_recovery_codes": OWN,
    "mfa_download_recovery_codes": OWN,
    "mfa_add_webauthn": OWN,
    "mfa_login_webauthn": OWN,
    "mfa_reauthenticate_webauthn": OWN,
    "mfa_remove_webauthn": OWN,
    "mfa_edit_webauthn": OWN,
}
