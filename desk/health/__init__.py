"""How each source is: what is usual for it, what it gives now, and the state that this shows."""
