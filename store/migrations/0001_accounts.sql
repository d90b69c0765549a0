-- What the landlord told us: the landlords, officers, rent accounts, people and postings that an import loads.
-- Money is pence in bigint, debit positive. A column we do not know is kept in extras.

CREATE TABLE landlord (
    code   text PRIMARY KEY,
    config jsonb NOT NULL DEFAULT '{}'
);

CREATE TABLE officer (
    email        text PRIMARY KEY,
    name         text NOT NULL,
    role         text NOT NULL DEFAULT 'officer',
    team         text,
    leader_email text,
    absent_from  date,
    absent_until date,                       -- half-open: back at work on this day
    cover_email  text
);

CREATE TABLE import_batch (
    id            bigserial PRIMARY KEY,
    file_name     text NOT NULL,
    sha256        text NOT NULL,
    source_system text,
    loaded_at     timestamptz NOT NULL DEFAULT now(),
    loaded_by     text NOT NULL,
    rows          bigint NOT NULL,
    totals        jsonb NOT NULL DEFAULT '{}',
    UNIQUE (file_name, sha256)
);

CREATE TABLE rent_account (
    account_ref           text PRIMARY KEY,
    tenancy_ref           text NOT NULL,
    property_ref          text NOT NULL,
    uprn                  text,
    landlord_code         text,
    jurisdiction          text NOT NULL,
    tenancy_type          text NOT NULL,
    social_housing        boolean NOT NULL DEFAULT true,
    lease_years           integer,
    tenancy_start         date NOT NULL,
    tenancy_end           date,
    address_1             text NOT NULL,
    address_2             text,
    town                  text,
    postcode              text NOT NULL,
    rent_period_code      integer NOT NULL,
    rent_pence            bigint NOT NULL,
    service_pence         bigint NOT NULL DEFAULT 0,
    other_pence           bigint NOT NULL DEFAULT 0,
    ineligible_pence      bigint NOT NULL DEFAULT 0,
    rent_due_on           text,
    rent_in_advance       boolean,
    balance_pence         bigint NOT NULL,
    balance_as_at         date NOT NULL,
    court_costs_pence     bigint NOT NULL DEFAULT 0,
    prior_debt_pence      bigint NOT NULL DEFAULT 0,
    payment_method        text,
    uc_status             text,
    uc_next_payment       date,
    hb_weekly_pence       bigint,
    hb_claim_ref          text,
    arrangement_pence     bigint,
    arrangement_frequency text,
    arrangement_start     date,
    patch                 text,
    team                  text,
    officer_email         text,
    vulnerability_flag    boolean NOT NULL DEFAULT false,
    breathing_space_until date,
    do_not_visit_alone    boolean NOT NULL DEFAULT false,
    language              text,
    account_status        text NOT NULL,
    extras                jsonb NOT NULL DEFAULT '{}',
    loaded_by_batch       bigint REFERENCES import_batch (id)
);

CREATE INDEX rent_account_by_tenancy ON rent_account (tenancy_ref);
CREATE INDEX rent_account_by_officer ON rent_account (officer_email);

CREATE TABLE person (
    tenancy_ref            text NOT NULL,
    person_ref             text NOT NULL,
    role                   text NOT NULL,
    title                  text,
    forename               text NOT NULL,
    surname                text NOT NULL,
    date_of_birth          date,
    phone                  text,
    email                  text,
    correspondence_address text,
    preferred_channel      text,
    adjustments            text,
    is_lead                boolean NOT NULL DEFAULT false,
    extras                 jsonb NOT NULL DEFAULT '{}',
    PRIMARY KEY (tenancy_ref, person_ref)
);

CREATE TABLE account_transaction (
    account_ref         text NOT NULL REFERENCES rent_account (account_ref),
    transaction_ref     text NOT NULL,
    posted_on           date NOT NULL,
    effective_on        date,
    period_start        date,
    period_end          date,
    type                text NOT NULL,
    source_code         text,
    description         text,
    charge_pence        bigint,
    payment_pence       bigint,
    balance_after_pence bigint,
    reverses_ref        text,
    batch_ref           text,
    PRIMARY KEY (account_ref, transaction_ref)
);

CREATE INDEX account_transaction_by_day ON account_transaction (account_ref, (coalesce(effective_on, posted_on)));
