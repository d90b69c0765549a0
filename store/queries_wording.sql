-- name: lock
-- One at a time gives the next number.
LOCK TABLE wording IN SHARE ROW EXCLUSIVE MODE;

-- name: next_version
-- The number that the next version of a name gets.
SELECT coalesce(max(version), 0) + 1 FROM wording WHERE kind = %(kind)s AND name = %(name)s;

-- name: insert
-- Keeps a version.
INSERT INTO wording (kind, name, version, since, until, sha256, source, added_by)
VALUES (%(kind)s, %(name)s, %(version)s, %(since)s, %(until)s, %(sha256)s, %(source)s, %(added_by)s);

-- name: approve
-- Keeps an approval, unless there is one already; then no row comes back.
INSERT INTO wording_approval (kind, name, version, sha256, approved_by)
VALUES (%(kind)s, %(name)s, %(version)s, %(sha256)s, %(approved_by)s)
ON CONFLICT (kind, name, version) DO NOTHING RETURNING version;

-- name: held
-- Every version with its approval and its bytes (none where the caller has them), the first first; of one name if one is given.
SELECT w.kind, w.name, w.version, w.since, w.until, w.sha256, w.source, w.added_by, w.added_at,
       a.sha256 AS approved_sha256, a.approved_by, a.approved_at,
       CASE WHEN w.sha256 = ANY(%(known)s) THEN ''::bytea ELSE c.bytes END AS content
FROM wording w
JOIN paper_content c ON c.sha256 = w.sha256
LEFT JOIN wording_approval a USING (kind, name, version)
WHERE w.kind = %(kind)s AND (%(name)s::text IS NULL OR w.name = %(name)s)
ORDER BY w.name, w.version;
