"""A request: one person asks another for friendship or for mentoring, with a date until which it waits."""
