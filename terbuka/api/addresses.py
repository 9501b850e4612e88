"""The addresses of the API, in its first version. They are in programs of others: they never change."""

from django.urls import path

from terbuka.api.docs import documentation
from terbuka.api.door import door

# By endpoint, without the beginning "api/v1/".
ROUTES = {
    "units": "units",
    "unit": "units/<str:slug>",
    "items": "items",
    "item": "items/<str:code>",
    "item_units": "items/<str:code>/units",
    "publications": "publications",
    "publication": "publications/<str:id>",
    "results": "results",
    "result": "results/<str:round>",
    "statistics": "statistics",
    "openapi": "openapi.json",
    # Whatever else is asked for: told as programs are told.
    "nothing": "<path:rest>",
}

ADDRESSES = [
    path("api/", documentation, name="api"),
    *(path(f"api/v1/{route}", door(name), name=f"api_{name}") for name, route in ROUTES.items()),
]
