"""The addresses of the calendar that legal clocks run by."""

from django.urls import path

from terbuka.web.calendar import holidays, hours, limits, public, readings, stages

ADDRESSES = [
    path("kalender/", public.calendar, name="calendar"),
    path("kalender/libur.ics", public.calendar_ics, name="calendar_ics"),
    path("kalender/libur-<str:code>.ics", public.calendar_region_ics, name="calendar_region_ics"),
    path("kalender/libur/baru/", holidays.holiday_new, name="holiday_new"),
    path("kalender/libur/<int:pk>/", holidays.holiday, name="holiday"),
    path("kalender/tahapan/baru/", stages.stage_new, name="stage_new"),
    path("kalender/tahapan/<int:pk>/", stages.stage, name="stage"),
    path("kalender/batas-waktu/", limits.limits, name="limits"),
    path("kalender/batas-waktu/cabut/<int:pk>/", limits.limit_withdraw, name="limit_withdraw"),
    path("kalender/batas-waktu/hitungan/<slug:rule>/", readings.reading_change, name="reading_change"),
    path("kalender/batas-waktu/hitungan/cabut/<int:pk>/", readings.reading_withdraw, name="reading_withdraw"),
    path("kalender/batas-waktu/<str:key>/<slug:regime>/", limits.limit_change, name="limit_change"),
    path("kerja/<slug:slug>/profil/jam/", hours.profile_hours, name="profile_hours"),
]
