"""Who did what to whom: frames over the parse, and the roles they take."""
