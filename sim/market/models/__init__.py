"""One file a market model, named as the model is in the scenario."""
