"""The five regions and the countries that belong to them by default."""
