"""Adds new values to the list of published ones, and never changes what is on it: `python -m tests.law.publish`."""

import json

from tests.law.support import HERE
from tests.law.test_packs import fingerprints

if __name__ == "__main__":
    path = HERE / "published.json"
    published = json.loads(path.read_text("utf-8")) if path.exists() else {}
    new = {name: print_ for name, print_ in fingerprints().items() if name not in published}
    path.write_text(json.dumps(dict(sorted((published | new).items())), indent=1) + "\n", "utf-8")
    print(f"{len(new)} values added, {len(published)} left as they were.")
