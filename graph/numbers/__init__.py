"""Text in, the numbers that count something out."""
