"""Who may apply for what: the published rules as logic, over answers and over all people."""
