-- name: lock
-- One import at a time; the number is "imports" spelt on a telephone.
SELECT pg_advisory_xact_lock(4676787);

-- name: loaded_before
-- Whether these very bytes were loaded under this file name.
SELECT id FROM import_batch WHERE file_name = %s AND sha256 = %s;

-- name: new_batch
-- Records one file that is being loaded.
INSERT INTO import_batch (file_name, sha256, source_system, loaded_by, rows, totals)
VALUES (%(file_name)s, %(sha256)s, %(source_system)s, %(loaded_by)s, %(rows)s, %(totals)s)
RETURNING id;

-- name: keep_landlord
-- The landlord's page as it was last delivered.
INSERT INTO landlord (code, config) VALUES (%s, %s)
ON CONFLICT (code) DO UPDATE SET config = excluded.config;

-- name: keep_officer
-- One officer as last delivered; officers left out of a file stay as they are, and so does who was set on the board.
INSERT INTO officer (email, name, phone, role, team, leader_email, absent_from, absent_until, cover_email)
VALUES (%(email)s, %(name)s, %(phone)s, %(role)s, %(team)s, %(leader_email)s, %(absent_from)s, %(absent_until)s, %(cover_email)s)
ON CONFLICT (email) DO UPDATE SET
    name = excluded.name, phone = excluded.phone, role = excluded.role, team = excluded.team, leader_email = excluded.leader_email,
    absent_from = excluded.absent_from, absent_until = excluded.absent_until, cover_email = excluded.cover_email
WHERE officer.set_by IS NULL;

-- name: posting_conflict
-- The first staged posting whose reference is held with other money or on another account.
SELECT staged.row, staged.transaction_ref, staged.account_ref, held.account_ref,
       coalesce(held.charge_pence, 0) - coalesce(held.payment_pence, 0)
FROM staged_account_transaction staged
JOIN account_transaction held USING (transaction_ref)
WHERE held.account_ref <> staged.account_ref
   OR coalesce(held.charge_pence, 0) - coalesce(held.payment_pence, 0)
      <> coalesce(staged.charge_pence, 0) - coalesce(staged.payment_pence, 0)
ORDER BY staged.row
LIMIT 1;

-- name: keep_events
-- Staged events that are not held yet. A history delivered again with more rows brings only those: of equal rows as
-- many are kept as the longest delivery has.
INSERT INTO import_event
    (batch, row, account_ref, event, happened_on, recorded_at, recorded_by, source, details, extras)
SELECT %(batch)s, row, account_ref, event, happened_on, recorded_at, recorded_by, source, details, extras
FROM (
    SELECT staged.row, staged.account_ref, staged.event, staged.happened_on, staged.recorded_at, staged.recorded_by,
           staged.source, coalesce(staged.details, '{}') AS details, staged.extras,
           row_number() OVER (
               PARTITION BY account_ref, event, happened_on, coalesce(details, '{}') ORDER BY row
           ) AS nth
    FROM staged_import_event staged
) staged
WHERE nth > (
    SELECT count(*) FROM import_event held
    WHERE held.account_ref = staged.account_ref AND held.happened_on = staged.happened_on
      AND held.event = staged.event AND held.details = staged.details
)
ORDER BY row;

-- name: close_accounts
-- Accounts of the landlords in a full file that the file no longer holds are closed, never erased.
UPDATE rent_account held SET closed_on = %(today)s
WHERE held.closed_on IS NULL
  AND coalesce(held.landlord_code, '') IN (
      SELECT coalesce(delivered.landlord_code, '') FROM rent_account delivered
      JOIN staged_rent_account staged ON staged.account_ref = delivered.account_ref
  )
  AND NOT EXISTS (SELECT FROM staged_rent_account staged WHERE staged.account_ref = held.account_ref);

-- name: close_people
-- People of the landlords in a full file whom the file no longer holds are closed, never erased.
UPDATE person held SET closed_on = %(today)s
WHERE held.closed_on IS NULL
  AND EXISTS (
      SELECT FROM rent_account account
      WHERE account.tenancy_ref = held.tenancy_ref
        AND coalesce(account.landlord_code, '') IN (
            SELECT coalesce(other.landlord_code, '') FROM rent_account other JOIN staged_person USING (tenancy_ref)
        )
  )
  AND NOT EXISTS (
      SELECT FROM staged_person staged
      WHERE staged.tenancy_ref = held.tenancy_ref AND staged.person_ref = held.person_ref
  );

-- name: accounts_with_history
-- The accounts for which a history was delivered.
SELECT DISTINCT account_ref FROM import_event ORDER BY account_ref;

-- name: history_of
-- One account's delivered history in the order in which it is taken.
SELECT batch, row, account_ref, event, happened_on, recorded_at, recorded_by, source, details
FROM import_event WHERE account_ref = %s
ORDER BY happened_on, batch, row;

-- name: put_back_balances
-- The accounts that demonstrations moved stand again where their landlord left them.
UPDATE rent_account held SET
    balance_pence = kept.balance_pence, balance_as_at = kept.balance_as_at,
    typed_arrears_pence = CASE WHEN held.typed_as_at IS NULL THEN kept.typed_arrears_pence ELSE held.typed_arrears_pence END,
    typed_as_at = coalesce(held.typed_as_at, kept.typed_as_at)
FROM account_before_demonstration kept
WHERE kept.account_ref = held.account_ref AND held.account_ref = ANY (%(accounts)s);

-- name: take_away_demonstrations
-- What nobody charged and nobody paid.
DELETE FROM account_transaction WHERE demonstration AND account_ref = ANY (%(accounts)s);

-- name: forget_demonstrations
-- What was kept for putting back.
DELETE FROM account_before_demonstration WHERE account_ref = ANY (%(accounts)s);
