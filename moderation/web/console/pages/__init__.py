"""Pages: what the console shows, one module each."""
