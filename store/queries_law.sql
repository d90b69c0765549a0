-- name: stamp
-- The number and digest of the newest entry; no row when there is none.
SELECT version, digest FROM law_entry ORDER BY version DESC LIMIT 1;

-- name: entries
-- Every entry up to a number, in order.
SELECT version, kind, known_from, entered_at, entered_by, content, digest FROM law_entry
WHERE %(until)s::bigint IS NULL OR version <= %(until)s ORDER BY version;

-- name: lock
-- One writer at a time, so that no number is given before a smaller one is there to be read.
LOCK TABLE law_entry IN EXCLUSIVE MODE;

-- name: insert
-- Adds an entry.
INSERT INTO law_entry (version, kind, known_from, entered_by, content, digest)
VALUES (%(version)s, %(kind)s, %(known_from)s, %(entered_by)s, %(content)s, %(digest)s);

-- name: version_at
-- How many entries there were at an instant.
SELECT coalesce(max(version), 0) FROM law_entry WHERE entered_at <= %(at)s;

-- name: open_cases
-- Every open case, in order.
SELECT case_ref FROM board WHERE closed_on IS NULL ORDER BY case_ref;

-- name: plan
-- Notes that a change is to reach a case; noted once.
INSERT INTO law_review (event_id, change, case_ref, planned_by) VALUES (%(event_id)s, %(change)s, %(case_ref)s, %(by)s)
ON CONFLICT (event_id) DO NOTHING;

-- name: reviewed
-- Which of these events are in the record.
SELECT event_id FROM case_event WHERE event_id = ANY (%(ids)s);

-- name: unreached
-- Open cases that a change was to reach before an instant and that have not read the law again since.
SELECT case_ref, max(planned_at) AS planned_at FROM law_review JOIN board USING (case_ref)
WHERE board.closed_on IS NULL AND planned_at < %(before)s
  AND NOT EXISTS (SELECT FROM case_event JOIN case_step USING (case_ref, step)
                  WHERE case_event.case_ref = law_review.case_ref AND case_event.kind = 'law_reviewed'
                    AND (case_event.event_id = law_review.event_id OR case_step.recorded_at >= law_review.planned_at))
GROUP BY case_ref ORDER BY case_ref;

-- name: propose
-- Keeps what somebody wants entered until somebody else decides; the same change is proposed once.
INSERT INTO calendar_proposal (text, about, change, proposed_by) VALUES (%(text)s, %(about)s, %(change)s, %(by)s)
ON CONFLICT (change) WHERE decided_at IS NULL DO UPDATE SET change = excluded.change
RETURNING number;

-- name: proposals
-- What waits for a second person, the first first; or one of it.
SELECT number, text, about, change, proposed_by, proposed_at FROM calendar_proposal
WHERE decided_at IS NULL AND (%(number)s::bigint IS NULL OR number = %(number)s) ORDER BY number;

-- name: decide
-- Says what became of a proposal, once.
UPDATE calendar_proposal SET decided_by = %(by)s, decided_at = now(), approved = %(approved)s
WHERE number = %(number)s AND decided_at IS NULL RETURNING number;
