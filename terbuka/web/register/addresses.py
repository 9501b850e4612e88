"""The addresses of requests for those who serve them."""

from django.urls import path

from terbuka.web.register import case, chatting, deciding, inbox, intake, new, steps, testing, writing

_WORK = "kerja/<slug:slug>/permohonan/"
_ONE = f"{_WORK}<int:pk>/"

ADDRESSES = [
    path(_WORK, inbox.cases, name="cases"),
    path("kerja/<slug:slug>/permohonan.csv", inbox.cases_csv, name="cases_csv"),
    path(f"{_WORK}baru/", new.case_new, name="case_new"),
    path(f"{_WORK}jawaban-siap/", writing.replies, name="replies"),
    path(f"{_WORK}jawaban-siap/baru/", writing.reply_new, name="reply_new"),
    path(f"{_WORK}jawaban-siap/<int:pk>/", writing.reply_edit, name="reply_edit"),
    path(f"{_WORK}dari-whatsapp/", chatting.chat_new, name="chat_new"),
    path(_ONE, case.case, name="case"),
    path(f"{_ONE}tenggat/", case.case_clock, name="case_clock"),
    path(f"{_ONE}identitas/", case.case_identity, name="case_identity"),
    path(f"{_ONE}berkas/<int:file>/", case.case_document, name="case_document"),
    path(f"{_ONE}<slug:kind>.pdf", case.case_letter, name="case_letter"),
    path(f"{_ONE}tanda-bukti/", new.case_receipt, name="case_receipt"),
    path(f"{_ONE}daftar/", intake.case_register, name="case_register"),
    path(f"{_ONE}lengkapi/", intake.case_completion, name="case_completion"),
    path(f"{_ONE}data/", intake.case_data, name="case_data"),
    path(f"{_ONE}cabut/", intake.case_withdrawal, name="case_withdrawal"),
    path(f"{_ONE}pecah/", intake.case_split, name="case_split"),
    path(f"{_ONE}teruskan/", intake.case_transfer, name="case_transfer"),
    path(f"{_ONE}proses/", steps.case_start, name="case_start"),
    path(f"{_ONE}tugaskan/", steps.case_assign, name="case_assign"),
    path(f"{_ONE}bagian/", steps.case_section, name="case_section"),
    path(f"{_ONE}bagian/<int:task>/", steps.case_section_done, name="case_section_done"),
    path(f"{_ONE}perpanjang/", steps.case_extend, name="case_extend"),
    path(f"{_ONE}rezim/", steps.case_regime, name="case_regime"),
    path(f"{_ONE}uji/", testing.case_test, name="case_test"),
    path(f"{_ONE}jawab/", deciding.case_decide, name="case_decide"),
    path(f"{_ONE}ringkasan/", deciding.case_release, name="case_release"),
    path(f"{_ONE}serahkan/", writing.case_hand_over, name="case_hand_over"),
    path(f"{_ONE}pesan/", writing.case_message, name="case_message"),
    path(f"{_ONE}percakapan/", chatting.case_chat, name="case_chat"),
    path(f"{_ONE}catatan/", writing.case_note, name="case_note"),
]
