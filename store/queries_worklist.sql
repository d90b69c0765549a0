-- name: counts
-- How many cases each tab has, for the same filters.
WITH seen AS (
    SELECT board.closed_on, board.waiting_on, board.needs_attention, cardinality(board.holds) > 0 AS paused,
           (%(today)s::date + board.clock_ahead)::date AS own_today, task.act_on AS task_on,
           CASE WHEN board.stage NOT IN ('early_action', 'notice', 'protocol') AND board.state->'hearing'->>'heard' IS DISTINCT FROM 'true'
               THEN (board.state->'hearing'->>'on')::date END
               AS hearing_on,
           CASE WHEN board.stage NOT IN ('early_action', 'notice', 'protocol') AND board.state->'eviction'->>'cancelled_on' IS NULL
               AND board.state->'eviction'->>'carried_out_on' IS NULL THEN (board.state->'eviction'->>'on')::date END AS eviction_on
    FROM board LEFT JOIN rent_account USING (account_ref)
    LEFT JOIN LATERAL (
        SELECT act_on FROM board_deadline
        WHERE board_deadline.case_ref = board.case_ref AND status = 'open' AND kind <> 'instalment'
          AND coalesce(waiting_on, 'us') IN ('us', 'approver') AND act_on IS NOT NULL
        ORDER BY act_on, kind LIMIT 1
    ) task ON true
    WHERE board.closed_on IS NULL
      AND (%(scope)s::text IS NULL OR board.team = %(scope)s)
      AND (%(team)s::text IS NULL OR board.team = %(team)s)
      AND (%(owner)s::text IS NULL OR lower(board.owner) = lower(%(owner)s))
      AND (%(patch)s::text IS NULL OR board.patch = %(patch)s)
      AND (%(stage)s::text IS NULL OR board.stage = %(stage)s)
      AND (%(tenure)s::text IS NULL OR board.tenure = %(tenure)s)
      AND (%(q)s::text IS NULL
           OR board.case_ref ILIKE %(q)s || '%%'
           OR board.stage NOT IN ('early_action', 'notice', 'protocol') AND board.state->'claim'->>'number' ILIKE %(q)s || '%%'
           OR concat_ws(' ', address_1, address_2, town, postcode) ILIKE '%%' || %(q)s || '%%'
           OR EXISTS (SELECT FROM person WHERE person.tenancy_ref = rent_account.tenancy_ref AND person.closed_on IS NULL
                      AND forename || ' ' || surname ILIKE '%%' || %(q)s || '%%'))
)
SELECT count(*) FILTER (WHERE task_on <= own_today OR needs_attention IS NOT NULL) AS today,
       count(*) FILTER (WHERE waiting_on NOT IN ('us', 'approver')) AS waiting,
       count(*) FILTER (WHERE paused) AS paused,
       count(*) FILTER (WHERE hearing_on >= own_today) AS hearings,
       count(*) FILTER (WHERE eviction_on >= own_today) AS evictions,
       count(*) AS everything
FROM seen;

