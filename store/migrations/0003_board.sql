-- The read model: where each case stands, the dates it is waiting for and the balances that would wake it.
-- Everything here except clock_ahead can be rebuilt by folding the record.

CREATE TABLE board (
    case_ref        text PRIMARY KEY,
    account_ref     text NOT NULL,
    episode         integer NOT NULL CHECK (episode >= 1),
    workflow_id     text NOT NULL,
    version         integer NOT NULL,
    seq             integer NOT NULL,
    stage           text NOT NULL,
    position        text NOT NULL,
    position_label  text NOT NULL,
    nation          text NOT NULL,
    tenure          text NOT NULL,
    team            text,
    patch           text,
    owner           text,
    waiting_on      text,
    arrears_pence   bigint,
    arrears_as_at   date,
    opened_on       date NOT NULL,
    closed_on       date,
    next_on         date,
    next_kind       text,
    next_label      text,
    wake_at         timestamptz,
    wake_why        text,
    holds           text[] NOT NULL DEFAULT '{}',
    irregular       integer NOT NULL DEFAULT 0,
    needs_attention text,
    state           jsonb NOT NULL,
    as_of           timestamptz NOT NULL,
    clock_ahead     interval NOT NULL DEFAULT '0',  -- how far a demonstration has moved this case's own clock
    UNIQUE (account_ref, episode)
);

CREATE UNIQUE INDEX board_one_open_case_per_account ON board (account_ref) WHERE closed_on IS NULL;
CREATE INDEX board_by_stage ON board (stage) WHERE closed_on IS NULL;
CREATE INDEX board_by_owner ON board (owner) WHERE closed_on IS NULL;

-- The parts of a board row refer to it only at commit, so a step may write them in any order.
CREATE TABLE board_deadline (
    case_ref     text NOT NULL REFERENCES board (case_ref) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    kind         text NOT NULL,
    instance     text NOT NULL DEFAULT '',
    label        text NOT NULL,
    act_on       date,
    statutory_on date,
    safe_on      date,
    because      text NOT NULL,
    citations    jsonb NOT NULL DEFAULT '[]',
    confidence   text NOT NULL,
    owner        text,
    escalate_to  text,
    waiting_on   text,
    status       text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'unknown')),
    PRIMARY KEY (case_ref, kind, instance)
);

CREATE INDEX board_deadline_by_day ON board_deadline (act_on) WHERE status = 'open';

CREATE TABLE case_watch (
    case_ref         text PRIMARY KEY REFERENCES board (case_ref) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    wake_below_pence bigint,                -- wake when the balance is below this
    wake_above_pence bigint,                -- wake when the balance is above this
    pay_expected     jsonb                  -- {"from": day, "streams": [...]}: wake when less was paid since than had fallen due
);

CREATE TABLE case_fact (
    id              uuid PRIMARY KEY,
    case_ref        text NOT NULL,
    kind            text NOT NULL,
    payload         jsonb NOT NULL,
    made_at         timestamptz NOT NULL DEFAULT now(),
    sent_at         timestamptz,
    acknowledged_at timestamptz
);

CREATE INDEX case_fact_unsent ON case_fact (made_at) WHERE sent_at IS NULL;
CREATE INDEX case_fact_unacknowledged ON case_fact (made_at) WHERE acknowledged_at IS NULL;
