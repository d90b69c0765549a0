-- name: told
-- Events as they stand after corrections: one that was withdrawn is left out, a corrected field is the corrected one.
told AS NOT MATERIALIZED (
    SELECT case_event.case_ref, case_event.seq, case_event.kind,
           coalesce((fix.fields->>'happened_on')::date, case_event.happened_on) AS "on",
           case_event.payload || coalesce(fix.fields, '{}') AS payload
    FROM case_event LEFT JOIN LATERAL (
        SELECT nullif(later.payload->'replacement', 'null') AS fields, true AS corrected FROM case_event later
        WHERE later.case_ref = case_event.case_ref AND later.kind = 'corrected'
          AND later.payload->>'corrects' = case_event.event_id::text
        ORDER BY later.seq DESC LIMIT 1
    ) fix ON true
    WHERE case_event.kind <> 'corrected' AND (fix.corrected IS NULL OR fix.fields IS NOT NULL)
)

-- name: pipeline
-- Open cases by stage: how many, how much is owed, and the days since they came to it (half of them, nine in ten). In the step that
-- brought a case to its stage the day is that of the event which does so, else of the last event: an imported history is one step.
SELECT stage, count(*) AS cases, coalesce(sum(arrears_pence), 0)::bigint AS pence,
       percentile_disc(0.5) WITHIN GROUP (ORDER BY days) AS half, percentile_disc(0.9) WITHIN GROUP (ORDER BY days) AS most
FROM (
    SELECT board.stage, board.arrears_pence, %(today)s::date - coalesce(came."on", board.opened_on) AS days
    FROM board LEFT JOIN LATERAL (
        SELECT step FROM case_step
        WHERE case_step.case_ref = board.case_ref AND outcome->'stage'->>'after' = board.stage
          AND outcome->'stage'->>'before' IS DISTINCT FROM board.stage
        ORDER BY step DESC LIMIT 1
    ) last ON true LEFT JOIN LATERAL (
        SELECT coalesce(max(happened_on) FILTER (WHERE (%(entries)s::jsonb->board.stage) ? kind), max(happened_on)) AS "on"
        FROM case_event WHERE case_event.case_ref = board.case_ref AND case_event.step = last.step AND kind <> 'corrected'
    ) came ON true
    WHERE board.closed_on IS NULL AND may_see(board.team, board.restricted_to, %(scope)s, %(own)s, %(viewer)s)
) stages GROUP BY stage;

-- name: moved
-- How often a stage was entered and left in a time, by what the steps recorded.
SELECT coalesce(case_step.outcome->'stage'->>'before', '') AS before, case_step.outcome->'stage'->>'after' AS after,
       count(*) AS cases
FROM case_step JOIN board USING (case_ref)
WHERE case_step.as_of >= %(since)s AND case_step.as_of < %(until)s
  AND case_step.outcome->'stage'->>'before' IS DISTINCT FROM case_step.outcome->'stage'->>'after'
  AND may_see(board.team, board.restricted_to, %(scope)s, %(own)s, %(viewer)s)
GROUP BY 1, 2;

-- name: outcomes
-- What courts decided in a time, and whether a ground left them a choice.
WITH /* told */
SELECT coalesce(nullif(board.state->'claim'->>'court', ''), 'not recorded') AS court, told.payload->>'outcome' AS outcome,
       coalesce(told.payload->>'ground_basis', 'not recorded') AS basis, count(*) AS cases
FROM told JOIN board USING (case_ref)
WHERE told.kind = 'hearing_outcome_recorded' AND told."on" >= %(since)s AND told."on" <= %(until)s AND may_see(board.team, board.restricted_to, %(scope)s, %(own)s, %(viewer)s)
GROUP BY 1, 2, 3 ORDER BY 1, 2, 3;

-- name: dates_met
-- Our dates of a time by kind: gone from the case in time, gone late, and late and still open.
SELECT kind, max(label) AS label, count(*) FILTER (WHERE how = 'met') AS met, count(*) FILTER (WHERE how = 'late') AS late,
       count(*) FILTER (WHERE how = 'open') AS open
