"""The information service: requests, objections, disputes, their numbers, clocks and letters."""
