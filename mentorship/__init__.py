"""Mentorship: a self-hosted mentoring network."""
