"""Work: organisations, the jobs they post, and finding them. Who sees whom is for privacy/ to say."""
