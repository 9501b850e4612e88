"""The one Django app."""

from django.apps import AppConfig


class TerbukaConfig(AppConfig):
    """Terbuka as a Django app."""

    name = "terbuka"
    default_auto_field = "django.db.models.BigAutoField"
