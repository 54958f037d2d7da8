"""The HTTP surface: the sites' API, the moderators' console, and what an operator looks at.

`api` and `console` know nothing of each other; both sit on the same use cases. Only this package,
the demo site and the composition root import aiohttp.
"""
