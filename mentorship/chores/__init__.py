"""What the place does by itself: each district's overdue work, done by whichever process comes first."""
