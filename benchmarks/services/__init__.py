"""The services that are measured, each with what it takes to start, feed and check it."""
