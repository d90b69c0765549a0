-- What leaves the house: papers, stored once under the hash of their content, and reminders waiting for their time.

CREATE TABLE paper_content (
    sha256 text PRIMARY KEY,
    bytes  bytea NOT NULL
);

CREATE TABLE paper (
    id               bigserial PRIMARY KEY,
    case_ref         text NOT NULL,
    step             integer NOT NULL,
    event_id         uuid,
    paper            text NOT NULL,
    recipient_ref    text,
    name             text NOT NULL,
    content_sha256   text REFERENCES paper_content (sha256),
    facts_sha256     text NOT NULL,
    facts            jsonb NOT NULL,
    template_version text NOT NULL,
    specimen         boolean NOT NULL DEFAULT false,
    status           text NOT NULL CHECK (status IN ('draft', 'final', 'withheld', 'void')),
    wrong_because    text,
    refusals         jsonb NOT NULL DEFAULT '[]',
    created_at       timestamptz NOT NULL DEFAULT now(),
    UNIQUE (case_ref, name),
    CHECK (content_sha256 IS NOT NULL OR status IN ('withheld', 'void'))
);

CREATE INDEX paper_by_step ON paper (case_ref, step);

CREATE TABLE outbox (
    id              uuid PRIMARY KEY,
    case_ref        text NOT NULL,
    step            integer NOT NULL,
    deadline_kind   text NOT NULL,
    instance        text NOT NULL DEFAULT '',
    audience_email  text NOT NULL,
    channel         text NOT NULL DEFAULT 'email',
    not_before      timestamptz NOT NULL,
    subject         text NOT NULL,
    body            text NOT NULL,
    made_void_at    timestamptz,
    sent_at         timestamptz,
    acknowledged_at timestamptz,
    acknowledged_by text,
    escalation      integer NOT NULL DEFAULT 0,
    UNIQUE (case_ref, deadline_kind, instance, audience_email, not_before)
);

CREATE INDEX outbox_waiting ON outbox (not_before) WHERE sent_at IS NULL AND made_void_at IS NULL;
