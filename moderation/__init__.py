"""The moderation service: HTTP in, decisions out."""
