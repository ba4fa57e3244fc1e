"""Candidates: being open to work, who is met for a job, and being asked to talk."""