FROM (
    SELECT gone->>'kind' AS kind, gone->>'label' AS label,
           CASE WHEN (case_step.as_of AT TIME ZONE 'Europe/London')::date <= (gone->>'act_on')::date THEN 'met' ELSE 'late' END AS how
    FROM case_step JOIN board USING (case_ref)
    CROSS JOIN LATERAL jsonb_array_elements(case_step.outcome->'dates'->'cancelled') AS gone
    WHERE (gone->>'act_on')::date BETWEEN %(since)s AND %(until)s AND gone->>'status' = 'open' AND gone->>'kind' <> 'instalment'
      AND coalesce(gone->>'waiting_on', 'us') IN ('us', 'approver') AND may_see(board.team, board.restricted_to, %(scope)s, %(own)s, %(viewer)s)
    UNION ALL
    SELECT kind, label, 'open' FROM board_deadline JOIN board USING (case_ref)
    WHERE act_on BETWEEN %(since)s AND %(until)s AND act_on < (%(today)s::date + board.clock_ahead)::date AND status = 'open'
      AND kind <> 'instalment' AND coalesce(board_deadline.waiting_on, 'us') IN ('us', 'approver')
      AND board.closed_on IS NULL AND may_see(board.team, board.restricted_to, %(scope)s, %(own)s, %(viewer)s)
) dates GROUP BY kind ORDER BY kind;

-- name: agreements
-- What became of the agreements that were made in a time, by what first followed.
WITH /* told */
SELECT coalesce(next.kind, CASE WHEN board.closed_on IS NULL THEN 'running' ELSE 'case_closed' END) AS became, count(*) AS cases
FROM told JOIN board USING (case_ref) LEFT JOIN LATERAL (
    SELECT later.kind FROM told later
    WHERE later.case_ref = told.case_ref AND later.seq > told.seq
      AND later.kind IN ('agreement_broken', 'agreement_completed', 'agreement_varied', 'agreement_made')
    ORDER BY later.seq LIMIT 1
) next ON true
WHERE told.kind IN ('agreement_made', 'agreement_varied') AND told."on" >= %(since)s AND told."on" <= %(until)s AND may_see(board.team, board.restricted_to, %(scope)s, %(own)s, %(viewer)s)
GROUP BY 1 ORDER BY 1;

-- name: fees
-- Fees paid to courts, and what courts awarded, in a time; and what stands on the accounts of open cases as court costs today.
WITH /* told */, seen AS (
    SELECT told.kind, told.payload FROM told JOIN board USING (case_ref)
    WHERE told."on" >= %(since)s AND told."on" <= %(until)s AND may_see(board.team, board.restricted_to, %(scope)s, %(own)s, %(viewer)s)
)
SELECT 'fee' AS what, count(*) AS cases, coalesce(sum((payload->>'fee')::bigint), 0)::bigint AS pence
FROM seen WHERE kind = 'claim_issued' AND payload->>'fee' IS NOT NULL
UNION ALL SELECT 'fee_unknown', count(*), 0 FROM seen WHERE kind = 'claim_issued' AND payload->>'fee' IS NULL
UNION ALL SELECT 'costs', count(*), coalesce(sum((payload->>'costs')::bigint), 0)::bigint
FROM seen WHERE kind = 'hearing_outcome_recorded' AND payload->>'costs' IS NOT NULL
UNION ALL SELECT 'judgment', count(*), coalesce(sum((payload->>'money_judgment')::bigint), 0)::bigint
FROM seen WHERE kind = 'hearing_outcome_recorded' AND payload->>'money_judgment' IS NOT NULL
UNION ALL SELECT 'on_account', count(*), coalesce(sum(court_costs_pence), 0)::bigint
FROM rent_account JOIN board USING (account_ref)
WHERE board.closed_on IS NULL AND court_costs_pence > 0 AND may_see(board.team, board.restricted_to, %(scope)s, %(own)s, %(viewer)s);

