-- A balance that an officer typed stands beside the landlord's own, which the postings add up to, until a newer own one
-- is loaded. typed_arrears_pence: rent arrears at the end of typed_as_at.

ALTER TABLE rent_account
    ADD COLUMN typed_arrears_pence bigint,
    ADD COLUMN typed_as_at date,
    ADD CONSTRAINT typed_whole CHECK ((typed_arrears_pence IS NULL) = (typed_as_at IS NULL));
