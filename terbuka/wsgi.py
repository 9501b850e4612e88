"""The door for application servers: `terbuka.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "terbuka.settings")
application = get_wsgi_application()
