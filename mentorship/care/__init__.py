"""Care: what members report and moderators answer, and what those who run the place do, noted as they do it."""
