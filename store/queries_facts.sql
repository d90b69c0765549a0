-- name: crossings
-- Puts a fact in the queue for every open case whose account has crossed what its last step asked to be woken for.
-- The id is made of what crossed and the day of the balance, so asking twice adds nothing.
WITH watched AS (
    SELECT case_watch.case_ref, rent_account.account_ref, owed.balance_pence, balance_as_at, wake_below_pence, wake_above_pence,
           (pay_expected ->> 'from')::date AS pay_from, greatest(due.pay_by, rent.day) AS pay_by,
           due.pay_pence + rent.pence AS pay_pence
    FROM case_watch
    JOIN board USING (case_ref)
    JOIN rent_account USING (account_ref)
    -- The limits are of rent arrears: costs and an earlier account's debt are not counted.
    CROSS JOIN LATERAL (
        SELECT rent_account.balance_pence - court_costs_pence - prior_debt_pence AS balance_pence
    ) AS owed
    -- An instalment may come on its own day; what fell due since a monthly benefit was last paid waits for the next one.
    LEFT JOIN LATERAL (
        SELECT CASE WHEN uc_status IN ('verified', 'direct_payment', 'deduction') AND uc_next_payment IS NOT NULL THEN (
            SELECT max(day) FROM (
                SELECT (uc_next_payment + n * interval '1 month')::date AS day
                FROM generate_series(
                    (12 * (extract(year FROM balance_as_at) - extract(year FROM uc_next_payment))
                     + extract(month FROM balance_as_at) - extract(month FROM uc_next_payment))::int - 2,
                    (12 * (extract(year FROM balance_as_at) - extract(year FROM uc_next_payment))
                     + extract(month FROM balance_as_at) - extract(month FROM uc_next_payment))::int
                ) AS n
            ) AS paid_days WHERE day < balance_as_at
        ) ELSE balance_as_at - 1 END AS day
    ) AS last ON pay_expected IS NOT NULL
    -- What had fallen due by then.
    LEFT JOIN LATERAL (
        SELECT max(fallen.day) AS pay_by, sum((stream ->> 'pence')::bigint)::bigint AS pay_pence
        FROM jsonb_array_elements(pay_expected -> 'streams') AS stream
        CROSS JOIN LATERAL (
            SELECT CASE stream ->> 'every'
                WHEN 'week' THEN interval '7 days' WHEN 'weekly' THEN interval '7 days'
                WHEN 'fortnight' THEN interval '14 days' WHEN 'fortnightly' THEN interval '14 days'
                WHEN 'four_weeks' THEN interval '28 days' WHEN 'four_weekly' THEN interval '28 days'
                ELSE interval '1 month' END AS step
        ) AS every
        CROSS JOIN LATERAL (
            SELECT ((stream ->> 'first')::date + n * step)::date AS day
            FROM generate_series(0, (balance_as_at - (stream ->> 'first')::date) / 7) AS n
        ) AS fallen
        WHERE fallen.day <= last.day
    ) AS due ON pay_expected IS NOT NULL
    -- And the rent as it was charged, by the same day or by that of the last instalment with which it is paid.
    LEFT JOIN LATERAL (
        SELECT coalesce(sum(charge_pence), 0)::bigint AS pence, max(coalesce(charged.effective_on, charged.posted_on)) AS day
        FROM account_transaction AS charged
        WHERE charged.account_ref = rent_account.account_ref AND charged.type IN ('rent_charge', 'service_charge')
          AND coalesce(charged.effective_on, charged.posted_on) BETWEEN (pay_expected ->> 'rent_from')::date
              AND CASE WHEN (pay_expected ->> 'with_plan')::boolean THEN due.pay_by ELSE last.day END
          AND charged.transaction_ref <> ALL (ARRAY(
              SELECT undone.reverses_ref FROM account_transaction AS undone
              WHERE undone.account_ref = rent_account.account_ref AND undone.reverses_ref IS NOT NULL
          ))
    ) AS rent ON pay_expected IS NOT NULL
    -- A case that was told a balance newer than the landlord's own knows more than the account can tell it.
    WHERE board.closed_on IS NULL AND typed_as_at IS NULL
      AND (owed.balance_pence < wake_below_pence OR owed.balance_pence > wake_above_pence OR pay_expected IS NOT NULL)
),
crossed AS (
    SELECT case_ref, 'balance_below' AS kind, balance_as_at,
           jsonb_build_object('balance_pence', balance_pence, 'as_at', balance_as_at, 'limit_pence', wake_below_pence) AS payload
    FROM watched WHERE balance_pence < wake_below_pence
    UNION ALL
    SELECT case_ref, 'balance_above', balance_as_at,
           jsonb_build_object('balance_pence', balance_pence, 'as_at', balance_as_at, 'limit_pence', wake_above_pence)
    FROM watched WHERE balance_pence > wake_above_pence
    UNION ALL
    SELECT case_ref, 'payment_missed', pay_by,
           jsonb_build_object('balance_pence', balance_pence, 'as_at', balance_as_at, 'expected_pence', pay_pence,
                              'from', pay_from, 'by', pay_by, 'paid_pence', paid_pence)
    FROM watched CROSS JOIN LATERAL (
        -- A bounced payment comes back as a reversal, which is a charge.
        SELECT coalesce(sum(coalesce(payment_pence, 0) - coalesce(charge_pence, 0)), 0)::bigint AS paid_pence
        FROM account_transaction
        WHERE account_transaction.account_ref = watched.account_ref
          AND type IN ('payment', 'housing_benefit', 'uc_direct', 'uc_deduction', 'reversal')
          AND coalesce(effective_on, posted_on) BETWEEN pay_from AND balance_as_at
    ) AS paid
    WHERE pay_by IS NOT NULL AND paid_pence < pay_pence
)
INSERT INTO case_fact (id, case_ref, kind, payload)
SELECT md5(concat_ws('/', case_ref, kind, balance_as_at))::uuid, case_ref, kind, payload FROM crossed
ON CONFLICT (id) DO NOTHING;

-- name: unsent
-- Facts not yet told to their case, with the workflow to tell, oldest first.
SELECT id, case_ref, workflow_id, kind, payload, made_at, case_fact.sent_at, acknowledged_at
FROM case_fact JOIN board USING (case_ref)
WHERE case_fact.sent_at IS NULL AND board.closed_on IS NULL
ORDER BY made_at, id
LIMIT %(limit)s;

-- name: mark_sent
-- Records that these facts were told to their cases.
UPDATE case_fact SET sent_at = %(at)s WHERE id = ANY (%(ids)s) AND sent_at IS NULL;

-- name: acknowledge
-- Records that the case has taken a fact in.
UPDATE case_fact SET acknowledged_at = %(at)s, sent_at = coalesce(sent_at, %(at)s) WHERE id = %(id)s AND acknowledged_at IS NULL
RETURNING id;

-- name: unacknowledged
-- Facts made before a time that an open case has not taken in.
SELECT id, case_ref, workflow_id, kind, payload, made_at, case_fact.sent_at, acknowledged_at
FROM case_fact JOIN board USING (case_ref)
WHERE acknowledged_at IS NULL AND board.closed_on IS NULL AND made_at < %(older_than)s
ORDER BY made_at, id;
