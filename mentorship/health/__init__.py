"""How this place is: the machine, the settings, the people who run it, and the work it does by itself."""
