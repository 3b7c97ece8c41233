"""How many were harmed, who they were, and what the figure counts."""
