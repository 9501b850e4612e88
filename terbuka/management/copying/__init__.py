"""The public portal as plain files: which addresses, how each becomes a file, and what is left alone."""
