-- An account that a demonstration has moved on with its case's clock: what was charged and paid is marked as nobody's,
-- and what the landlord said last is kept beside it, for the landlord's next files to go on from.

ALTER TABLE account_transaction ADD COLUMN demonstration boolean NOT NULL DEFAULT false;

CREATE INDEX account_transaction_of_demonstration ON account_transaction (account_ref) WHERE demonstration;

CREATE TABLE account_before_demonstration (
    account_ref         text PRIMARY KEY REFERENCES rent_account (account_ref) ON DELETE CASCADE,
    balance_pence       bigint NOT NULL,
    balance_as_at       date NOT NULL,
    typed_arrears_pence bigint,
    typed_as_at         date
);
