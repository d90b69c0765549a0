-- What the work list's tabs, order and search ask of every case stands in its row and in indexes, so that a hundred thousand
-- open cases are counted and paged at once; who may see a restricted case; how often somebody tried to sign in.

-- The state leaves the row when the row is large: counting then reads the row and not the state.
ALTER TABLE board SET (toast_tuple_target = 640);

-- Restrictions outlive a rebuild of the board. people: addresses in small letters of those who may see it beside its team.
CREATE TABLE case_restriction (
    case_ref      text PRIMARY KEY,
    reason        text NOT NULL CHECK (reason <> ''),
    people        text[] NOT NULL DEFAULT '{}',
    restricted_by text NOT NULL,
    restricted_at timestamptz NOT NULL DEFAULT now()
);

-- What was restricted and freed, by whom and why; nothing is taken out of it.
CREATE TABLE case_restriction_log (
    id       bigserial PRIMARY KEY,
    case_ref text NOT NULL,
    at       timestamptz NOT NULL DEFAULT now(),
    by       text NOT NULL,
    people   text[],  -- NULL: freed
    reason   text NOT NULL
);

-- Why somebody wanted to see a restricted case, and every look of theirs with it.
CREATE TABLE case_reason (
    case_ref text NOT NULL,
    email    text NOT NULL,
    reason   text NOT NULL CHECK (reason <> ''),
    given_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX case_reason_by_case ON case_reason (case_ref, lower(email), given_at);

ALTER TABLE case_view ADD COLUMN reason text;

-- restricted_to: NULL for a case that is not restricted. due_on, owed_first, case_ref: the order of the work list.
ALTER TABLE board
    ADD COLUMN task_on date,
    ADD COLUMN hearing_at timestamptz,
    ADD COLUMN eviction_at timestamptz,
    ADD COLUMN claim_number text,
    ADD COLUMN restricted_to text[],
    ADD COLUMN due_on date NOT NULL GENERATED ALWAYS AS (coalesce(task_on, next_on, 'infinity'::date)) STORED,
    ADD COLUMN owed_first bigint NOT NULL GENERATED ALWAYS AS (-coalesce(arrears_pence, -9000000000000000000)) STORED;

CREATE OR REPLACE FUNCTION board_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    in_court constant boolean := NEW.stage NOT IN ('early_action', 'notice', 'protocol');
    hearing constant jsonb := NEW.state->'hearing';
    eviction constant jsonb := NEW.state->'eviction';
BEGIN
    NEW.changed := nextval('board_changes');
    NEW.hearing_at := CASE WHEN in_court AND hearing->>'heard' IS DISTINCT FROM 'true' THEN (hearing->>'at')::timestamptz END;
    NEW.eviction_at := CASE WHEN in_court AND eviction->>'cancelled_on' IS NULL AND eviction->>'carried_out_on' IS NULL
                            THEN (eviction->>'at')::timestamptz END;
    NEW.claim_number := CASE WHEN in_court THEN NEW.state->'claim'->>'number' END;
    NEW.restricted_to := (SELECT people FROM case_restriction WHERE case_restriction.case_ref = NEW.case_ref);
    PERFORM pg_notify('board', NEW.case_ref);
    RETURN NEW;
END
$$;

UPDATE board SET task_on = (
    SELECT min(act_on) FROM board_deadline
    WHERE board_deadline.case_ref = board.case_ref AND status = 'open' AND kind <> 'instalment'
      AND coalesce(board_deadline.waiting_on, 'us') IN ('us', 'approver') AND act_on IS NOT NULL);

-- scope: the team beyond which somebody may not see, NULL for every team; own: the team they are of; viewer: their address,
-- NULL for the house itself.
CREATE FUNCTION may_see(team text, restricted_to text[], scope text, own text, viewer text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT viewer IS NULL OR CASE WHEN restricted_to IS NULL THEN scope IS NULL OR team = scope
                                  ELSE team = own OR lower(viewer) = ANY (restricted_to) END
$$;

DROP INDEX board_by_stage;
DROP INDEX board_by_owner;
CREATE INDEX board_by_due ON board (due_on, owed_first, case_ref) WHERE closed_on IS NULL;
CREATE INDEX board_by_stage ON board (stage, due_on, owed_first, case_ref) WHERE closed_on IS NULL;
CREATE INDEX board_by_owner ON board (lower(owner), due_on, owed_first, case_ref) WHERE closed_on IS NULL;
CREATE INDEX board_by_patch ON board (patch, due_on, owed_first, case_ref) WHERE closed_on IS NULL;
CREATE INDEX board_by_team ON board (team, due_on, owed_first, case_ref) WHERE closed_on IS NULL;
CREATE INDEX board_paused ON board (due_on, owed_first, case_ref) WHERE closed_on IS NULL AND cardinality(holds) > 0;
CREATE INDEX board_attention ON board (due_on, owed_first, case_ref) WHERE closed_on IS NULL AND needs_attention IS NOT NULL;
CREATE INDEX board_by_hearing ON board (hearing_at, case_ref) WHERE closed_on IS NULL AND hearing_at IS NOT NULL;
CREATE INDEX board_by_hearing_day ON board ((state #>> '{hearing,on}')) WHERE closed_on IS NULL;
CREATE INDEX board_by_eviction ON board (eviction_at, case_ref) WHERE closed_on IS NULL AND eviction_at IS NOT NULL;

-- A search is for the beginnings of words.
CREATE FUNCTION words_of(told text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT array_to_tsvector(array_remove(regexp_split_to_array(lower(told), '\W+'), ''))
$$;

CREATE INDEX board_by_ref ON board (lower(case_ref) text_pattern_ops);
CREATE INDEX board_by_claim ON board (lower(claim_number) text_pattern_ops) WHERE claim_number IS NOT NULL;
CREATE INDEX person_by_word ON person USING gin (words_of(forename || ' ' || surname));
CREATE INDEX rent_account_by_word ON rent_account
    USING gin (words_of(address_1 || ' ' || coalesce(address_2, '') || ' ' || coalesce(town, '') || ' ' || postcode));

CREATE INDEX case_event_by_kind ON case_event (kind, happened_on);

-- Attempts to sign in and to fetch a feed, by a hash of who tried; a window begins anew when it is over.
CREATE UNLOGGED TABLE web_attempt (
    who_hash bytea NOT NULL,
    what     text NOT NULL,
    since    timestamptz NOT NULL DEFAULT now(),
    tries    integer NOT NULL DEFAULT 1,
    PRIMARY KEY (who_hash, what)
);

-- The account for the day on which the organisation's sign-in is away.
CREATE TABLE web_emergency (
    email         text PRIMARY KEY,
    password_hash text NOT NULL,
    made_at       timestamptz NOT NULL DEFAULT now(),
    used_at       timestamptz
);
