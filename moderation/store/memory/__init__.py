"""What the store remembers across comments: fingerprints, by site."""
