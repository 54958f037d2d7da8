"""Doors: other services' interfaces over our use cases, so that their clients can stay.

Each door maps the words of its protocol to the domain's, answers and refuses in the protocol's own
form, and knows nothing of the others. The protocols' owners have no part in this.
"""
