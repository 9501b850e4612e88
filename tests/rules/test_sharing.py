"""Share texts fit where they go, carry the link whole, and are counted as the network counts."""

from urllib.parse import parse_qs, urlsplit

import pytest

from terbuka.rules.sharing import (
    LONGEST,
    Network,
    Shared,
    cut,
    share_address,
    share_text,
    tag_of,
    too_long,
    weight,
)

LINK = "https://terbuka.example.go.id/i/12/"
SHORT = Shared("LKjIP 2025", "Kinerja setahun.", "KPU Kab. Jombang", LINK, "KPUKabJombang")
LONG = Shared("Laporan " * 36, "Isi yang panjang sekali. " * 200, "KPU Kab. Jombang", LINK, "KPUKabJombang")


@pytest.mark.parametrize("network", list(Network))
@pytest.mark.parametrize("shared", [SHORT, LONG])
def test_a_ready_text_fits_and_carries_the_whole_link(network: Network, shared: Shared) -> None:
    text = share_text(shared, network)

    assert weight(text, network) <= LONGEST[network]
    assert too_long(text, network) is None
    assert LINK in text
    assert not text.startswith("\n")


def test_x_counts_a_link_as_23_and_wide_signs_as_two() -> None:
    assert weight(f"abc {LINK}", Network.X) == 4 + 23
    assert weight("選挙", Network.X) == 4
    assert weight("選挙", Network.FACEBOOK) == 2
    assert str(too_long("a" * 285, Network.X)) == "Terlalu panjang: buang 5 huruf lagi."


def test_a_text_is_cut_between_words() -> None:
    assert cut("Laporan Kinerja Instansi", 18) == "Laporan Kinerja…"
    assert tag_of("KPU Kab. Jombang") == "KPUKabJombang"


def test_networks_open_with_the_text_ready() -> None:
    for network in (Network.WHATSAPP, Network.X):
        address = urlsplit(share_address(network, "A & B\n#satu", LINK))
        assert parse_qs(address.query)["text"] == ["A & B\n#satu"]
    assert parse_qs(urlsplit(share_address(Network.FACEBOOK, "A", LINK)).query)["u"] == [LINK]
    assert share_address(Network.INSTAGRAM, "A", LINK) == ""
