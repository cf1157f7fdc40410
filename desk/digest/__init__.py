"""What happened in a day or a week, as one message: as text and laid out for mail."""
