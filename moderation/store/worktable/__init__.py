"""What moderators work with: listings of comments and decisions, jobs, and each one's desk."""
