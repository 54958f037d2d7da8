"""Text normalisation: from what was typed to folded letters and words."""
