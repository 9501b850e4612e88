"""Public addresses, in Indonesian."""

from django.urls import path

from terbuka.web import components, demo, errors, portal

urlpatterns = [
    path("", portal.home, name="home"),
    path("satker/", portal.units, name="units"),
    path("satker.csv", portal.units_csv, name="units_csv"),
    path("satker/<slug:slug>/", portal.unit_detail, name="unit"),
    path("demo/", demo.result, name="demo"),
    path("komponen/", components.gallery, name="components"),
    path("robot/", portal.robot, name="robot"),
    path("healthz", portal.healthz, name="healthz"),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
