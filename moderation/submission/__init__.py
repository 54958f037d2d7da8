"""What arrived: from fields to a valid submission, or to every fault that they have. Pure."""
