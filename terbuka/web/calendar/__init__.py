"""The calendar that legal clocks run by: read by anybody, kept by those who may."""
