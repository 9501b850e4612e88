"""An address of a film is known by what platforms hand out under "share"; a profile or list is no film."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from terbuka.rules.media import Platform, film, film_at
from terbuka.rules.ruling import BadInput

ID = "dQw4w9WgXcQ"
DRIVE = "1AbCdEfGhIjKlMnOpQrStUvWxYz012345"


@pytest.mark.parametrize(
    ("address", "platform", "name", "url"),
    [
        (
            f"https://www.youtube.com/watch?v={ID}&t=30s&si=x",
            Platform.YOUTUBE,
            ID,
            f"https://www.youtube.com/watch?v={ID}",
        ),
        (f"https://youtu.be/{ID}?si=abc", Platform.YOUTUBE, ID, f"https://www.youtube.com/watch?v={ID}"),
        (f"youtube.com/shorts/{ID}", Platform.YOUTUBE, ID, f"https://www.youtube.com/watch?v={ID}"),
        (f"https://m.youtube.com/live/{ID}", Platform.YOUTUBE, ID, f"https://www.youtube.com/watch?v={ID}"),
        ("https://vimeo.com/76979871", Platform.VIMEO, "76979871", "https://vimeo.com/76979871"),
        (
            "https://player.vimeo.com/video/76979871?h=abcdef12",
            Platform.VIMEO,
            "76979871",
            "https://vimeo.com/76979871/abcdef12",
        ),
        (
            "https://www.tiktok.com/@kpu.jombang/video/7300000000000000001?lang=id",
            Platform.TIKTOK,
            "7300000000000000001",
            "https://www.tiktok.com/@kpu.jombang/video/7300000000000000001",
        ),
        ("https://vt.tiktok.com/ZSabc123/", Platform.TIKTOK, "ZSabc123", "https://vt.tiktok.com/ZSabc123/"),
        (
            "https://www.instagram.com/reel/C1aBcDeFgHi/?igsh=x",
            Platform.INSTAGRAM,
            "C1aBcDeFgHi",
            "https://www.instagram.com/reel/C1aBcDeFgHi/",
        ),
        (
            "https://www.instagram.com/kpujombang/reel/C1aBcDeFgHi/",
            Platform.INSTAGRAM,
            "C1aBcDeFgHi",
            "https://www.instagram.com/reel/C1aBcDeFgHi/",
        ),
        (
            "https://www.facebook.com/kpujombang/videos/1234567890/",
            Platform.FACEBOOK,
            "1234567890",
            "https://www.facebook.com/watch/?v=1234567890",
        ),
        ("https://fb.watch/abcDEF123/", Platform.FACEBOOK, "abcDEF123", "https://fb.watch/abcDEF123/"),
        (
            f"https://drive.google.com/file/d/{DRIVE}/view?usp=sharing",
            Platform.DRIVE,
            DRIVE,
            f"https://drive.google.com/file/d/{DRIVE}/view",
        ),
    ],
)
def test_a_film_has_one_address_without_trackers(
    address: str, platform: Platform, name: str, url: str
) -> None:
    found = film(address)

    assert (found.platform, found.id, found.url) == (platform, name, url)
    assert film(found.url).url == found.url


@pytest.mark.parametrize(
    "address",
    [
        "",
        "kemarin",
        "https://www.youtube.com/@kpujombang",
        "https://www.youtube.com/playlist?list=PL123",
        f"https://youtube.com.contoh.id/watch?v={ID}",
        f"https://contoh.id/https://youtube.com/watch?v={ID}",
        f"https://youtube.com@contoh.id/watch?v={ID}",
        f"javascript://youtube.com/watch?v={ID}",
        f"https://www.youtube.com/watch?v={ID}<script>",
        "https://www.instagram.com/kpujombang/",
        "https://www.tiktok.com/@kpujombang",
        "https://www.facebook.com/kpujombang",
        "https://drive.google.com/drive/folders/" + DRIVE,
        "https://vimeo.com/kpu",
        "https://[",
        "https://youtu.be/" + "a" * 3_000,
    ],
)
def test_what_names_no_film_is_told(address: str) -> None:
    assert film_at(address) is None
    with pytest.raises(BadInput, match="Bagikan"):
        film(address)


@given(some.text(max_size=80))
def test_no_text_is_too_strange(text: str) -> None:
    film_at(text)
    film_at(f"https://www.youtube.com/{text}")
    film_at(f"https://drive.google.com/open?id={text}")


def test_a_short_address_says_that_it_is_one() -> None:
    assert film("https://vm.tiktok.com/ZSabc123/").is_short
    assert not film(f"https://youtu.be/{ID}").is_short
    assert film(f"https://youtu.be/{ID}").platform.called == "YouTube"
