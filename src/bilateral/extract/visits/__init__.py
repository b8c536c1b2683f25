"""Visits, from prose and lists."""
