-- name: filters
-- Which cases fit what was asked for: the rows of a list, the cards of the board and the counts of the tabs ask the same.
may_see(board.team, board.restricted_to, %(scope)s, %(own)s, %(viewer)s) /* only */

-- name: of_team
-- Of those that are not restricted.
AND board.team = %(scope)s

-- name: only_open
-- Cases that are open.
AND board.closed_on IS NULL

-- name: only_team
-- Of a team.
AND board.team = %(team)s

-- name: only_owner
-- Of an officer.
AND lower(board.owner) = lower(%(owner)s)

-- name: only_patch
-- Of a patch.
AND board.patch = %(patch)s

-- name: only_stage
-- At a stage.
AND board.stage = %(stage)s

-- name: only_tenure
-- Of a kind of tenancy.
AND board.tenure = %(tenure)s

-- name: only_nation
-- Of a nation.
AND board.nation = %(nation)s

-- name: only_ground
-- Whose notice relies on a ground.
AND board.state #> '{notice,grounds}' ? %(ground)s

-- name: only_due
-- What is next is late, is for today, or falls within a week or four.
AND CASE %(due)s WHEN 'late' THEN board.due_on < (%(today)s::date + board.clock_ahead)::date
                 WHEN 'today' THEN board.due_on = (%(today)s::date + board.clock_ahead)::date
                 WHEN 'week' THEN board.due_on <= (%(today)s::date + board.clock_ahead)::date + 7
                 ELSE board.due_on <= (%(today)s::date + board.clock_ahead)::date + 28 END

-- name: only_owed
-- Bands of arrears in pounds; an unknown debt is in none.
AND board.arrears_pence >= split_part(%(owed)s, '-', 1)::bigint * 100
AND (split_part(%(owed)s, '-', 2) = '' OR board.arrears_pence < split_part(%(owed)s, '-', 2)::bigint * 100)

-- name: only_benefit
-- Whose rent is helped by Universal Credit, by Housing Benefit, or by neither.
AND EXISTS (SELECT FROM rent_account WHERE rent_account.account_ref = board.account_ref
            AND CASE %(benefit)s WHEN 'uc' THEN uc_status IN ('claimed', 'verified', 'direct_payment', 'deduction')
                                 WHEN 'hb' THEN hb_weekly_pence > 0
                                 ELSE coalesce(uc_status, 'none') = 'none' AND coalesce(hb_weekly_pence, 0) = 0 END)

-- name: only_flag
-- What is special about a case, about its home or about what was written on it.
AND CASE %(flag)s
        WHEN 'vulnerable' THEN EXISTS (SELECT FROM rent_account WHERE rent_account.account_ref = board.account_ref
                                       AND vulnerability_flag)
        WHEN 'do_not_visit_alone' THEN EXISTS (SELECT FROM rent_account WHERE rent_account.account_ref = board.account_ref
                                               AND do_not_visit_alone)
        WHEN 'restricted' THEN board.restricted_to IS NOT NULL
        WHEN 'irregular' THEN board.irregular > 0
        WHEN 'paper_withheld' THEN EXISTS (SELECT FROM paper WHERE paper.case_ref = board.case_ref AND status = 'withheld')
        ELSE board.needs_attention IS NOT NULL END

-- name: only_q
-- What somebody typed: the beginning of a reference or of a claim number, the beginnings of words of a name or an address.
AND board.case_ref IN (
    SELECT case_ref FROM board WHERE lower(case_ref) LIKE lower(%(q)s) || '%%'
    UNION ALL SELECT case_ref FROM board WHERE lower(claim_number) LIKE lower(%(q)s) || '%%'
    UNION ALL SELECT case_ref FROM rent_account JOIN board USING (account_ref)
    WHERE words_of(address_1 || ' ' || coalesce(address_2, '') || ' ' || coalesce(town, '') || ' ' || postcode)
          @@ %(words)s::tsquery
    UNION ALL SELECT case_ref FROM person JOIN rent_account USING (tenancy_ref) JOIN board USING (account_ref)
    WHERE person.closed_on IS NULL AND words_of(forename || ' ' || surname) @@ %(words)s::tsquery)

