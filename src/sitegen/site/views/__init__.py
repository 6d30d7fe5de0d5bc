"""Views: what each page shows, as ready words and links, so that templates only show."""
