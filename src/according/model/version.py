"""The version of the program, read by the build and by the engine's stamp on each claim."""

__version__ = "0.1.0"
