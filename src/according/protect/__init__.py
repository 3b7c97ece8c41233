"""The one door out: answers become a Release under a policy."""
