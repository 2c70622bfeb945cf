"""Ground floor of the house: database, events, forms, web and language, without any domain knowledge."""
