"""`python -m sitegen` and the command `sitegen`."""

import sys


def main() -> int:
    """Run the command, and end without a word where it is stopped before it has begun."""
    try:
        from sitegen.cli import main as run  # noqa: PLC0415 - it may take a moment
    except KeyboardInterrupt:
        return 130
    except ImportError as error:
        sys.stderr.write(
            f"sitegen cannot start: a part of it is not installed as it should be.\n{error}\n"
        )
        return 3
    return run()


if __name__ == "__main__":
    sys.exit(main())
