"""Organisations: registering, looking at, and acting for them."""
