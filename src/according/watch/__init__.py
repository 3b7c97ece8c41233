"""Reports that never stop coming: feeds and folders are polled, coded into the record, and watched by rules."""
