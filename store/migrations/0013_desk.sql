-- What officers keep on the board beside the record: their views of the work list, files that show what happened, who the
-- people are when the board says so, and who did what outside the record of a case.

CREATE TABLE saved_view (
    email      text NOT NULL,                -- in small letters
    name       text NOT NULL,
    query      jsonb NOT NULL,
    is_default boolean NOT NULL DEFAULT false,
    PRIMARY KEY (email, name)
);

CREATE UNIQUE INDEX saved_view_one_default ON saved_view (email) WHERE is_default;

-- A file stands for an event, or for a paragraph of the protocol with a tenant (NULL: with all). Its bytes are kept once under
-- their hash. What was taken in by mistake is withdrawn, which the row says, and its bytes are no longer given out.
CREATE TABLE evidence (
    id             uuid PRIMARY KEY,
    case_ref       text NOT NULL,
    name           text NOT NULL,
    kind           text NOT NULL CHECK (kind IN ('pdf', 'jpeg', 'png', 'docx', 'eml')),
    size           bigint NOT NULL,
    content_sha256 text NOT NULL REFERENCES paper_content (sha256),
    event_id       uuid,
    paragraph      text,
    tenant         text,
    says           text NOT NULL DEFAULT '',
    added_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
    added_by       text NOT NULL,
    withdrawn_at   timestamptz,
    withdrawn_by   text,
    withdrawn_why  text,
    CHECK ((event_id IS NULL) <> (paragraph IS NULL)),
    CHECK ((withdrawn_at IS NULL) = (withdrawn_why IS NULL))
);

CREATE INDEX evidence_by_case ON evidence (case_ref, added_at);

-- What is done on the board and is no event of a case: files taken in and out, people changed, reminders seen to.
CREATE TABLE desk_log (
    id       bigserial PRIMARY KEY,
    at       timestamptz NOT NULL DEFAULT clock_timestamp(),
    by_email text NOT NULL,
    what     text NOT NULL,
    case_ref text,
    about    jsonb NOT NULL DEFAULT '{}'
);

CREATE INDEX desk_log_by_time ON desk_log (at);
CREATE INDEX case_view_by_time ON case_view (viewed_at);
CREATE INDEX case_event_by_entry ON case_event (recorded_at);

CREATE TRIGGER desk_log_append_only BEFORE UPDATE OR DELETE ON desk_log
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_record();
CREATE TRIGGER desk_log_never_emptied BEFORE TRUNCATE ON desk_log
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_record();

-- set_by: who last said on the board who this is; the landlord's files leave such a person as they are.
ALTER TABLE officer
    ADD COLUMN active boolean NOT NULL DEFAULT true,
    ADD COLUMN set_by text,
    ADD COLUMN set_at timestamptz;
