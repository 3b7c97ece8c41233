"""Who is spoken of: actors, people, groups by their form, and what refers back to them."""
