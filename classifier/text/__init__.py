"""From what was typed to folded letters and words."""
