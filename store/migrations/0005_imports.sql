-- What the landlord's files bring beyond the accounts themselves: histories of cases, the order of postings, and closings.

-- One row of events.csv. The case rooms open or bring forward cases from it; it is never edited.
CREATE TABLE import_event (
    batch       bigint NOT NULL REFERENCES import_batch (id),
    row         integer NOT NULL,               -- as a spreadsheet counts: the header is row 1
    account_ref text NOT NULL REFERENCES rent_account (account_ref),
    event       text NOT NULL,
    happened_on date NOT NULL,
    recorded_at timestamptz,
    recorded_by text,
    source      text,
    details     jsonb NOT NULL DEFAULT '{}',
    extras      jsonb NOT NULL DEFAULT '{}',
    PRIMARY KEY (batch, row)
);

CREATE INDEX import_event_by_account ON import_event (account_ref, happened_on, batch, row);

-- A day on which the landlord's full file no longer held the row; NULL while it does. Nothing is erased by absence.
ALTER TABLE rent_account ADD COLUMN closed_on date;
ALTER TABLE person ADD COLUMN closed_on date;

-- The number a tenant rings to speak with this officer.
ALTER TABLE officer ADD COLUMN phone text;

-- Postings of one day keep the order of the file: a running balance means nothing in any other.
ALTER TABLE account_transaction ADD COLUMN entry bigserial;
ALTER TABLE account_transaction ADD COLUMN extras jsonb NOT NULL DEFAULT '{}';

CREATE INDEX account_transaction_by_reference ON account_transaction (transaction_ref);
