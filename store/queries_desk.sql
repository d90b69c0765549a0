-- name: views
-- A person's views of the work list.
SELECT name, query, is_default FROM saved_view WHERE email = lower(%(email)s) ORDER BY lower(name), name;

-- name: no_default
-- No view is the one that the work list opens with.
UPDATE saved_view SET is_default = false WHERE email = lower(%(email)s) AND is_default;

-- name: set_default
-- The work list opens with this view.
UPDATE saved_view SET is_default = true WHERE email = lower(%(email)s) AND name = %(name)s;

-- name: keep_view
-- Keeps a view under its name.
INSERT INTO saved_view (email, name, query, is_default) VALUES (lower(%(email)s), %(name)s, %(query)s, %(is_default)s)
ON CONFLICT (email, name) DO UPDATE SET query = excluded.query, is_default = excluded.is_default;

-- name: end_view
-- Takes a view away.
DELETE FROM saved_view WHERE email = lower(%(email)s) AND name = %(name)s;

-- name: note
-- Notes what was done and is no event of a case.
INSERT INTO desk_log (by_email, what, case_ref, about) VALUES (%(by_email)s, %(what)s, %(case_ref)s, %(about)s);

-- name: log
-- Who did what and who looked at what between two days, the latest first. Of events and views each its own case's team.
WITH period AS (
    SELECT (%(since)s::date::timestamp AT TIME ZONE 'Europe/London') AS since,
           ((%(until)s::date + 1)::timestamp AT TIME ZONE 'Europe/London') AS until
), everything AS (
    SELECT recorded_at AS at, recorded_by AS by_email, 'recorded' AS did, kind AS what, case_ref,
           jsonb_build_object('no', seq, 'on', happened_on, 'step', step) AS about
    FROM case_event, period WHERE recorded_at >= period.since AND recorded_at < period.until
      AND (%(did)s::text IS NULL OR %(did)s = 'recorded')
    UNION ALL
    SELECT viewed_at, email, 'viewed', 'case_viewed', case_ref, '{}'
    FROM case_view, period WHERE viewed_at >= period.since AND viewed_at < period.until
      AND (%(did)s::text IS NULL OR %(did)s = 'viewed')
    UNION ALL
    SELECT at, by_email, 'desk', what, case_ref, about
    FROM desk_log, period WHERE at >= period.since AND at < period.until
      AND (%(did)s::text IS NULL OR %(did)s = 'desk')
    UNION ALL
    SELECT entered_at, entered_by, 'law', 'law_' || kind, NULL, jsonb_build_object('entry', version)
    FROM law_entry, period WHERE entered_at >= period.since AND entered_at < period.until
      AND (%(did)s::text IS NULL OR %(did)s = 'law')
    UNION ALL
    SELECT loaded_at, loaded_by, 'import', 'file_imported', NULL, jsonb_build_object('file', file_name, 'rows', rows)
    FROM import_batch, period WHERE loaded_at >= period.since AND loaded_at < period.until
      AND (%(did)s::text IS NULL OR %(did)s = 'import')
)
SELECT at, by_email, did, what, everything.case_ref, about
FROM everything LEFT JOIN board USING (case_ref)
WHERE (%(person)s::text IS NULL OR lower(by_email) = lower(%(person)s))
  AND (%(case_ref)s::text IS NULL OR everything.case_ref = %(case_ref)s OR board.account_ref = %(case_ref)s)
  AND CASE WHEN everything.case_ref IS NULL THEN %(scope)s::text IS NULL
           ELSE may_see(board.team, board.restricted_to, %(scope)s, %(own)s, %(viewer)s) END
ORDER BY at DESC, what, everything.case_ref
LIMIT %(limit)s;
