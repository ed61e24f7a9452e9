"""What people are paid month by month, by law: what work withholds of a benefit, what a pension cost."""
