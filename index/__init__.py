"""The library: articles, their index, and search; it knows nothing of chat."""
