"""Home: what asks for someone today, one part for each of their roles. Not a menu."""
