"""Events, from prose and tables."""
