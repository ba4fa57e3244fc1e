"""Mail is a page that leaves: written for its reader when it goes, sent over one connection, kept until it is through."""
