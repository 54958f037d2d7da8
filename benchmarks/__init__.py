"""The benchmark: Saring, a naive service and a bare handler, measured in turns on one machine."""
