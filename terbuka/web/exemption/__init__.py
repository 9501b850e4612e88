"""Pages of exempt information: consequence tests of a unit, their papers, and the public exempt list."""
