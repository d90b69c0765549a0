-- name: lock_case
-- Holds the case until the end of the transaction, so that two attempts at one step follow each other.
SELECT pg_advisory_xact_lock(hashtextextended(%(case_ref)s, 0));

-- name: find_step
-- The step as it was recorded, if it was.
SELECT case_ref, step, as_of, command_hash, receipt, outcome, recorded_at
FROM case_step WHERE case_ref = %(case_ref)s AND step = %(step)s;

-- name: steps
-- Every step of a case, in order.
SELECT case_ref, step, as_of, command_hash, receipt, outcome, recorded_at
FROM case_step WHERE case_ref = %(case_ref)s ORDER BY step;

-- name: insert_step
-- Takes the step's place in the record; no row comes back when it is taken already.
INSERT INTO case_step (case_ref, step, as_of, command_hash, receipt, outcome)
VALUES (%(case_ref)s, %(step)s, %(as_of)s, %(command_hash)s, %(receipt)s, %(outcome)s)
ON CONFLICT (case_ref, step) DO NOTHING
RETURNING case_ref, step, as_of, command_hash, receipt, outcome, recorded_at;

-- name: insert_event
-- Adds one event to the record.
INSERT INTO case_event (case_ref, seq, step, event_id, kind, happened_on, recorded_at, recorded_by, source, payload, decision,
                        rules_version, code_version)
VALUES (%(case_ref)s, %(seq)s, %(step)s, %(event_id)s, %(kind)s, %(happened_on)s, %(recorded_at)s, %(recorded_by)s, %(source)s,
        %(payload)s, %(decision)s, %(rules_version)s, %(code_version)s);

-- name: events
-- Every event of a case in the order it was recorded.
SELECT case_ref, seq, step, event_id, kind, happened_on, recorded_at, recorded_by, source, payload, decision, rules_version,
       code_version
FROM case_event WHERE case_ref = %(case_ref)s ORDER BY seq;

-- name: event_by_id
-- The event with this id, in whichever case it is.
SELECT case_ref, seq, step, event_id, kind, happened_on, recorded_at, recorded_by, source, payload, decision, rules_version,
       code_version
FROM case_event WHERE event_id = %(event_id)s;

-- name: last_seq
-- The number of the last event recorded for a case, 0 when there is none.
SELECT coalesce(max(seq), 0) FROM case_event WHERE case_ref = %(case_ref)s;

-- name: all_cases
-- Every case that has a record.
SELECT DISTINCT case_ref FROM case_step ORDER BY case_ref;
