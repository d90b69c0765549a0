"""What somebody may see of the board: a team's cases or every team's, and of the restricted ones their own team's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Scope:
    """team: the team beyond which they may not see, None for every team. own: the team they are of. viewer: their address.

    `HOUSE` is nobody's: what the house does for itself sees everything.
    """

    team: str | None
    own: str | None
    viewer: str | None

    @property
    def asked(self) -> dict[str, Any]:
        """The parameters that `may_see` takes in a query."""
        return {"scope": self.team, "own": self.own, "viewer": self.viewer}

    def covers(self, team: str | None, restricted_to: Sequence[str] | None) -> bool:
        """Whether a case of this team, restricted to these addresses or not restricted (None), may be seen.

        The same as `may_see` in the database.
        """
        if self.viewer is None:
            return True
        if restricted_to is None:
            return self.team is None or team == self.team
        return (team is not None and team == self.own) or self.viewer.lower() in restricted_to


HOUSE = Scope(None, None, None)