-- name: cases
-- Cases of one tab that fit the filters: what is late first, then by the day of the next task, then by arrears.
WITH seen AS (
    SELECT board.case_ref, board.account_ref, board.version, board.stage, board.position, board.position_label, board.tenure,
           board.nation, board.team, board.patch, board.owner, board.waiting_on, board.arrears_pence, board.arrears_as_at,
           board.opened_on, board.closed_on, board.next_on, board.next_label, board.holds, board.irregular,
           board.needs_attention, board.as_of, rent_account.tenancy_ref, rent_account.address_1, rent_account.town,
           rent_account.postcode, rent_account.rent_pence + rent_account.service_pence AS rent_pence,
           rent_account.rent_period_code, coalesce(rent_account.vulnerability_flag, false) AS vulnerable,
           coalesce(rent_account.do_not_visit_alone, false) AS do_not_visit_alone, rent_account.language,
           (%(today)s::date + board.clock_ahead)::date AS own_today,
           task.act_on AS task_on,
           CASE WHEN board.stage NOT IN ('early_action', 'notice', 'protocol') AND board.state->'hearing'->>'heard' IS DISTINCT FROM 'true'
               THEN (board.state->'hearing'->>'at')::timestamptz END
               AS hearing_at,
           CASE WHEN board.stage NOT IN ('early_action', 'notice', 'protocol') AND board.state->'eviction'->>'cancelled_on' IS NULL
               AND board.state->'eviction'->>'carried_out_on' IS NULL THEN (board.state->'eviction'->>'at')::timestamptz END AS eviction_at,
           CASE WHEN board.stage NOT IN ('early_action', 'notice', 'protocol') THEN board.state->'claim'->>'number' END AS claim_number
    FROM board LEFT JOIN rent_account USING (account_ref)
    LEFT JOIN LATERAL (
        SELECT act_on FROM board_deadline
        WHERE board_deadline.case_ref = board.case_ref AND status = 'open' AND kind <> 'instalment'
          AND coalesce(waiting_on, 'us') IN ('us', 'approver') AND act_on IS NOT NULL
        ORDER BY act_on, kind LIMIT 1
    ) task ON true
    WHERE (board.closed_on IS NULL OR %(with_closed)s)
      AND (%(scope)s::text IS NULL OR board.team = %(scope)s)
      AND (%(team)s::text IS NULL OR board.team = %(team)s)
      AND (%(owner)s::text IS NULL OR lower(board.owner) = lower(%(owner)s))
      AND (%(patch)s::text IS NULL OR board.patch = %(patch)s)
      AND (%(stage)s::text IS NULL OR board.stage = %(stage)s)
      AND (%(tenure)s::text IS NULL OR board.tenure = %(tenure)s)
      AND (%(q)s::text IS NULL
           OR board.case_ref ILIKE %(q)s || '%%'
           OR board.stage NOT IN ('early_action', 'notice', 'protocol') AND board.state->'claim'->>'number' ILIKE %(q)s || '%%'
           OR concat_ws(' ', address_1, address_2, town, postcode) ILIKE '%%' || %(q)s || '%%'
           OR EXISTS (SELECT FROM person WHERE person.tenancy_ref = rent_account.tenancy_ref AND person.closed_on IS NULL
                      AND forename || ' ' || surname ILIKE '%%' || %(q)s || '%%'))
), page AS (
    SELECT * FROM seen
    WHERE CASE %(tab)s
        WHEN 'today' THEN task_on <= own_today OR needs_attention IS NOT NULL
        WHEN 'waiting' THEN waiting_on NOT IN ('us', 'approver')
        WHEN 'paused' THEN cardinality(holds) > 0
        WHEN 'hearings' THEN (hearing_at AT TIME ZONE 'Europe/London')::date >= own_today
        WHEN 'evictions' THEN (eviction_at AT TIME ZONE 'Europe/London')::date >= own_today
        ELSE true END
    ORDER BY CASE %(tab)s WHEN 'hearings' THEN hearing_at WHEN 'evictions' THEN eviction_at END NULLS LAST,
             closed_on IS NOT NULL, coalesce(task_on, next_on) NULLS LAST, arrears_pence DESC NULLS LAST, case_ref
    LIMIT %(limit)s OFFSET %(offset)s
)
SELECT page.*, task.label AS task_label, task.owner AS task_owner,
       ARRAY(SELECT forename || ' ' || surname FROM person
             WHERE person.tenancy_ref = page.tenancy_ref AND person.closed_on IS NULL AND role IN ('tenant', 'joint')
             ORDER BY is_lead DESC, person_ref) AS tenants,
       paid.pence AS last_payment_pence, paid.on AS last_payment_on
