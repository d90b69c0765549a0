-- name: insert_content
-- Keeps the bytes under their hash; the same bytes are kept once.
INSERT INTO paper_content (sha256, bytes) VALUES (%(sha256)s, %(bytes)s) ON CONFLICT (sha256) DO NOTHING;

-- name: insert_paper
-- Adds a paper unless the case has one of this name; no row comes back when it has.
INSERT INTO paper (case_ref, step, event_id, paper, recipient_ref, name, content_sha256, facts_sha256, facts, template_version,
                   specimen, status, wrong_because, refusals, wording)
VALUES (%(case_ref)s, %(step)s, %(event_id)s, %(paper)s, %(recipient_ref)s, %(name)s, %(content_sha256)s, %(facts_sha256)s,
        %(facts)s, %(template_version)s, %(specimen)s, %(status)s, %(wrong_because)s, %(refusals)s, %(wording)s)
ON CONFLICT (case_ref, name) DO NOTHING
RETURNING id, case_ref, step, event_id, paper, recipient_ref, name, content_sha256, facts_sha256, facts, template_version,
          specimen, status, wrong_because, refusals, wording, created_at;

-- name: find_paper
-- The paper of a case by its file name.
SELECT id, case_ref, step, event_id, paper, recipient_ref, name, content_sha256, facts_sha256, facts, template_version, specimen,
       status, wrong_because, refusals, wording, created_at
FROM paper WHERE case_ref = %(case_ref)s AND name = %(name)s;

-- name: content
-- The bytes kept under this hash.
SELECT bytes FROM paper_content WHERE sha256 = %(sha256)s;

-- name: list_for_case
-- Every paper of a case in the order it was written.
SELECT id, case_ref, step, event_id, paper, recipient_ref, name, content_sha256, facts_sha256, facts, template_version, specimen,
       status, wrong_because, refusals, wording, created_at
FROM paper WHERE case_ref = %(case_ref)s ORDER BY id;

-- name: mark_wrong
-- Says why a paper is wrong now, or that it is right after all.
UPDATE paper SET wrong_because = %(because)s WHERE case_ref = %(case_ref)s AND name = %(name)s RETURNING id;

-- name: void_drafts
-- Drafts of earlier steps that no longer hold: older than they keep, of another figure than the account's, or written again.
UPDATE paper AS old SET status = 'void'
WHERE case_ref = %(case_ref)s AND status = 'draft' AND step < %(step)s AND (
    left(name, 10) < %(oldest)s::text
    OR (facts #>> '{order,arrears}' IS NOT NULL AND facts #>> '{order,arrears}' IS DISTINCT FROM %(arrears)s::text)
    OR EXISTS (SELECT FROM paper AS new WHERE new.case_ref = old.case_ref AND new.step = %(step)s AND new.paper = old.paper
               AND new.status IN ('draft', 'final') AND new.recipient_ref IS NOT DISTINCT FROM old.recipient_ref));
