"""What this process knows of its sites."""
