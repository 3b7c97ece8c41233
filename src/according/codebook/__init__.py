"""Event types, modes, cue words, frames and crosswalks as data files, and their loader."""
