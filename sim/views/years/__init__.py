"""The years of a plan as pictures: what their returns say, over paths or on one, and one year's money."""
