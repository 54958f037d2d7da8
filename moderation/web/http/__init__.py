"""HTTP, shared by all of the web: connections, bodies, JSON, problems, security headers."""
