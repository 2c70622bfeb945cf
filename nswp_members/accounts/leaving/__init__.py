"""Quick exit: out of the app at once, to a page that says nothing of it."""