-- name: fairness
-- How far cases that were open in a time have come, by what the register holds of their tenants.
WITH far AS (
    SELECT case_ref, bool_or(kind = 'notice_served') AS notice, bool_or(kind IN ('claim_submitted', 'claim_issued')) AS claim,
           bool_or(kind = 'hearing_outcome_recorded' AND payload->>'outcome' IN ('outright', 'suspended', 'postponed')) AS ordered,
           bool_or(kind = 'eviction_carried_out') AS evicted
    FROM case_event GROUP BY case_ref
), seen AS (
    SELECT far.*, rent_account.vulnerability_flag, nullif(rent_account.uc_status, '') AS uc, lead.born
    FROM board JOIN rent_account USING (account_ref) JOIN far USING (case_ref) LEFT JOIN LATERAL (
        SELECT min(date_of_birth) AS born FROM person
        WHERE person.tenancy_ref = rent_account.tenancy_ref AND person.is_lead AND person.closed_on IS NULL
    ) lead ON true
    WHERE board.opened_on <= %(until)s AND (board.closed_on IS NULL OR board.closed_on >= %(since)s) AND may_see(board.team, board.restricted_to, %(scope)s, %(own)s, %(viewer)s)
), grouped AS (
    SELECT 'Vulnerability' AS held, CASE WHEN vulnerability_flag THEN 'noted' ELSE 'not noted' END AS "group", seen.* FROM seen
    UNION ALL SELECT 'Universal Credit', CASE WHEN uc IS NULL THEN 'none known' ELSE 'claimed' END, seen.* FROM seen
    UNION ALL SELECT 'Age of the lead tenant', CASE WHEN born IS NULL THEN 'not held'
        WHEN born > %(today)s::date - interval '25 years' THEN 'under 25'
        WHEN born > %(today)s::date - interval '65 years' THEN '25 to 64' ELSE '65 and over' END, seen.* FROM seen
)
SELECT held, "group", count(*) AS cases, count(*) FILTER (WHERE notice) AS notice, count(*) FILTER (WHERE claim) AS claim,
       count(*) FILTER (WHERE ordered) AS ordered, count(*) FILTER (WHERE evicted) AS evicted
FROM grouped GROUP BY 1, 2 ORDER BY 1, 2;

-- name: rent_due
-- Debts and rent by the state of the tenancy and the period of the rent, without accounts whose restricted case is not to be seen.
SELECT account_status <> 'current' OR coalesce(tenancy_end < %(today)s, false) AS former, rent_period_code AS period, count(*) AS accounts,
       sum(greatest(balance_pence - court_costs_pence - prior_debt_pence, 0))::bigint AS owed,
       sum(prior_debt_pence)::bigint AS prior, sum(rent_pence + service_pence)::bigint AS rent, min(balance_as_at) AS as_at
FROM rent_account
WHERE (%(scope)s::text IS NULL OR team = %(scope)s) AND NOT EXISTS (
    SELECT FROM board WHERE board.account_ref = rent_account.account_ref AND restricted_to IS NOT NULL
      AND NOT coalesce(may_see(board.team, board.restricted_to, %(scope)s, %(own)s, %(viewer)s), false))
GROUP BY 1, 2 ORDER BY 1, 2;

-- name: paper_counts
-- Papers written in a time, by code and how they stand.
SELECT paper.paper, paper.status, count(*) AS papers, count(*) FILTER (WHERE wrong_because IS NOT NULL) AS wrong
FROM paper JOIN board USING (case_ref)
WHERE paper.created_at >= %(since)s AND paper.created_at < %(until)s
  AND may_see(board.team, board.restricted_to, %(scope)s, %(own)s, %(viewer)s)
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
WHERE board.closed_on IS NULL AND may_see(board.team, board.restricted_to, %(scope)s, %(own)s, %(viewer)s);
