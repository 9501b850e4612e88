"""Settings from the environment, in one file."""

SECRET_KEY = "to be replaced"
INSTALLED_APPS = ["terbuka"]
ROOT_URLCONF = "terbuka.urls"
USE_TZ = True
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
