"""What the site consists of: its addresses, its pages as views, and their bytes."""
