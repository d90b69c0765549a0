-- What the board's tabs count of every open case stands in one small index, in which equal cases are kept as one entry; a change
-- of a calendar waits for a second person; a reminder that did not leave says so.

-- tabs: 1 waiting, 2 paused, 4 needs attention. apart: restricted, or on a clock of its own; the few that are counted one by one.
ALTER TABLE board
    ADD COLUMN tabs smallint NOT NULL GENERATED ALWAYS AS (
        (CASE WHEN waiting_on NOT IN ('us', 'approver') THEN 1 ELSE 0 END)
        + (CASE WHEN cardinality(holds) > 0 THEN 2 ELSE 0 END)
        + (CASE WHEN needs_attention IS NOT NULL THEN 4 ELSE 0 END)) STORED,
    ADD COLUMN apart boolean NOT NULL GENERATED ALWAYS AS (restricted_to IS NOT NULL OR clock_ahead <> '0') STORED;

CREATE INDEX board_counted ON board (stage, team, tabs, task_on, hearing_at, eviction_at) WHERE closed_on IS NULL AND NOT apart;
CREATE INDEX board_apart ON board (case_ref) WHERE closed_on IS NULL AND apart;

-- failed_at, failed_why: when it last did not leave, and what the mail server said. It is tried again until it leaves.
ALTER TABLE outbox ADD COLUMN failed_at timestamptz, ADD COLUMN failed_why text;

-- Days of a calendar as somebody wants them entered, until somebody else lets them in or not. change: the difference that its
-- preview showed; about: what was said of the file.
CREATE TABLE calendar_proposal (
    number      bigserial PRIMARY KEY,
    text        text NOT NULL,
    about       jsonb NOT NULL,
    change      text NOT NULL,
    proposed_by text NOT NULL,
    proposed_at timestamptz NOT NULL DEFAULT now(),
    decided_by  text,
    decided_at  timestamptz,
    approved    boolean,
    CHECK (lower(decided_by) <> lower(proposed_by) OR NOT approved),
    CHECK ((decided_at IS NULL) = (decided_by IS NULL AND approved IS NULL))
);

CREATE UNIQUE INDEX calendar_proposal_once ON calendar_proposal (change) WHERE decided_at IS NULL;
