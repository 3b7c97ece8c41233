"""One file a version. A file that was released is never changed: records out there have been through it."""
