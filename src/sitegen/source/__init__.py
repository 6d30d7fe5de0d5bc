"""Text to records: YAML with places, and the annotations that say what may be written."""