-- name: tab
-- Which of them a tab shows, on each case's own day.
CASE %(tab)s
    WHEN 'today' THEN board.task_on <= (%(today)s::date + board.clock_ahead)::date OR board.needs_attention IS NOT NULL
    WHEN 'waiting' THEN board.waiting_on NOT IN ('us', 'approver')
    WHEN 'paused' THEN cardinality(board.holds) > 0
    WHEN 'hearings' THEN (board.hearing_at AT TIME ZONE 'Europe/London')::date >= (%(today)s::date + board.clock_ahead)::date
    WHEN 'evictions' THEN (board.eviction_at AT TIME ZONE 'Europe/London')::date >= (%(today)s::date + board.clock_ahead)::date
    ELSE true END

-- name: counts
-- How many cases each tab has, stage by stage. Those that everybody of a team sees, on the house's own day, are read from one
-- index alone (tabs: 1 waiting, 2 paused, 4 needs attention); the few others, which stand apart, as they are.
SELECT stage, sum(today)::integer AS today, sum(waiting)::integer AS waiting, sum(paused)::integer AS paused,
       sum(hearings)::integer AS hearings, sum(evictions)::integer AS evictions, sum(everything)::integer AS everything
FROM (
    SELECT stage, count(*) FILTER (WHERE task_on <= %(today)s::date OR tabs & 4 <> 0) AS today,
           count(*) FILTER (WHERE tabs & 1 <> 0) AS waiting, count(*) FILTER (WHERE tabs & 2 <> 0) AS paused,
           count(*) FILTER (WHERE hearing_at >= %(today)s::date::timestamp AT TIME ZONE 'Europe/London') AS hearings,
           count(*) FILTER (WHERE eviction_at >= %(today)s::date::timestamp AT TIME ZONE 'Europe/London') AS evictions,
           count(*) AS everything
    FROM board WHERE NOT apart /* of team */ /* only */ GROUP BY stage
    UNION ALL
    SELECT stage, count(*) FILTER (WHERE task_on <= (%(today)s::date + clock_ahead)::date OR tabs & 4 <> 0),
           count(*) FILTER (WHERE tabs & 1 <> 0), count(*) FILTER (WHERE tabs & 2 <> 0),
           count(*) FILTER (WHERE (hearing_at AT TIME ZONE 'Europe/London')::date >= (%(today)s::date + clock_ahead)::date),
           count(*) FILTER (WHERE (eviction_at AT TIME ZONE 'Europe/London')::date >= (%(today)s::date + clock_ahead)::date),
           count(*)
    FROM board WHERE apart AND /* filters */ GROUP BY stage
) counted GROUP BY stage;

-- name: page_of_list
-- The part of a list that comes after (or before) a place in its order.
SELECT board.case_ref, row_number() OVER (/* order */) AS place FROM board
WHERE /* filters */ AND /* tab */ AND /* place */
/* order */ LIMIT %(limit)s OFFSET %(offset)s

-- name: page_of_board
-- The first cards of each column.
SELECT card.case_ref, row_number() OVER () AS place
FROM unnest(%(stages)s::text[]) AS shown (stage) CROSS JOIN LATERAL (
    SELECT board.case_ref FROM board WHERE board.stage = shown.stage AND /* filters */ AND /* tab */
    ORDER BY board.due_on, board.owed_first, board.case_ref LIMIT %(limit)s
) card

-- name: cases
-- The cases of a page with what a list shows of them; of a restricted one neither names nor an address.
WITH page AS MATERIALIZED (/* page */)
SELECT board.case_ref, board.account_ref, board.version, board.stage, board.position, board.position_label, board.tenure,
       board.nation, board.team, board.patch, board.owner, board.waiting_on, board.arrears_pence, board.arrears_as_at,
       board.opened_on, board.closed_on, board.next_on, board.next_label, board.holds, board.irregular,
       board.needs_attention, board.as_of, rent_account.tenancy_ref,
       CASE WHEN board.restricted_to IS NULL THEN rent_account.address_1 END AS address_1,
       CASE WHEN board.restricted_to IS NULL THEN rent_account.town END AS town,
       CASE WHEN board.restricted_to IS NULL THEN rent_account.postcode END AS postcode,
       rent_account.rent_pence + rent_account.service_pence AS rent_pence,
       rent_account.rent_period_code, coalesce(rent_account.vulnerability_flag, false) AS vulnerable,
       coalesce(rent_account.do_not_visit_alone, false) AS do_not_visit_alone, rent_account.language,
       (%(today)s::date + board.clock_ahead)::date AS own_today, board.task_on, board.hearing_at, board.eviction_at,
       board.claim_number, board.due_on::text AS due_on, board.owed_first, board.restricted_to IS NOT NULL AS restricted,
       task.label AS task_label, task.owner AS task_owner,
       ARRAY(SELECT forename || ' ' || surname FROM person
             WHERE person.tenancy_ref = rent_account.tenancy_ref AND person.closed_on IS NULL AND role IN ('tenant', 'joint')
               AND board.restricted_to IS NULL
             ORDER BY is_lead DESC, person_ref) AS tenants,
       paid.pence AS last_payment_pence, paid.on AS last_payment_on,
       (SELECT max(happened_on) FROM case_event WHERE case_event.case_ref = board.case_ref AND kind = 'contact_made') AS contact_on
