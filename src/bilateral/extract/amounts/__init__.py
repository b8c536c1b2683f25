"""Stated amounts, from prose and tables."""
