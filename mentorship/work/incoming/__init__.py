"""Jobs from outside: a table, or what other boards publish for machines; checked like what is typed, and kept as drafts."""
