"""A book of clients: many households, one answer each, on as many processes or machines as there are."""
