"""When: phrases to intervals, and which interval belongs to a finding."""
