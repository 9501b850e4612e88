"""The country at a glance: provinces on a tile map, year on year, with a table that says the same."""
