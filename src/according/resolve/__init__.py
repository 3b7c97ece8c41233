"""From claims to incidents and actors; every merge is a judgement that can be undone."""
