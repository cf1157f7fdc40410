"""What kind of page came, and what an article is besides its text."""
