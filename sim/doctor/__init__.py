"""What an installation lacks, and how to fix it. A check takes what it looks at as an argument, the day too."""
