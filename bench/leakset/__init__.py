"""Invented documents of election bodies with the truth about what they leak, the same for the same seed."""
