"""The domain: what editors write, the checks that hold between files, and the joined programme."""
