"""Where: names to places, vague places, and which place belongs to a finding."""
