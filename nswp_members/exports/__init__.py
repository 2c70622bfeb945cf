"""Files made of the directory, within the rights of whoever asked, and kept for a short while."""
