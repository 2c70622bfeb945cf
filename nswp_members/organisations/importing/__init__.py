"""Reading a list of members from a spreadsheet: the file, its columns, its rows.

Nothing here knows the database.
"""
