"""Documents: found, decoded and laid out in sentences."""
