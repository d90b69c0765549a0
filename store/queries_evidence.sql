-- name: one_at_a_time
-- One file of a case is taken in at a time, so that the same one sent twice is one.
SELECT pg_advisory_xact_lock(hashtextextended('evidence:' || %(case_ref)s, 0));

-- name: standing
-- The file that is there already: of this number, or with the same bytes for the same thing.
SELECT id, case_ref, name, kind, size, content_sha256, event_id, paragraph, tenant, says, added_at, added_by, withdrawn_at,
       withdrawn_by, withdrawn_why
FROM evidence
WHERE case_ref = %(case_ref)s
  AND (id = %(id)s OR (withdrawn_at IS NULL AND content_sha256 = %(content_sha256)s
       AND event_id IS NOT DISTINCT FROM %(event_id)s::uuid AND paragraph IS NOT DISTINCT FROM %(paragraph)s::text
       AND tenant IS NOT DISTINCT FROM %(tenant)s::text))
ORDER BY id = %(id)s DESC LIMIT 1;

-- name: keep_content
-- Keeps the bytes under their hash, beside those of the papers.
INSERT INTO paper_content (sha256, bytes) VALUES (%(sha256)s, %(bytes)s) ON CONFLICT (sha256) DO NOTHING;

-- name: add
-- Takes a file in, and notes who did.
WITH made AS (
    INSERT INTO evidence (id, case_ref, name, kind, size, content_sha256, event_id, paragraph, tenant, says, added_by)
    VALUES (%(id)s, %(case_ref)s, %(name)s, %(kind)s, %(size)s, %(content_sha256)s, %(event_id)s, %(paragraph)s, %(tenant)s,
            %(says)s, %(added_by)s)
    ON CONFLICT (id) DO NOTHING
    RETURNING id, case_ref, name, kind, size, content_sha256, event_id, paragraph, tenant, says, added_at, added_by, withdrawn_at,
              withdrawn_by, withdrawn_why
), noted AS (
    INSERT INTO desk_log (by_email, what, case_ref, about)
    SELECT added_by, 'evidence_added', case_ref, jsonb_build_object('file', name, 'sha256', content_sha256) FROM made
)
SELECT * FROM made;

-- name: of_case
-- The files of a case in the order in which they came.
SELECT id, case_ref, name, kind, size, content_sha256, event_id, paragraph, tenant, says, added_at, added_by, withdrawn_at,
       withdrawn_by, withdrawn_why
FROM evidence WHERE case_ref = %(case_ref)s ORDER BY added_at, id;

-- name: content
-- The bytes kept under this hash.
SELECT bytes FROM paper_content WHERE sha256 = %(sha256)s;

-- name: withdraw
-- Says that a file was taken in by mistake, and notes who did.
WITH gone AS (
    UPDATE evidence SET withdrawn_at = now(), withdrawn_by = %(by)s, withdrawn_why = %(why)s
    WHERE case_ref = %(case_ref)s AND id = %(id)s AND withdrawn_at IS NULL
    RETURNING case_ref, name, withdrawn_why
), noted AS (
    INSERT INTO desk_log (by_email, what, case_ref, about)
    SELECT %(by)s, 'evidence_withdrawn', case_ref, jsonb_build_object('file', name, 'why', withdrawn_why) FROM gone
)
SELECT name FROM gone;
