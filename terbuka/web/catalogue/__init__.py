"""The officer's pages of the catalogue: collecting, checking, publishing, keeping fresh."""
