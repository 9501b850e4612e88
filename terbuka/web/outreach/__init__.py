"""How a unit speaks to the public beside its pages: its list on paper, its pledge, its board, its frame."""
