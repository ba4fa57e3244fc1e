"""Help with finding work: offers, taking them up, and who found some."""
