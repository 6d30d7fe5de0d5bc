"""From what offices have to YAML for review: files → parts → what they say → held against the site."""
