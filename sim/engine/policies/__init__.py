"""What a strategy does about losses and gains: one small kernel a file, and the registry that says when each runs."""
