"""A plan as JSON: from the bytes of a file to one object, within limits."""
