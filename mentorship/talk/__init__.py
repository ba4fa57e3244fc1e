"""What two people write to each other."""
