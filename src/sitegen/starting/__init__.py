"""A site that begins: from a few answers to all of its files."""
