"""This place: its name and looks, who may join, its rules, and what it does by itself."""
