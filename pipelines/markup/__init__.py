"""What a page's markup says of its article: titles, dates, people, pictures, addresses."""
