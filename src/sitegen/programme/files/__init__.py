"""What editors may write in each file: the only declaration of every record and field."""
