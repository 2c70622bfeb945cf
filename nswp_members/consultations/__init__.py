"""Consultations: what members are asked, paragraph by paragraph and question by question, and what they answer."""
