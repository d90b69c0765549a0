-- name: upsert
-- Writes where the case stands unless a later step already has; no row comes back when it did not write.
INSERT INTO board (case_ref, account_ref, episode, workflow_id, version, seq, stage, position, position_label, nation, tenure, team,
                   patch, owner, waiting_on, arrears_pence, arrears_as_at, opened_on, closed_on, next_on, next_kind, next_label,
                   wake_at, wake_why, holds, irregular, needs_attention, state, as_of)
VALUES (%(case_ref)s, %(account_ref)s, %(episode)s, %(workflow_id)s, %(version)s, %(seq)s, %(stage)s, %(position)s,
        %(position_label)s, %(nation)s, %(tenure)s, %(team)s, %(patch)s, %(owner)s, %(waiting_on)s, %(arrears_pence)s,
        %(arrears_as_at)s, %(opened_on)s, %(closed_on)s, %(next_on)s, %(next_kind)s, %(next_label)s, %(wake_at)s, %(wake_why)s,
        %(holds)s, %(irregular)s, %(needs_attention)s, %(state)s, %(as_of)s)
ON CONFLICT (case_ref) DO UPDATE SET
    workflow_id = excluded.workflow_id, version = excluded.version, seq = excluded.seq, stage = excluded.stage,
    position = excluded.position, position_label = excluded.position_label, nation = excluded.nation, tenure = excluded.tenure,
    team = excluded.team, patch = excluded.patch, owner = excluded.owner, waiting_on = excluded.waiting_on,
    arrears_pence = excluded.arrears_pence, arrears_as_at = excluded.arrears_as_at, opened_on = excluded.opened_on,
    closed_on = excluded.closed_on, next_on = excluded.next_on, next_kind = excluded.next_kind, next_label = excluded.next_label,
    wake_at = excluded.wake_at, wake_why = excluded.wake_why, holds = excluded.holds, irregular = excluded.irregular,
    needs_attention = excluded.needs_attention, state = excluded.state, as_of = excluded.as_of
WHERE board.version < excluded.version
RETURNING case_ref;

-- name: delete_deadlines
-- Takes away every date of a case, before its dates are written afresh.
DELETE FROM board_deadline WHERE case_ref = %(case_ref)s;

-- name: insert_deadline
-- Adds one date of a case.
INSERT INTO board_deadline (case_ref, kind, instance, label, act_on, statutory_on, safe_on, because, citations, confidence, owner,
                            escalate_to, waiting_on, status)
VALUES (%(case_ref)s, %(kind)s, %(instance)s, %(label)s, %(act_on)s, %(statutory_on)s, %(safe_on)s, %(because)s, %(citations)s,
        %(confidence)s, %(owner)s, %(escalate_to)s, %(waiting_on)s, %(status)s);

-- name: set_task
-- Puts the day of the next thing that we have to do into the case's row, where the work list is ordered by it.
UPDATE board SET task_on = task.on FROM (
    SELECT min(act_on) AS "on" FROM board_deadline
    WHERE case_ref = %(case_ref)s AND status = 'open' AND kind <> 'instalment'
      AND coalesce(waiting_on, 'us') IN ('us', 'approver') AND act_on IS NOT NULL
) task WHERE board.case_ref = %(case_ref)s AND board.task_on IS DISTINCT FROM task.on;

-- name: case_deadlines
-- The dates of one case, the nearest first and the unknown last.
SELECT case_ref, kind, instance, label, act_on, statutory_on, safe_on, because, citations, confidence, owner, escalate_to,
       waiting_on, status
FROM board_deadline WHERE case_ref = %(case_ref)s ORDER BY act_on NULLS LAST, kind, instance;

-- name: set_watch
-- Sets the balances that would wake a case.
INSERT INTO case_watch (case_ref, wake_below_pence, wake_above_pence, pay_expected)
VALUES (%(case_ref)s, %(wake_below_pence)s, %(wake_above_pence)s, %(pay_expected)s)
ON CONFLICT (case_ref) DO UPDATE SET
    wake_below_pence = excluded.wake_below_pence, wake_above_pence = excluded.wake_above_pence,
    pay_expected = excluded.pay_expected;

