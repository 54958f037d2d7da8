"""How good a model is: figures, protocols and attacks on sets it never saw."""
