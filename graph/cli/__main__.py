"""`python -m graph.cli` is `spacepact`."""

from graph.cli import main

if __name__ == "__main__":
    main(prog_name="spacepact")
