"""`python -m templates.builders` builds every template again, beside its manifest row."""

from __future__ import annotations

from templates.builders.every import built
from templates.builders.kit import HERE


def main() -> None:
    """Writes each built template to the file that the manifest names."""
    for file, content in built().items():
        path = HERE / file
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_bytes() != content:
            path.write_bytes(content)
            print(f"{file} is built.")


if __name__ == "__main__":
    main()
