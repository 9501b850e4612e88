"""The officer's pages of the information service: requests, and what is built on them."""
