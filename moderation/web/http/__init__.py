"""HTTP as every part of the web shares it: connections, bodies, JSON, problems."""
