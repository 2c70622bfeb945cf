"""The administrators' pages about people and the roles they hold; over accounts, regions and networks."""
