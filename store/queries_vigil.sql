-- name: mark_attention
-- Puts a case before a person, or takes the mark away.
UPDATE board SET needs_attention = %(sentence)s WHERE case_ref = %(case_ref)s RETURNING case_ref;

-- name: standing
-- What a workflow needs in order to begin again from where the board says the case stands.
SELECT version AS step, state, stage, position, next_on, wake_at, wake_why, closed_on FROM board WHERE case_ref = %(case_ref)s;

-- name: open_cases
-- Every open case with what keeps it moving: its next wake on its own clock, its live dates and its task with an owner.
SELECT case_ref, workflow_id, version, stage, owner, next_label, wake_at, needs_attention,
       wake_at - clock_ahead AS wake_at_ours,
       EXISTS (SELECT FROM board_deadline
               WHERE board_deadline.case_ref = board.case_ref AND (act_on IS NOT NULL OR board_deadline.waiting_on IS NOT NULL)
              ) AS has_date
FROM board WHERE closed_on IS NULL ORDER BY case_ref;

-- name: overdue
-- Dates that have passed on their case's own clock and that nobody has acknowledged since, with the leader of the owner.
-- What waits for the tenant is not ours to do: the weekly review watches it.
SELECT board_deadline.case_ref, board.version AS step, board_deadline.kind, board_deadline.instance, board_deadline.label,
       board_deadline.act_on, board_deadline.because, board_deadline.owner,
       coalesce(board_deadline.escalate_to, officer.leader_email) AS leader,
       board.clock_ahead
FROM board_deadline
JOIN board USING (case_ref)
LEFT JOIN officer ON lower(officer.email) = lower(coalesce(board_deadline.owner, board.owner))
WHERE board.closed_on IS NULL AND board_deadline.status = 'open'
  AND coalesce(board_deadline.waiting_on, 'us') <> 'tenant'  -- a tenant's day that passed is nobody's task
  AND board_deadline.act_on < ((%(now)s::timestamptz + board.clock_ahead) AT TIME ZONE 'Europe/London')::date
  AND board_deadline.waiting_on IS DISTINCT FROM 'tenant'
  AND coalesce(board_deadline.escalate_to, officer.leader_email) IS NOT NULL
  AND NOT EXISTS (
        SELECT FROM outbox
        WHERE outbox.case_ref = board_deadline.case_ref AND outbox.deadline_kind = board_deadline.kind
          AND outbox.instance = board_deadline.instance AND outbox.acknowledged_at IS NOT NULL
          AND outbox.not_before >= (board_deadline.act_on::timestamp AT TIME ZONE 'Europe/London'))
ORDER BY board_deadline.case_ref, board_deadline.kind, board_deadline.instance;

-- name: absences
-- Who is away on a day or for good, and who stands in for them: of those who have left the leader, where nobody is named.
SELECT lower(email) AS email, coalesce(cover_email, leader_email) FROM officer
WHERE CASE WHEN active THEN absent_from <= %(day)s AND (absent_until IS NULL OR absent_until > %(day)s) AND cover_email IS NOT NULL
      ELSE coalesce(cover_email, leader_email) IS NOT NULL END;

-- name: digest
-- What each owner has before them up to and including a day, on each case's own clock: overdue first.
SELECT coalesce(board_deadline.owner, board.owner) AS owner, board_deadline.case_ref, board_deadline.label, board_deadline.act_on,
       board.position_label, board.needs_attention, (board_deadline.act_on - board.clock_ahead)::date AS day
FROM board_deadline JOIN board USING (case_ref)
WHERE board.closed_on IS NULL AND board_deadline.status = 'open'
  AND board_deadline.act_on <= (%(until)s::date + board.clock_ahead)::date
  AND (coalesce(board_deadline.waiting_on, 'us') <> 'tenant'
       OR board_deadline.act_on >= (%(today)s::date + board.clock_ahead)::date)
  AND coalesce(board_deadline.owner, board.owner) IS NOT NULL
ORDER BY owner, board_deadline.act_on, board_deadline.case_ref, board_deadline.kind;

-- name: try_lead
-- Takes the place of the one process that sends reminders; false while another holds it.
SELECT pg_try_advisory_lock(%(place)s);
