-- name: get
-- One person of the register.
SELECT email, name, phone, role, team, leader_email, absent_from, absent_until, cover_email, active, set_by, set_at
FROM officer WHERE lower(email) = lower(%(email)s);

-- name: put
-- A person as the board says it.
INSERT INTO officer (email, name, phone, role, team, leader_email, absent_from, absent_until, cover_email, active, set_by, set_at)
VALUES (%(email)s, %(name)s, %(phone)s, %(role)s, %(team)s, %(leader_email)s, %(absent_from)s, %(absent_until)s, %(cover_email)s,
        %(active)s, %(by)s, now())
ON CONFLICT (email) DO UPDATE SET
    name = excluded.name, phone = excluded.phone, role = excluded.role, team = excluded.team, leader_email = excluded.leader_email,
    absent_from = excluded.absent_from, absent_until = excluded.absent_until, cover_email = excluded.cover_email,
    active = excluded.active, set_by = excluded.set_by, set_at = excluded.set_at;

-- name: leave_to_files
-- The landlord's files say again who this is.
UPDATE officer SET set_by = NULL, set_at = NULL WHERE lower(email) = lower(%(email)s) AND set_by IS NOT NULL;

-- name: sign_out
-- Ends every session of a person.
DELETE FROM web_session WHERE lower(email) = lower(%(email)s);

-- name: tell_sessions
-- Whoever is signed in is called so, sees this team and may do this from now on.
UPDATE web_session SET name = %(name)s, team = %(team)s, roles = coalesce(%(roles)s::text[], roles)
WHERE lower(email) = lower(%(email)s);

-- name: tell_calendar
-- A private calendar shows this team's cases from now on.
UPDATE web_calendar SET team = %(team)s, roles = coalesce(%(roles)s::text[], roles)
WHERE lower(email) = lower(%(email)s);

-- name: end_calendar
-- Takes a person's private calendar away.
DELETE FROM web_calendar WHERE lower(email) = lower(%(email)s);

-- name: owned
-- How many open cases each person owns.
SELECT lower(owner), count(*)::integer FROM board WHERE closed_on IS NULL AND owner IS NOT NULL GROUP BY 1;

-- name: note
-- Notes what was done.
INSERT INTO desk_log (by_email, what, about) VALUES (%(by)s, %(what)s, %(about)s);

-- name: cases_of
-- Open cases whose dates may belong to somebody else after a change of this person: their own, their teams', or all.
SELECT state, as_of FROM board
WHERE closed_on IS NULL AND (%(all)s OR lower(owner) = lower(%(email)s) OR team = ANY (%(teams)s)) ORDER BY case_ref;

-- name: whose
-- Whose a date is, and whom it is passed up to.
UPDATE board_deadline SET owner = %(owner)s, escalate_to = %(escalate_to)s
WHERE case_ref = %(case_ref)s AND kind = %(kind)s AND instance = %(instance)s
  AND (owner IS DISTINCT FROM %(owner)s OR escalate_to IS DISTINCT FROM %(escalate_to)s);
