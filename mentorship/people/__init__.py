"""Who is here: persons, their sign-in, the vocabulary, and what they state about themselves."""
