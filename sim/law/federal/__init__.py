"""Federal law as data: one topic a file. Format: ``sim/law/figures.py``; recipe: CONTRIBUTING.md."""