-- name: clear_watch
-- Stops watching the balance of a case.
DELETE FROM case_watch WHERE case_ref = %(case_ref)s;

-- name: watch
-- The balances that would wake a case.
SELECT case_ref, wake_below_pence, wake_above_pence, pay_expected FROM case_watch WHERE case_ref = %(case_ref)s;

-- name: get
-- The case with this reference; else the open case of the account with this reference; else that account's last case.
SELECT case_ref, account_ref, episode, workflow_id, version, seq, stage, position, position_label, nation, tenure, team, patch,
       owner, waiting_on, arrears_pence, arrears_as_at, opened_on, closed_on, next_on, next_kind, next_label, wake_at, wake_why,
       holds, irregular, needs_attention, as_of, clock_ahead, state,
       (SELECT count(*) FROM board_deadline WHERE board_deadline.case_ref = board.case_ref
        AND confidence IN ('unconfirmed', 'inferred')) AS unsettled, restricted_to
FROM board WHERE case_ref = %(ref)s OR account_ref = %(ref)s
ORDER BY case_ref = %(ref)s DESC, closed_on IS NULL DESC, episode DESC LIMIT 1;

-- name: open_case_for_account
-- The account's open case, of which there is at most one.
SELECT case_ref, account_ref, episode, workflow_id, version, seq, stage, position, position_label, nation, tenure, team, patch,
       owner, waiting_on, arrears_pence, arrears_as_at, opened_on, closed_on, next_on, next_kind, next_label, wake_at, wake_why,
       holds, irregular, needs_attention, as_of, clock_ahead, state,
       (SELECT count(*) FROM board_deadline WHERE board_deadline.case_ref = board.case_ref
        AND confidence IN ('unconfirmed', 'inferred')) AS unsettled
FROM board WHERE account_ref = %(account_ref)s AND closed_on IS NULL;

-- name: last_episode
-- How many cases the account has had; 0 when it had none.
SELECT coalesce(max(episode), 0) FROM board WHERE account_ref = %(account_ref)s;

-- name: list_cases
-- Cases by whichever of stage, owner, team, overdue and waiting on was asked for, the next date first.
SELECT case_ref, account_ref, episode, workflow_id, version, seq, stage, position, position_label, nation, tenure, team, patch,
       owner, waiting_on, arrears_pence, arrears_as_at, opened_on, closed_on, next_on, next_kind, next_label, wake_at, wake_why,
       holds, irregular, needs_attention, as_of, clock_ahead,
       (SELECT count(*) FROM board_deadline WHERE board_deadline.case_ref = board.case_ref
        AND confidence IN ('unconfirmed', 'inferred')) AS unsettled
FROM board
WHERE (%(stage)s::text IS NULL OR stage = %(stage)s)
  AND (%(owner)s::text IS NULL OR lower(owner) = lower(%(owner)s))
  AND (%(team)s::text IS NULL OR lower(team) = lower(%(team)s))
  AND (%(waiting_on)s::text IS NULL OR waiting_on = %(waiting_on)s)
  AND (%(with_closed)s OR closed_on IS NULL)
  AND (%(overdue_on)s::date IS NULL OR EXISTS (
        SELECT FROM board_deadline
        WHERE board_deadline.case_ref = board.case_ref AND board_deadline.status = 'open'
          AND coalesce(board_deadline.waiting_on, 'us') <> 'tenant'  -- a tenant's day that passed is nobody's task
          AND board_deadline.act_on < (%(overdue_on)s::date + board.clock_ahead)::date))
ORDER BY next_on NULLS LAST, case_ref
LIMIT %(limit)s;

-- name: deadlines
-- Known dates of open cases up to and including a day on each case's own clock, the nearest first.
SELECT board_deadline.case_ref, kind, instance, label, act_on, statutory_on, safe_on, because, citations, confidence,
       board_deadline.owner, escalate_to, board_deadline.waiting_on, status, board.account_ref, board.stage, board.position_label,
       board.tenure, board.team, board.arrears_pence, coalesce(rent_account.jurisdiction, 'england') AS nation
