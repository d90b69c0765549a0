-- name: begin_session
-- Remembers somebody who has signed in.
INSERT INTO web_session (id_hash, email, name, roles, team) VALUES (%(id_hash)s, %(email)s, %(name)s, %(roles)s, %(team)s);

-- name: session
-- Who this is, unless the session has been idle or open for too long; somebody at work keeps it awake, noted once a minute.
WITH found AS (
    SELECT id_hash, email, name, roles, team FROM web_session
    WHERE id_hash = %(id_hash)s AND seen_at > now() - interval '30 minutes' AND began_at > now() - interval '12 hours'
), awake AS (
    UPDATE web_session SET seen_at = now() FROM found
    WHERE web_session.id_hash = found.id_hash AND %(at_work)s AND web_session.seen_at < now() - interval '1 minute'
)
SELECT email, name, roles, team FROM found;

-- name: end_session
-- Forgets one session.
DELETE FROM web_session WHERE id_hash = %(id_hash)s;

-- name: end_sessions_of
-- Forgets every session of a person, whatever machine it is on.
DELETE FROM web_session WHERE lower(email) = lower(%(email)s);

-- name: forget_old_sessions
-- Forgets sessions that can no longer be used.
DELETE FROM web_session WHERE seen_at <= now() - interval '30 minutes' OR began_at <= now() - interval '12 hours';

-- name: tried
-- How often somebody has tried within the window, and in how many seconds it is over.
SELECT tries, greatest(1, ceil(extract(epoch FROM since + make_interval(secs => %(seconds)s) - now())))::integer FROM web_attempt
WHERE who_hash = %(who_hash)s AND what = %(what)s AND since > now() - make_interval(secs => %(seconds)s);

-- name: note_attempt
-- One more attempt in the window, or the first of a new one.
INSERT INTO web_attempt (who_hash, what) VALUES (%(who_hash)s, %(what)s)
ON CONFLICT (who_hash, what) DO UPDATE SET
    tries = CASE WHEN web_attempt.since > now() - make_interval(secs => %(seconds)s) THEN web_attempt.tries + 1 ELSE 1 END,
    since = CASE WHEN web_attempt.since > now() - make_interval(secs => %(seconds)s) THEN web_attempt.since ELSE now() END;

-- name: forget_old_attempts
-- Forgets windows that are long over.
DELETE FROM web_attempt WHERE since < now() - interval '1 day';

-- name: set_emergency
-- Gives the emergency account a new password.
INSERT INTO web_emergency (email, password_hash) VALUES (lower(%(email)s), %(password_hash)s)
ON CONFLICT (email) DO UPDATE SET password_hash = excluded.password_hash, made_at = now(), used_at = NULL;

-- name: end_emergency
-- Takes an emergency account away.
DELETE FROM web_emergency WHERE email = lower(%(email)s);

-- name: emergency
-- The emergency account of an address.
SELECT password_hash FROM web_emergency WHERE email = lower(%(email)s);

-- name: use_emergency
-- Notes that it was used.
UPDATE web_emergency SET used_at = now() WHERE email = lower(%(email)s);

-- name: emergencies
-- Every emergency account.
SELECT email, made_at, used_at FROM web_emergency ORDER BY email;

-- name: keep_handshake
-- Remembers what was agreed before leaving for the organisation's sign-in.
INSERT INTO web_handshake (id_hash, data) VALUES (%(id_hash)s, %(data)s)
ON CONFLICT (id_hash) DO UPDATE SET data = excluded.data;

-- name: take_handshake
-- Gives it back once, within ten minutes.
DELETE FROM web_handshake WHERE id_hash = %(id_hash)s AND began_at > now() - interval '10 minutes' RETURNING data;

-- name: forget_old_handshakes
-- Forgets the sign-ins that were never finished.
DELETE FROM web_handshake WHERE began_at <= now() - interval '10 minutes';

-- name: make_key
-- Keeps a program's key.
INSERT INTO web_key (token_hash, name, team, made_by) VALUES (%(token_hash)s, %(name)s, %(team)s, %(made_by)s) RETURNING id;

-- name: use_key
-- Which program a key belongs to, unless it was ended.
UPDATE web_key SET used_at = now() WHERE token_hash = %(token_hash)s AND ended_at IS NULL RETURNING name, team;

-- name: end_key
-- Ends a key.
UPDATE web_key SET ended_at = now() WHERE id = %(id)s AND ended_at IS NULL;

-- name: keys
-- Every key, the newest first.
SELECT id, name, team, made_by, made_at, used_at, ended_at FROM web_key ORDER BY id DESC;

-- name: set_calendar
-- Gives a person a new private calendar address; the earlier one ends.
INSERT INTO web_calendar (email, token_hash, roles, team) VALUES (lower(%(email)s), %(token_hash)s, %(roles)s, %(team)s)
ON CONFLICT (email) DO UPDATE SET token_hash = excluded.token_hash, roles = excluded.roles, team = excluded.team,
    made_at = now(), fetched_at = NULL;

-- name: end_calendar
-- Takes a person's calendar address away.
DELETE FROM web_calendar WHERE email = lower(%(email)s);

-- name: calendar_of
-- The calendar a person has.
SELECT email, roles, team, made_at, fetched_at FROM web_calendar WHERE email = lower(%(email)s);

-- name: fetch_calendar
-- Whose calendar this is; notes that it was fetched.
UPDATE web_calendar SET fetched_at = now() WHERE token_hash = %(token_hash)s RETURNING email, roles, team, made_at, fetched_at;

-- name: note_view
-- Notes who looked at a case, once in ten minutes.
INSERT INTO case_view (case_ref, email, reason)
SELECT %(case_ref)s, %(email)s, %(reason)s
WHERE NOT EXISTS (SELECT FROM case_view WHERE case_ref = %(case_ref)s AND email = %(email)s
                  AND reason IS NOT DISTINCT FROM %(reason)s AND viewed_at > now() - interval '10 minutes');

-- name: views
-- Who looked at a case, the latest first.
SELECT email, viewed_at, reason FROM case_view WHERE case_ref = %(case_ref)s ORDER BY viewed_at DESC LIMIT 50;

-- name: changes_after
-- Cases that changed after a number, for a page that was away.
SELECT case_ref, team, restricted_to, version, changed FROM board WHERE changed > %(after)s ORDER BY changed LIMIT %(limit)s;

-- name: changes_of
-- The last change of these cases.
SELECT case_ref, team, restricted_to, version, changed FROM board WHERE case_ref = ANY(%(refs)s) ORDER BY changed;

-- name: last_change
-- The number of the last change there was.
SELECT coalesce(max(changed), 0) FROM board;

-- name: take_turn
-- One at a time for a case among those who confirm on the board; let go of when the connection ends, however it ends.
SELECT pg_advisory_lock(hashtextextended('board:' || %(ref)s, 0));

-- name: give_turn
-- The turn is over.
SELECT pg_advisory_unlock(hashtextextended('board:' || %(ref)s, 0));

-- name: answers
-- Whether the memory answers at all.
SELECT true;

-- name: listen
-- Every change of a case on the board is told to this connection.
LISTEN board;
