-- name: keep_landlords_own
-- What the landlord said last of an account, kept when a demonstration first moves it; of typed balances the newest.
INSERT INTO account_before_demonstration AS kept (account_ref, balance_pence, balance_as_at, typed_arrears_pence, typed_as_at)
SELECT account_ref, balance_pence, balance_as_at, typed_arrears_pence, typed_as_at
FROM rent_account WHERE account_ref = %(account_ref)s
ON CONFLICT (account_ref) DO UPDATE SET
    typed_arrears_pence = coalesce(excluded.typed_arrears_pence, kept.typed_arrears_pence),
    typed_as_at = coalesce(excluded.typed_as_at, kept.typed_as_at);

-- name: post
-- A posting that nobody made.
INSERT INTO account_transaction (account_ref, transaction_ref, posted_on, period_start, period_end, type, source_code,
                                 description, charge_pence, payment_pence, demonstration)
VALUES (%(account_ref)s, %(transaction_ref)s, %(on)s, %(period_start)s, %(period_end)s, %(type)s, 'DEMONSTRATION',
        %(description)s, %(charge_pence)s, %(payment_pence)s, true);

-- name: move_balance
-- The balance goes with the postings; a typed one of that day or before gives way to it, as to an import's.
UPDATE rent_account SET balance_pence = balance_pence + %(pence)s, balance_as_at = %(as_at)s,
    typed_arrears_pence = NULL, typed_as_at = NULL
WHERE account_ref = %(account_ref)s;
