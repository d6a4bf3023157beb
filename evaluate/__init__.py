"""Scores the reading on labelled data: `python -m evaluate --help`."""
