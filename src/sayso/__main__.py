"""`python -m sayso`: the same as the `sayso` command."""

from sayso.cli import main

main()
