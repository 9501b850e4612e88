"""The addresses of letters that came by e-mail and WhatsApp, for the office that serves who wrote them."""

from django.urls import path

from terbuka.web.register import letters, whatsapp

_LETTERS = "kerja/<slug:slug>/surat/"
_ONE = f"{_LETTERS}<int:pk>/"

ADDRESSES = [
    path("whatsapp/", whatsapp.whatsapp_hook, name="whatsapp_hook"),
    path(_LETTERS, letters.letters, name="letters"),
    path(f"{_LETTERS}alamat/", letters.letters_address, name="letters_address"),
    path(f"{_LETTERS}whatsapp/", whatsapp.letters_whatsapp, name="letters_whatsapp"),
    path(_ONE, letters.letter, name="letter"),
    path(f"{_ONE}tempat/", letters.letter_place, name="letter_place"),
    path(f"{_ONE}lampiran/<int:number>/", letters.letter_file, name="letter_file"),
]
