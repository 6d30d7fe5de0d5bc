"""What a person seems to be able to apply for, for staff on the phone. Nothing is written down."""