FROM page JOIN board USING (case_ref) LEFT JOIN rent_account USING (account_ref) LEFT JOIN LATERAL (
    SELECT label, owner FROM board_deadline
    WHERE board_deadline.case_ref = board.case_ref AND status = 'open' AND kind <> 'instalment'
      AND coalesce(board_deadline.waiting_on, 'us') IN ('us', 'approver') AND act_on = board.task_on
    ORDER BY kind LIMIT 1
) task ON true LEFT JOIN LATERAL (
    SELECT payment_pence AS pence, coalesce(effective_on, posted_on) AS "on" FROM account_transaction
    WHERE account_transaction.account_ref = board.account_ref AND payment_pence > 0
      AND type IN ('payment', 'housing_benefit', 'uc_direct', 'uc_deduction')
    ORDER BY coalesce(effective_on, posted_on) DESC LIMIT 1
) paid ON true
ORDER BY page.place;

-- name: choices
-- What can be chosen in the filters: the teams, patches, owners and tenures of open cases that are not restricted.
SELECT DISTINCT team, patch, owner, tenure FROM board
WHERE closed_on IS NULL AND restricted_to IS NULL AND (%(scope)s::text IS NULL OR team = %(scope)s);

-- name: hearings
-- Hearings on a day that have not been heard or were heard that day, by court and time.
SELECT board.case_ref, board.account_ref, board.owner, board.team, board.tenure, board.version, board.position_label,
       board.arrears_pence, board.arrears_as_at, (board.state->'hearing'->>'at')::timestamptz AS hearing_at,
       coalesce(board.state->'hearing'->>'court', board.state->'claim'->>'court', '') AS court,
       coalesce(board.state->'hearing'->>'purpose', 'possession') AS purpose,
       coalesce((board.state->'hearing'->>'heard')::boolean, false) AS heard,
       board.state->'claim'->>'number' AS claim_number, board.holds, board.irregular, board.state,
       rent_account.tenancy_ref,
       CASE WHEN board.restricted_to IS NULL THEN concat_ws(', ', address_1, town, postcode) END AS address,
       rent_account.rent_pence + rent_account.service_pence AS rent_pence, rent_account.rent_period_code,
       rent_account.uc_status, rent_account.hb_weekly_pence, coalesce(rent_account.vulnerability_flag, false) AS vulnerable,
       coalesce(rent_account.do_not_visit_alone, false) AS do_not_visit_alone,
       ARRAY(SELECT forename || ' ' || surname FROM person
             WHERE person.tenancy_ref = rent_account.tenancy_ref AND person.closed_on IS NULL AND role IN ('tenant', 'joint')
               AND board.restricted_to IS NULL
             ORDER BY is_lead DESC, person_ref) AS tenants
FROM board LEFT JOIN rent_account USING (account_ref)
WHERE board.state #>> '{hearing,on}' = %(day)s::date::text AND board.closed_on IS NULL
  AND may_see(board.team, board.restricted_to, %(scope)s, %(own)s, %(viewer)s)
ORDER BY court, hearing_at, case_ref;

-- name: hearing_days
-- The days from one on that have hearings still to come, with how many.
SELECT (hearing_at AT TIME ZONE 'Europe/London')::date AS day, count(*) FROM board
WHERE closed_on IS NULL AND hearing_at IS NOT NULL AND (hearing_at AT TIME ZONE 'Europe/London')::date >= %(since)s
  AND may_see(board.team, board.restricted_to, %(scope)s, %(own)s, %(viewer)s)
GROUP BY 1 ORDER BY 1 LIMIT 60;
