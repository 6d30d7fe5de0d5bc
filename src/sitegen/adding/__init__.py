"""One entry more: what it needs, what is proposed for it, and the text with it."""
