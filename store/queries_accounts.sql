-- name: account
-- One rent account, as last delivered or refreshed.
SELECT account_ref, tenancy_ref, property_ref, uprn, landlord_code, jurisdiction, tenancy_type, social_housing,
       lease_years, tenancy_start, tenancy_end, address_1, address_2, town, postcode, rent_period_code, rent_pence,
       service_pence, other_pence, ineligible_pence, rent_due_on, rent_in_advance, balance_pence, balance_as_at,
       court_costs_pence, prior_debt_pence, payment_method, uc_status, uc_next_payment, hb_weekly_pence, hb_claim_ref,
       arrangement_pence, arrangement_frequency, arrangement_start, patch, team, officer_email, vulnerability_flag,
       breathing_space_until, do_not_visit_alone, language, account_status, extras, loaded_by_batch, closed_on,
       typed_arrears_pence, typed_as_at
FROM rent_account WHERE account_ref = %s;

-- name: references
-- Every account, whatever became of it: to find the nearest to one that was mistyped.
SELECT account_ref FROM rent_account ORDER BY account_ref;

-- name: in_arrears
-- Current accounts on which rent is owed once court costs and debt of earlier accounts are taken out.
SELECT account_ref, tenancy_ref, property_ref, uprn, landlord_code, jurisdiction, tenancy_type, social_housing,
       lease_years, tenancy_start, tenancy_end, address_1, address_2, town, postcode, rent_period_code, rent_pence,
       service_pence, other_pence, ineligible_pence, rent_due_on, rent_in_advance, balance_pence, balance_as_at,
       court_costs_pence, prior_debt_pence, payment_method, uc_status, uc_next_payment, hb_weekly_pence, hb_claim_ref,
       arrangement_pence, arrangement_frequency, arrangement_start, patch, team, officer_email, vulnerability_flag,
       breathing_space_until, do_not_visit_alone, language, account_status, extras, loaded_by_batch, closed_on,
       typed_arrears_pence, typed_as_at
FROM rent_account
WHERE balance_pence - court_costs_pence - prior_debt_pence > 0 AND account_status = 'current' AND closed_on IS NULL
ORDER BY account_ref;

-- name: people
-- Everyone on a tenancy who is still listed, the lead tenant first.
SELECT tenancy_ref, person_ref, role, title, forename, surname, date_of_birth, phone, email, correspondence_address,
       preferred_channel, adjustments, is_lead, extras, closed_on
FROM person
WHERE tenancy_ref = %s AND closed_on IS NULL
ORDER BY is_lead AND role IN ('tenant', 'joint') DESC,
         array_position('{tenant,joint,occupier,guarantor,representative}', role), person_ref;

-- name: transactions
-- Postings in the order in which they count, each with the balance after it, anchored at the landlord's own balance.
SELECT account_ref, transaction_ref, coalesce(effective_on, posted_on) AS "on", posted_on, effective_on, period_start,
       period_end, type, source_code, description, charge_pence, payment_pence, balance_after_pence, reverses_ref, demonstration,
       (%(balance)s
        - coalesce(
            sum(coalesce(charge_pence, 0) - coalesce(payment_pence, 0)) FILTER (WHERE posted_on <= %(as_at)s) OVER (), 0
        )
        + sum(coalesce(charge_pence, 0) - coalesce(payment_pence, 0))
          OVER (ORDER BY coalesce(effective_on, posted_on), entry))::bigint AS running_pence
FROM account_transaction
WHERE account_ref = %(account_ref)s
ORDER BY coalesce(effective_on, posted_on), entry;

-- name: payments
-- Payments from the tenant or from benefit, and payments taken back; the reversal of a charge is no payment.
SELECT coalesce(paid.effective_on, paid.posted_on) AS "on", paid.type, paid.transaction_ref,
       (coalesce(paid.payment_pence, 0) - coalesce(paid.charge_pence, 0))::bigint AS pence
FROM account_transaction paid
LEFT JOIN account_transaction undone
  ON undone.account_ref = paid.account_ref AND undone.transaction_ref = paid.reverses_ref
WHERE paid.account_ref = %(account_ref)s
  AND coalesce(paid.effective_on, paid.posted_on) >= %(since)s
  AND coalesce(paid.effective_on, paid.posted_on) < %(until)s
  AND (
      paid.type IN ('payment', 'housing_benefit', 'uc_direct', 'uc_deduction')
      OR paid.type = 'reversal' AND paid.charge_pence IS NOT NULL
         AND coalesce(undone.type IN ('payment', 'housing_benefit', 'uc_direct', 'uc_deduction'), true)
  )
ORDER BY "on", paid.entry;

-- name: take_typed
-- Takes a balance that was typed; one of an earlier day than what is held is left aside.
UPDATE rent_account SET typed_arrears_pence = %(arrears)s, typed_as_at = %(as_at)s
WHERE account_ref = %(account_ref)s AND greatest(balance_as_at, typed_as_at) <= %(as_at)s;

-- name: put_typed
-- The typed balance that stands after a correction; none when the landlord's own is of a later day.
UPDATE rent_account SET typed_arrears_pence = CASE WHEN balance_as_at <= %(as_at)s::date THEN %(arrears)s::bigint END,
    typed_as_at = CASE WHEN balance_as_at <= %(as_at)s::date THEN %(as_at)s::date END
WHERE account_ref = %(account_ref)s;

-- name: put_typed_before_demonstration
-- The same for what an import will put back.
UPDATE account_before_demonstration SET
    typed_arrears_pence = CASE WHEN balance_as_at <= %(as_at)s::date THEN %(arrears)s::bigint END,
    typed_as_at = CASE WHEN balance_as_at <= %(as_at)s::date THEN %(as_at)s::date END
WHERE account_ref = %(account_ref)s;

-- name: landlord
-- One landlord's page by its code; without a code the only one there is.
SELECT config FROM landlord
WHERE code = %(code)s OR %(code)s::text IS NULL AND (SELECT count(*) FROM landlord) = 1;

-- name: officers
-- The whole officer register.
SELECT email, name, phone, role, team, leader_email, absent_from, absent_until, cover_email, active, set_by, set_at
FROM officer ORDER BY email;

-- name: set_address
-- Where a person's letters go from now on.
UPDATE person SET correspondence_address = %(address)s WHERE tenancy_ref = %(tenancy_ref)s AND person_ref = %(person_ref)s;