FROM board_deadline JOIN board USING (case_ref) LEFT JOIN rent_account USING (account_ref)
WHERE board.closed_on IS NULL AND status = 'open' AND act_on IS NOT NULL
  AND (%(until)s::date IS NULL OR act_on <= (%(until)s::date + board.clock_ahead)::date)
  AND (%(since)s::date IS NULL OR act_on >= (%(since)s::date + board.clock_ahead)::date)
  AND (%(today)s::date IS NULL OR coalesce(board_deadline.waiting_on, 'us') <> 'tenant'
       OR act_on >= (%(today)s::date + board.clock_ahead)::date)  -- a tenant's day that passed is nobody's task
  AND (%(owner)s::text IS NULL OR lower(board_deadline.owner) = lower(%(owner)s))
  AND (%(team)s::text IS NULL OR lower(board.team) = lower(%(team)s))
  AND may_see(board.team, board.restricted_to, %(scope)s, %(own)s, %(viewer)s)
ORDER BY act_on, board_deadline.case_ref, kind, instance
LIMIT %(limit)s;

-- name: visible
-- Which of these cases somebody may see.
SELECT case_ref FROM board
WHERE case_ref = ANY (%(refs)s) AND may_see(team, restricted_to, %(scope)s, %(own)s, %(viewer)s);

-- name: summary_stages
-- How many open cases stand at each stage.
SELECT stage, count(*) FROM board WHERE closed_on IS NULL GROUP BY stage ORDER BY stage;

-- name: summary_papers
-- How many papers there are of each status.
SELECT status, count(*) FROM paper GROUP BY status ORDER BY status;

-- name: summary_counts
-- Accounts loaded, accounts in arrears, closed cases, cases with something irregular, cases needing attention.
SELECT (SELECT count(*) FROM rent_account), (SELECT count(*) FROM rent_account WHERE balance_pence > 0),
       count(*) FILTER (WHERE closed_on IS NOT NULL),
       count(*) FILTER (WHERE closed_on IS NULL AND irregular > 0),
       count(*) FILTER (WHERE closed_on IS NULL AND needs_attention IS NOT NULL)
FROM board;

-- name: hearings_on
-- Open cases whose hearing is to come on this day, by time, with their state.
SELECT case_ref, account_ref, episode, workflow_id, version, seq, stage, position, position_label, nation, tenure, team, patch,
       owner, waiting_on, arrears_pence, arrears_as_at, opened_on, closed_on, next_on, next_kind, next_label, wake_at, wake_why,
       holds, irregular, needs_attention, as_of, clock_ahead, state
FROM board
WHERE closed_on IS NULL AND state #>> '{hearing,on}' = %(on)s AND NOT coalesce((state #>> '{hearing,heard}')::boolean, false)
ORDER BY (state #>> '{hearing,at}')::timestamptz, case_ref;

-- name: set_clock_ahead
-- Moves one case's own clock, for a demonstration.
UPDATE board SET clock_ahead = %(ahead)s WHERE case_ref = %(case_ref)s RETURNING case_ref;

-- name: clocks
-- The cases whose clock was moved, and how far.
SELECT case_ref, clock_ahead FROM board WHERE clock_ahead <> '0';

-- name: clear
-- Empties the read model, dates and watches with it, before it is rebuilt from the record.
DELETE FROM board;

-- name: still
-- Until this transaction ends no step of the case is kept.
SELECT case_ref FROM board WHERE case_ref = %(case_ref)s FOR SHARE;

-- name: dump_board
-- Every board row as JSON without the demonstration clock and the number of its last change, in a fixed order.
SELECT to_jsonb(board) - 'clock_ahead' - 'apart' - 'changed' FROM board ORDER BY case_ref;

-- name: dump_deadlines
-- Every date as JSON, in a fixed order.
SELECT to_jsonb(board_deadline) FROM board_deadline ORDER BY case_ref, kind, instance;

-- name: dump_watches
-- Every watch as JSON, in a fixed order.
SELECT to_jsonb(case_watch) FROM case_watch ORDER BY case_ref;
