"""The archive: one file that holds the whole place, written while it runs, proved by reading it back, and restored from."""


class Refused(Exception):
    """Why nothing was backed up or restored, and nothing was changed: one sentence for whoever asked."""
