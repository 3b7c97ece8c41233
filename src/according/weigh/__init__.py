"""Roots, independence and corroboration: named features with reasons."""
