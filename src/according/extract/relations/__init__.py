"""What stands between actors, what they plan, and what they say they are after."""
