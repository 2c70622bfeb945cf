"""Standing as a member over time: dated terms, yearly confirmation, and what ends a membership."""
