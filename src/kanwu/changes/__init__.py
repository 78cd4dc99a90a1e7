"""What lies between two texts: the changes, why each was made, and the text that follows from deciding them."""
