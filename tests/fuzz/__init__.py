"""Inputs by the thousand, most of them damaged: whatever stands in a file, the program ends with 0 or 2, in words."""
