"""From the YAML of a certification programme to its public site and calendars."""

__version__ = "0.1.0"
