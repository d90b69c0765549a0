-- What this installation adds to the law it was delivered with: imported calendar days, and rules that a person signed off.
-- Append only. `version` counts from 1 without a gap: it is what an event notes as known when it was taken in.

CREATE TABLE law_entry (
    version    bigint PRIMARY KEY CHECK (version >= 1),
    kind       text NOT NULL CHECK (kind IN ('calendar', 'signature', 'withdrawal')),
    known_from date NOT NULL,
    entered_at timestamptz NOT NULL DEFAULT now(),
    entered_by text NOT NULL,
    content    jsonb NOT NULL,
    digest     text NOT NULL          -- of this entry and all before it
);

CREATE TRIGGER law_entry_append_only BEFORE UPDATE OR DELETE ON law_entry
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_record();
CREATE TRIGGER law_entry_never_emptied BEFORE TRUNCATE ON law_entry
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_record();
