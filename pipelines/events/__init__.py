"""What happened, by kind, with the sentence that says so."""
