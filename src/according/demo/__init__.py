"""Reports written for the demo, and the record they make."""
