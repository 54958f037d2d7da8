"""What moderators do, as forms: one module for what belongs together."""
