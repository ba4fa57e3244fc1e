"""Who is what to whom: friendships, mentorships, requests, blocks, and the relation they add up to."""
