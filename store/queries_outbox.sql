-- name: make_void
-- Makes void the unsent reminders of a case that its new plan no longer holds; that the law has changed, or that a paper is
-- wrong, stays to be told.
UPDATE outbox SET made_void_at = now()
WHERE case_ref = %(case_ref)s AND deadline_kind NOT IN ('law_change', 'paper_wrong') AND sent_at IS NULL AND made_void_at IS NULL AND id <> ALL (%(kept)s);

-- name: insert
-- Adds a reminder; one planned before and not yet sent or acknowledged takes the new words and is no longer void.
INSERT INTO outbox (id, case_ref, step, deadline_kind, instance, audience_email, channel, not_before, subject, body, escalation)
VALUES (%(id)s, %(case_ref)s, %(step)s, %(deadline_kind)s, %(instance)s, %(audience_email)s, %(channel)s, %(not_before)s,
        %(subject)s, %(body)s, %(escalation)s)
ON CONFLICT (case_ref, deadline_kind, instance, audience_email, not_before) DO UPDATE SET
    step = excluded.step, channel = excluded.channel, subject = excluded.subject, body = excluded.body,
    escalation = excluded.escalation, made_void_at = NULL
WHERE outbox.sent_at IS NULL AND outbox.acknowledged_at IS NULL AND outbox.step <= excluded.step;

-- name: due
-- Reminders whose time has come on their case's own clock, each held until the transaction ends and skipped by others.
SELECT outbox.id, outbox.case_ref, outbox.step, deadline_kind, instance, audience_email, channel, not_before, subject, body,
       made_void_at, sent_at, acknowledged_at, acknowledged_by, escalation, failed_at, failed_why
FROM outbox LEFT JOIN board ON board.case_ref = outbox.case_ref
WHERE sent_at IS NULL AND made_void_at IS NULL
  AND not_before <= %(now)s::timestamptz + coalesce(board.clock_ahead, '0')
ORDER BY not_before, outbox.id
LIMIT %(limit)s
FOR UPDATE OF outbox SKIP LOCKED;

-- name: mark_failed
-- Records that a reminder did not leave, and why.
UPDATE outbox SET failed_at = %(at)s, failed_why = %(why)s WHERE id = %(id)s AND sent_at IS NULL;

-- name: mark_sent
-- Records that a reminder left the house.
UPDATE outbox SET sent_at = %(at)s WHERE id = %(id)s AND sent_at IS NULL RETURNING id;

-- name: acknowledge
-- Acknowledges every reminder of the same date of the same case, and ends its escalation.
UPDATE outbox SET acknowledged_at = coalesce(outbox.acknowledged_at, %(at)s),
       acknowledged_by = coalesce(outbox.acknowledged_by, %(by)s),
       made_void_at = CASE WHEN outbox.sent_at IS NULL THEN coalesce(outbox.made_void_at, %(at)s) ELSE outbox.made_void_at END
FROM outbox AS this
WHERE this.id = %(id)s AND outbox.case_ref = this.case_ref AND outbox.deadline_kind = this.deadline_kind
  AND outbox.instance = this.instance AND (outbox.sent_at IS NOT NULL OR outbox.escalation > 0)
RETURNING outbox.case_ref, outbox.deadline_kind;

-- name: acknowledge_date
-- Acknowledges what was sent of a date, and what still waits: before its day, or from its day on everything.
UPDATE outbox SET acknowledged_at = %(at)s, acknowledged_by = %(by)s,
       made_void_at = CASE WHEN sent_at IS NULL THEN %(at)s ELSE made_void_at END
WHERE case_ref = %(case_ref)s AND deadline_kind = %(kind)s AND instance = %(instance)s AND acknowledged_at IS NULL
  AND made_void_at IS NULL
  AND (%(passed)s OR sent_at IS NOT NULL OR %(day)s::date IS NULL OR not_before < (%(day)s::date::timestamp AT TIME ZONE 'Europe/London'));

-- name: seen_to
-- The latest reminder of each date of these cases that was sent or seen to.
SELECT DISTINCT ON (case_ref, deadline_kind, instance) case_ref, deadline_kind, instance, acknowledged_by AS by
FROM outbox WHERE case_ref = ANY (%(refs)s) AND (sent_at IS NOT NULL OR acknowledged_at IS NOT NULL)
ORDER BY case_ref, deadline_kind, instance, acknowledged_at IS NULL, not_before DESC;

-- name: rows
-- Reminders by whichever of case, audience, sent, failed and void was asked for, in the order of their time.
SELECT id, case_ref, step, deadline_kind, instance, audience_email, channel, not_before, subject, body, made_void_at, sent_at,
       acknowledged_at, acknowledged_by, escalation, failed_at, failed_why
FROM outbox
WHERE (%(case_ref)s::text IS NULL OR case_ref = %(case_ref)s)
  AND (%(audience_email)s::text IS NULL OR lower(audience_email) = lower(%(audience_email)s))
  AND (%(sent)s::boolean IS NULL OR (sent_at IS NOT NULL) = %(sent)s)
  AND (%(failed)s::boolean IS NULL OR (failed_at IS NOT NULL AND sent_at IS NULL) = %(failed)s)
  AND (%(with_void)s OR made_void_at IS NULL)
ORDER BY not_before, id
LIMIT %(limit)s;
