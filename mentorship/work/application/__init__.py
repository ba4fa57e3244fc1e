"""Applications: what somebody sends for a job, and what becomes of it."""
