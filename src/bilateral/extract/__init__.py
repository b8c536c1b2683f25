"""What a sentence asserts: rows of events, visits, figures and items."""
