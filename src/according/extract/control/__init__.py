"""Who holds, gains, loses or contests a place, as told."""
