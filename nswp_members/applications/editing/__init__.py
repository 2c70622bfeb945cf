"""Writing versions of the application form; a version is frozen once it is published."""
