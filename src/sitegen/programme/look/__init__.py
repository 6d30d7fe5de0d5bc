"""What a site looks like: colors that everybody can read, and a logo."""
