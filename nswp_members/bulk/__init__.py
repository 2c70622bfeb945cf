"""Changes to many organisations at once: seen beforehand, made together, kept on record."""
