"""What anybody may read without an account: the front door, the search, units, publications, items."""
