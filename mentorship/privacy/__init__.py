"""Who sees what: the one rule, written once, for many owners at a time."""
