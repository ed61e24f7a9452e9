"""The law as a person reads it: every figure with its source, what ends when, and where the simulator simplifies."""
