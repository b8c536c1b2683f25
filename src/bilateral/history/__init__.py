"""What follows from rows: phases, and corrections by hand."""
