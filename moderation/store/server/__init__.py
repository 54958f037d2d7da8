"""The server itself: how to reach it, whether it answers, what it promises to keep."""
