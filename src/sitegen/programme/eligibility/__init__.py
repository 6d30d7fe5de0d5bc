"""Who may enter what: facts, conditions and rules, read, checked and held against answers."""
