"""A kept number becomes a chat with its words ready, and nothing else does."""

import pytest

from terbuka.rules.contacts import phone_number, whatsapp_link


def test_a_typed_number_opens_a_chat_with_the_words_ready() -> None:
    number = phone_number("0812-3456-7890")

    assert whatsapp_link(number) == "https://wa.me/6281234567890"
    assert whatsapp_link(number, "Yth. Ani & Budi, 50% selesai?\nTerima kasih + salam #1") == (
        "https://wa.me/6281234567890?text=Yth.%20Ani%20%26%20Budi%2C%2050%25%20selesai%3F%0A"
        "Terima%20kasih%20%2B%20salam%20%231"
    )


def test_an_office_line_may_have_whatsapp_too() -> None:
    assert whatsapp_link(phone_number("(0321) 861234")) == "https://wa.me/62321861234"


@pytest.mark.parametrize(
    "number", ["", "0812345", "+6581234567", "+62812", "+62812x4567890", "+62 812 3456 7890"]
)
def test_what_is_no_kept_number_gives_no_link(number: str) -> None:
    assert whatsapp_link(number, "halo") == ""
