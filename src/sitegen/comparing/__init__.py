"""What differs between two programmes for visitors and subscribers: values in, words out."""
