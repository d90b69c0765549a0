-- What the board keeps beside the cases: who is signed in, keys of programs, private calendars, who looked at a case.
-- Of every secret only the hash is held.

CREATE TABLE web_session (
    id_hash  bytea PRIMARY KEY,
    email    text NOT NULL,
    name     text NOT NULL,
    roles    text[] NOT NULL,
    team     text,
    began_at timestamptz NOT NULL DEFAULT now(),
    seen_at  timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX web_session_by_person ON web_session (lower(email));

-- What is remembered between leaving for the organisation's sign-in and coming back from it.
CREATE TABLE web_handshake (
    id_hash  bytea PRIMARY KEY,
    data     jsonb NOT NULL,
    began_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE web_key (
    id         bigserial PRIMARY KEY,
    token_hash bytea NOT NULL UNIQUE,
    name       text NOT NULL,
    team       text,
    made_by    text NOT NULL,
    made_at    timestamptz NOT NULL DEFAULT now(),
    used_at    timestamptz,
    ended_at   timestamptz
);

CREATE TABLE web_calendar (
    email      text PRIMARY KEY,
    token_hash bytea NOT NULL UNIQUE,
    roles      text[] NOT NULL,
    team       text,
    made_at    timestamptz NOT NULL DEFAULT now(),
    fetched_at timestamptz
);

CREATE TABLE case_view (
    case_ref  text NOT NULL,
    email     text NOT NULL,
    viewed_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX case_view_by_case ON case_view (case_ref, viewed_at);

-- Every change of a board row gets the next number, so that a page which missed some can ask for what came after.
CREATE SEQUENCE board_changes;
ALTER TABLE board ADD COLUMN changed bigint NOT NULL DEFAULT nextval('board_changes');
CREATE INDEX board_by_change ON board (changed);

CREATE FUNCTION board_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.changed := nextval('board_changes');
    PERFORM pg_notify('board', NEW.case_ref);
    RETURN NEW;
END
$$;

CREATE TRIGGER board_changed BEFORE INSERT OR UPDATE ON board FOR EACH ROW EXECUTE FUNCTION board_changed();

-- The work list asks for the next thing we have to do on every case.
CREATE INDEX board_deadline_ours ON board_deadline (case_ref, act_on)
    WHERE status = 'open' AND kind <> 'instalment' AND coalesce(waiting_on, 'us') IN ('us', 'approver') AND act_on IS NOT NULL;
