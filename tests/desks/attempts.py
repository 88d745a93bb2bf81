"""What somebody at one desk may try to say to PostgreSQL, one statement a line."""

# ruff: noqa: E501

BECOMING = """
SET ROLE {other}
SET ROLE keeper
SET ROLE postgres
SET SESSION AUTHORIZATION {other}
GRANT {other} TO {me}
GRANT keeper TO {me}
GRANT pg_read_all_data TO {me}
ALTER ROLE {me} SUPERUSER
ALTER ROLE {me} BYPASSRLS
ALTER ROLE {me} CREATEROLE
ALTER ROLE {other} PASSWORD 'known'
ALTER ROLE {other} SET search_path = desk_ambleford
CREATE ROLE another LOGIN
DROP ROLE {other}
REASSIGN OWNED BY {other} TO {me}
ALTER DEFAULT PRIVILEGES FOR ROLE {other} GRANT SELECT ON TABLES TO {me}
"""
READING = """
SELECT * FROM desk_thornby.people
RESET ROLE; SELECT * FROM desk_thornby.people
RESET SESSION AUTHORIZATION; SELECT * FROM desk_thornby.people
SET row_security = off; SELECT * FROM desk_thornby.people
SELECT * FROM desk_shared.people
COPY desk_thornby.people TO STDOUT
COPY (SELECT * FROM desk_thornby.people) TO STDOUT
PREPARE look AS SELECT * FROM desk_thornby.people
DECLARE look CURSOR WITH HOLD FOR SELECT * FROM desk_thornby.people
DO $$ BEGIN EXECUTE 'SELECT * FROM ' || 'desk_thornby.people'; END $$
EXPLAIN ANALYZE SELECT * FROM desk_thornby.people
CREATE VIEW peephole AS SELECT * FROM desk_thornby.people
CREATE TABLE copied AS TABLE desk_thornby.people
CREATE TABLE child (id integer REFERENCES desk_thornby.people (id))
CREATE TABLE heir () INHERITS (desk_thornby.people)
SELECT query_to_xml('SELECT * FROM desk_thornby.people', true, true, '')
SELECT schema_to_xml('desk_thornby', true, true, '')
SELECT table_to_xml('desk_thornby.people', true, true, '')
SELECT 'desk_thornby.people'::regclass
SELECT * FROM pg_statistic
SELECT rolpassword FROM pg_authid
SELECT pg_read_file('PG_VERSION')
SELECT pg_ls_dir('.')
SELECT lo_import('/etc/passwd')
COPY seals FROM '/etc/passwd'
COPY (SELECT 1) TO '/tmp/desk-out'
COPY (SELECT 1) TO PROGRAM 'cat'
SELECT currval('desk_thornby.people_id_seq')
DO $$ BEGIN LOCK TABLE desk_thornby.people; END $$
"""
CHANGING = """
INSERT INTO desk_thornby.people (name) VALUES ('me')
UPDATE desk_thornby.people SET name = 'me'
DELETE FROM desk_thornby.people
TRUNCATE desk_thornby.people CASCADE
DROP TABLE desk_thornby.people CASCADE
DROP SCHEMA desk_thornby CASCADE
ALTER TABLE desk_thornby.people OWNER TO {me}
ALTER TABLE desk_thornby.people SET SCHEMA desk_ambleford
ALTER SCHEMA desk_thornby OWNER TO {me}
ALTER SCHEMA desk_ambleford RENAME TO mine
GRANT USAGE ON SCHEMA desk_thornby TO {me}
GRANT SELECT ON ALL TABLES IN SCHEMA desk_thornby TO {me}
CREATE TABLE desk_thornby.mine (id integer)
CREATE FUNCTION desk_thornby.mine() RETURNS integer LANGUAGE sql AS 'SELECT 1'
CREATE TRIGGER mine BEFORE INSERT ON desk_thornby.people EXECUTE FUNCTION suppress_redundant_updates_trigger()
CREATE RULE mine AS ON INSERT TO desk_thornby.people DO INSTEAD NOTHING
CREATE INDEX mine ON desk_thornby.people (name)
SELECT setval('desk_thornby.people_id_seq', 1)
SELECT nextval('desk_thornby.people_id_seq')
"""
AROUND = """
CREATE TEMPORARY TABLE people (id integer)
CREATE TEMPORARY VIEW people AS SELECT 1
CREATE FUNCTION pg_temp.mine() RETURNS integer LANGUAGE sql AS 'SELECT 1'
CREATE TABLE public.people (id integer)
CREATE SCHEMA desk_thornby2
CREATE EXTENSION dblink
CREATE EXTENSION postgres_fdw
CREATE EXTENSION hstore
LOAD 'auto_explain'
CREATE EVENT TRIGGER mine ON ddl_command_end EXECUTE FUNCTION suppress_redundant_updates_trigger()
CREATE PUBLICATION mine FOR TABLES IN SCHEMA desk_thornby
CREATE SUBSCRIPTION mine CONNECTION '' PUBLICATION mine
SELECT pg_create_logical_replication_slot('mine', 'test_decoding')
ALTER DATABASE {database} SET search_path = desk_ambleford
ALTER DATABASE {database} OWNER TO {me}
ALTER SYSTEM SET row_security = off
SET session_preload_libraries = 'x'
SET session_replication_role = replica
SELECT pg_reload_conf()
SELECT pg_stat_reset()
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{other}'
SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE usename = '{other}'
"""
# What may be said, and must show nothing of the other desk.
QUIET = """
SET search_path = desk_thornby, desk_ambleford; SELECT name FROM people
SELECT set_config('search_path', 'desk_thornby,desk_ambleford', false); SELECT name FROM people
SELECT table_name FROM information_schema.tables WHERE table_schema = 'desk_thornby'
SELECT column_name FROM information_schema.columns WHERE table_schema = 'desk_thornby'
SELECT sequence_name FROM information_schema.sequences WHERE sequence_schema = 'desk_thornby'
SELECT * FROM pg_stats WHERE schemaname = 'desk_thornby'
SELECT last_value FROM pg_sequences WHERE schemaname = 'desk_thornby' AND last_value IS NOT NULL
SELECT query FROM pg_stat_activity WHERE usename = '{other}' AND query <> '<insufficient privilege>'
"""
