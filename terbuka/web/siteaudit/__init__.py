"""Pages about the audits of one unit's websites, and the same as files."""
