#!/bin/sh
# At the first start of the database: the extensions, and the role that the application signs in as. It owns no table,
# so it can neither rewrite the journal nor drop what guards it. The owner has no password: it comes in by the socket alone.
set -eu
psql --set ON_ERROR_STOP=1 --set app="$APP_PASSWORD" --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
CREATE EXTENSION IF NOT EXISTS postgis;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE EXTENSION IF NOT EXISTS btree_gin;
CREATE ROLE agraw_app LOGIN PASSWORD :'app';
ALTER ROLE CURRENT_USER PASSWORD NULL;
SQL
