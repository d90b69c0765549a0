-- Free words of officers: they stay here, and only a reference made of their hash travels through Temporal.

CREATE TABLE case_text (
    case_ref   text NOT NULL,
    sha256     text NOT NULL,
    body       text NOT NULL,
    written_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (case_ref, sha256)
);
