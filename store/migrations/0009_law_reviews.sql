-- Which cases a change of the law was to reach: written before any of them is told, so that none is forgotten half way.

CREATE TABLE law_review (
    event_id   uuid PRIMARY KEY,
    change     text NOT NULL,
    case_ref   text NOT NULL,
    planned_at timestamptz NOT NULL DEFAULT now(),
    planned_by text NOT NULL
);

CREATE INDEX law_review_by_case ON law_review (case_ref, planned_at);
