"""A form in the browser for those who do not write YAML: what Sveltia CMS needs to know."""
