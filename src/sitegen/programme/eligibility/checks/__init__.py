"""What must hold in the rules themselves, and what they must prove."""
