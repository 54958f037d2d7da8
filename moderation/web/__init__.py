"""The HTTP surface: the sites' API, the moderators' console, and what an operator looks at.

`api` and `console` know nothing of each other; both call the same use cases. `console` is an
application of its own under /console.
"""
