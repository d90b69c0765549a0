-- What must not travel through Temporal stays here, and a reference made of its hash travels instead:
-- the free words of officers, kept with their case, and the addresses of staff.

CREATE TABLE case_text (
    case_ref   text NOT NULL,
    sha256     text NOT NULL,
    body       text NOT NULL,
    written_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (case_ref, sha256)
);

CREATE TABLE staff_ref (
    ref     text PRIMARY KEY,
    address text NOT NULL
);
