"""Jobs: writing, reviewing, publishing and finding them."""
