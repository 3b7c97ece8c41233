"""`python -m according`."""

from according.cli.app import main

main()
