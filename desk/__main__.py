"""``python -m desk`` is the ``kenwatch`` command."""

from desk.cli import main

if __name__ == "__main__":
    main()
