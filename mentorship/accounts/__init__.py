"""What happens to an account, from joining to leaving, with the letters that tell its owner."""
