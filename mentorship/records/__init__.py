"""What happened, as rows of ids: notices and mail, rendered and authorised when they leave."""
