-- name: restrict
-- Lets only its team and these people see a case.
INSERT INTO case_restriction (case_ref, reason, people, restricted_by) VALUES (%(case_ref)s, %(reason)s, %(people)s, %(by)s)
ON CONFLICT (case_ref) DO UPDATE SET reason = excluded.reason, people = excluded.people, restricted_by = excluded.restricted_by,
    restricted_at = now();

-- name: free
-- Lets a case be seen as every other.
DELETE FROM case_restriction WHERE case_ref = %(case_ref)s;

-- name: log
-- Keeps what was done about who may see a case; people is NULL when it was freed.
INSERT INTO case_restriction_log (case_ref, by, people, reason) VALUES (%(case_ref)s, %(by)s, %(people)s, %(reason)s);

-- name: show
-- Writes the board's row again, into which its trigger puts the people.
UPDATE board SET restricted_to = NULL WHERE case_ref = %(case_ref)s;

-- name: restriction
-- How a case is restricted.
SELECT reason, people, restricted_by, restricted_at FROM case_restriction WHERE case_ref = %(case_ref)s;

-- name: give_reason
-- Why somebody wants to see a restricted case.
INSERT INTO case_reason (case_ref, email, reason) VALUES (%(case_ref)s, lower(%(email)s), %(reason)s);

-- name: reason
-- The reason somebody gave within a working day.
SELECT reason FROM case_reason
WHERE case_ref = %(case_ref)s AND lower(email) = lower(%(email)s) AND given_at > now() - interval '8 hours'
ORDER BY given_at DESC LIMIT 1;
