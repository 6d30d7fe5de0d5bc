"""What helps editors to write: mending what has only one reading."""