FROM page LEFT JOIN LATERAL (
    SELECT label, owner FROM board_deadline
    WHERE board_deadline.case_ref = page.case_ref AND status = 'open' AND kind <> 'instalment'
      AND coalesce(waiting_on, 'us') IN ('us', 'approver') AND act_on = page.task_on
    ORDER BY kind LIMIT 1
) task ON true LEFT JOIN LATERAL (
    SELECT payment_pence AS pence, coalesce(effective_on, posted_on) AS "on" FROM account_transaction
    WHERE account_transaction.account_ref = page.account_ref AND payment_pence > 0
      AND type IN ('payment', 'housing_benefit', 'uc_direct', 'uc_deduction')
    ORDER BY coalesce(effective_on, posted_on) DESC LIMIT 1
) paid ON true
ORDER BY CASE %(tab)s WHEN 'hearings' THEN hearing_at WHEN 'evictions' THEN eviction_at END NULLS LAST,
         closed_on IS NOT NULL, coalesce(task_on, next_on) NULLS LAST, arrears_pence DESC NULLS LAST, case_ref;

-- name: choices
-- What can be chosen in the filters: the teams, patches, owners and tenures that open cases have.
SELECT array_agg(DISTINCT team ORDER BY team) FILTER (WHERE team IS NOT NULL) AS teams,
       array_agg(DISTINCT patch ORDER BY patch) FILTER (WHERE patch IS NOT NULL) AS patches,
       array_agg(DISTINCT owner ORDER BY owner) FILTER (WHERE owner IS NOT NULL) AS owners,
       array_agg(DISTINCT tenure ORDER BY tenure) AS tenures
FROM board WHERE closed_on IS NULL AND (%(scope)s::text IS NULL OR team = %(scope)s);

-- name: hearings
-- Hearings on a day that have not been heard or were heard that day, by court and time.
SELECT board.case_ref, board.account_ref, board.owner, board.team, board.tenure, board.version, board.position_label,
       board.arrears_pence, board.arrears_as_at, (board.state->'hearing'->>'at')::timestamptz AS hearing_at,
       coalesce(board.state->'hearing'->>'court', board.state->'claim'->>'court', '') AS court,
       coalesce(board.state->'hearing'->>'purpose', 'possession') AS purpose,
       coalesce((board.state->'hearing'->>'heard')::boolean, false) AS heard,
       board.state->'claim'->>'number' AS claim_number, board.holds, board.irregular, board.state,
       rent_account.tenancy_ref, concat_ws(', ', address_1, town, postcode) AS address,
       rent_account.rent_pence + rent_account.service_pence AS rent_pence, rent_account.rent_period_code,
       rent_account.uc_status, rent_account.hb_weekly_pence, coalesce(rent_account.vulnerability_flag, false) AS vulnerable,
       coalesce(rent_account.do_not_visit_alone, false) AS do_not_visit_alone,
       ARRAY(SELECT forename || ' ' || surname FROM person
             WHERE person.tenancy_ref = rent_account.tenancy_ref AND person.closed_on IS NULL AND role IN ('tenant', 'joint')
             ORDER BY is_lead DESC, person_ref) AS tenants
FROM board LEFT JOIN rent_account USING (account_ref)
WHERE (board.state->'hearing'->>'on')::date = %(day)s AND board.closed_on IS NULL
  AND (%(scope)s::text IS NULL OR board.team = %(scope)s)
ORDER BY court, hearing_at, case_ref;

-- name: hearing_days
-- The days from one on that have hearings still to come, with how many.
SELECT (board.state->'hearing'->>'on')::date AS day, count(*) FROM board
WHERE board.closed_on IS NULL AND (board.state->'hearing'->>'on')::date >= %(since)s
  AND board.state->'hearing'->>'heard' IS DISTINCT FROM 'true'
  AND (%(scope)s::text IS NULL OR board.team = %(scope)s)
GROUP BY 1 ORDER BY 1 LIMIT 60;

