"""States: the names they bear, and where a text names them."""
