"""Public addresses, in Indonesian."""

urlpatterns: list[object] = []
