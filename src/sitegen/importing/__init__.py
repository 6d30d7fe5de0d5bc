"""What offices have becomes YAML to review: files → parts → what they say → what is new."""
