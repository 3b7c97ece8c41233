"""The nouns of the record, all frozen; nothing here imports anything but the standard library."""
