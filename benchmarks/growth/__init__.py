"""How the cost of a comment grows with its text, and with all that the store already holds."""