-- name: pipeline
-- Open cases by stage: how many, how much is owed, and the days since they came to it (half of them, nine in ten).
SELECT stage, count(*) AS cases, coalesce(sum(arrears_pence), 0)::bigint AS pence,
       percentile_disc(0.5) WITHIN GROUP (ORDER BY days) AS half, percentile_disc(0.9) WITHIN GROUP (ORDER BY days) AS most
FROM (
    SELECT board.stage, board.arrears_pence, %(today)s::date - coalesce((
               SELECT (max(after.as_of) AT TIME ZONE 'Europe/London')::date FROM case_step after
               WHERE after.case_ref = board.case_ref AND after.outcome->'stage'->>'after' = board.stage
                 AND after.outcome->'stage'->>'before' IS DISTINCT FROM board.stage), board.opened_on) AS days
    FROM board WHERE closed_on IS NULL AND (%(scope)s::text IS NULL OR team = %(scope)s)
) stages GROUP BY stage;

-- name: moved
-- How often a stage was entered and left in a time, by what the steps recorded.
SELECT coalesce(case_step.outcome->'stage'->>'before', '') AS before, case_step.outcome->'stage'->>'after' AS after,
       count(*) AS cases
FROM case_step JOIN board USING (case_ref)
WHERE case_step.as_of >= %(since)s AND case_step.as_of < %(until)s
  AND case_step.outcome->'stage'->>'before' IS DISTINCT FROM case_step.outcome->'stage'->>'after'
  AND (%(scope)s::text IS NULL OR board.team = %(scope)s)
GROUP BY 1, 2;

-- name: outcomes
-- What courts decided in a time.
SELECT coalesce(nullif(board.state->'claim'->>'court', ''), 'not recorded') AS court, case_event.payload->>'outcome' AS outcome,
       count(*) AS cases
FROM case_event JOIN board USING (case_ref)
WHERE case_event.kind = 'hearing_outcome_recorded' AND case_event.happened_on >= %(since)s AND case_event.happened_on <= %(until)s
  AND (%(scope)s::text IS NULL OR board.team = %(scope)s)
GROUP BY 1, 2 ORDER BY 1, 2;

-- name: promises
-- Agreements of open cases by how they stand.
SELECT coalesce(state->'agreement'->>'status', 'live') AS status, count(*) AS cases
FROM board WHERE closed_on IS NULL AND state->'agreement' IS NOT NULL
  AND (%(scope)s::text IS NULL OR team = %(scope)s) GROUP BY 1 ORDER BY 1;

-- name: paper_counts
-- Papers written in a time, by code and how they stand.
SELECT paper.paper, paper.status, count(*) AS papers, count(*) FILTER (WHERE wrong_because IS NOT NULL) AS wrong
FROM paper JOIN board USING (case_ref)
WHERE paper.created_at >= %(since)s AND paper.created_at < %(until)s
  AND (%(scope)s::text IS NULL OR board.team = %(scope)s)
GROUP BY 1, 2 ORDER BY 1, 2;

-- name: data_quality
-- What in the data would hold cases up.
SELECT count(*) AS cases,
       count(*) FILTER (WHERE rent_account.balance_as_at < %(today)s::date - 3) AS stale,
       count(*) FILTER (WHERE board.owner IS NULL) AS without_owner,
       count(*) FILTER (WHERE NOT EXISTS (SELECT FROM person WHERE person.tenancy_ref = rent_account.tenancy_ref
                                          AND person.closed_on IS NULL AND role IN ('tenant', 'joint'))) AS without_tenant,
       count(*) FILTER (WHERE board.irregular > 0) AS irregular,
       count(*) FILTER (WHERE board.needs_attention IS NOT NULL) AS needing_attention
FROM board JOIN rent_account USING (account_ref)
WHERE board.closed_on IS NULL AND (%(scope)s::text IS NULL OR board.team = %(scope)s);
