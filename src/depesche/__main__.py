"""`python -m depesche` is the same as `depesche`."""

from depesche.faces.cli import main

main()
