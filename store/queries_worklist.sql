-- name: filters
-- Which cases fit what was asked for: the rows of a list, the cards of the board and the counts of the tabs ask the same.
(board.closed_on IS NULL OR %(with_closed)s)
  AND may_see(board.team, board.restricted_to, %(scope)s, %(own)s, %(viewer)s)
  AND (%(team)s::text IS NULL OR board.team = %(team)s)
  AND (%(owner)s::text IS NULL OR lower(board.owner) = lower(%(owner)s))
  AND (%(patch)s::text IS NULL OR board.patch = %(patch)s)
  AND (%(stage)s::text IS NULL OR board.stage = %(stage)s)
  AND (%(tenure)s::text IS NULL OR board.tenure = %(tenure)s)
  /* search */

-- name: search
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
-- How many cases each tab has, in all or stage by stage.
SELECT CASE WHEN %(by_stage)s THEN board.stage ELSE '' END AS stage,
       count(*) FILTER (WHERE board.task_on <= (%(today)s::date + board.clock_ahead)::date
                           OR board.needs_attention IS NOT NULL) AS today,
       count(*) FILTER (WHERE board.waiting_on NOT IN ('us', 'approver')) AS waiting,
       count(*) FILTER (WHERE cardinality(board.holds) > 0) AS paused,
       count(*) FILTER (WHERE (board.hearing_at AT TIME ZONE 'Europe/London')::date
                           >= (%(today)s::date + board.clock_ahead)::date) AS hearings,
       count(*) FILTER (WHERE (board.eviction_at AT TIME ZONE 'Europe/London')::date
                           >= (%(today)s::date + board.clock_ahead)::date) AS evictions,
       count(*) AS everything
FROM board WHERE /* filters */ GROUP BY 1;

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
       paid.pence AS last_payment_pence, paid.on AS last_payment_on
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
