-- The record: one row a step (the key that makes a retry harmless) and its events, which nobody can edit or remove.

CREATE TABLE case_step (
    case_ref     text NOT NULL,
    step         integer NOT NULL CHECK (step >= 1),
    as_of        timestamptz NOT NULL,
    command_hash text NOT NULL,
    receipt      jsonb NOT NULL,
    outcome      jsonb NOT NULL DEFAULT '{}',
    recorded_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (case_ref, step)
);

CREATE TABLE case_event (
    case_ref      text NOT NULL,
    seq           integer NOT NULL CHECK (seq >= 1),
    step          integer NOT NULL,
    event_id      uuid NOT NULL UNIQUE,
    kind          text NOT NULL,
    happened_on   date NOT NULL,
    recorded_at   timestamptz NOT NULL,
    recorded_by   text NOT NULL,
    source        text NOT NULL,
    payload       jsonb NOT NULL,
    decision      jsonb NOT NULL,
    rules_version text NOT NULL,
    code_version  text NOT NULL,
    PRIMARY KEY (case_ref, seq),
    FOREIGN KEY (case_ref, step) REFERENCES case_step (case_ref, step)
);

CREATE FUNCTION refuse_change_of_record() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The record of events is append only: % on % is refused. Record a correction instead.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER case_event_append_only BEFORE UPDATE OR DELETE ON case_event
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_record();
CREATE TRIGGER case_event_never_emptied BEFORE TRUNCATE ON case_event
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_record();
