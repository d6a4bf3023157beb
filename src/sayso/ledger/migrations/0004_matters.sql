-- Reports side by side: happenings, matters and their statements, links across reports, and origins.
CREATE TABLE happenings (
  number    INTEGER PRIMARY KEY,
  happening TEXT NOT NULL UNIQUE,
  family    TEXT NOT NULL,
  founded   TEXT NOT NULL,
  profile   BLOB NOT NULL
) STRICT;

CREATE TABLE account_versions (
  number    INTEGER PRIMARY KEY,
  account   TEXT NOT NULL,
  report    TEXT NOT NULL,
  happening TEXT NOT NULL REFERENCES happenings (happening),
  told      BLOB NOT NULL,
  why       TEXT NOT NULL,
  since     INTEGER NOT NULL REFERENCES revisions (revision),
  until     INTEGER REFERENCES revisions (revision)
) STRICT;
CREATE UNIQUE INDEX account_now ON account_versions (account) WHERE until IS NULL;
CREATE INDEX account_by_report ON account_versions (report) WHERE until IS NULL;
CREATE INDEX account_by_happening ON account_versions (happening, number) WHERE until IS NULL;
CREATE INDEX account_since ON account_versions (since);
CREATE INDEX account_until ON account_versions (until) WHERE until IS NOT NULL;

CREATE TABLE account_keys (
  key            TEXT NOT NULL,
  account_number INTEGER NOT NULL REFERENCES account_versions (number),
  PRIMARY KEY (key, account_number)
) STRICT, WITHOUT ROWID;

CREATE TABLE matter_versions (
  number    INTEGER PRIMARY KEY,
  matter    TEXT NOT NULL,
  happening TEXT NOT NULL,
  question  TEXT NOT NULL,
  founded   TEXT NOT NULL,
  since     INTEGER NOT NULL REFERENCES revisions (revision),
  until     INTEGER REFERENCES revisions (revision)
) STRICT;
CREATE UNIQUE INDEX matter_now ON matter_versions (matter) WHERE until IS NULL;
CREATE INDEX matter_by_happening ON matter_versions (happening) WHERE until IS NULL;
CREATE INDEX matter_since ON matter_versions (since);
CREATE INDEX matter_until ON matter_versions (until) WHERE until IS NOT NULL;

CREATE TABLE membership_versions (
  number    INTEGER PRIMARY KEY,
  matter    TEXT NOT NULL,
  statement TEXT NOT NULL,
  account   TEXT NOT NULL,
  because   TEXT NOT NULL,
  since     INTEGER NOT NULL REFERENCES revisions (revision),
  until     INTEGER REFERENCES revisions (revision)
) STRICT;
CREATE UNIQUE INDEX membership_now ON membership_versions (matter, statement) WHERE until IS NULL;
CREATE INDEX membership_by_statement ON membership_versions (statement);
CREATE INDEX membership_by_account ON membership_versions (account) WHERE until IS NULL;
CREATE INDEX membership_since ON membership_versions (since);
CREATE INDEX membership_until ON membership_versions (until) WHERE until IS NOT NULL;

CREATE TABLE matter_link_versions (
  number         INTEGER PRIMARY KEY,
  matter         TEXT NOT NULL,
  from_statement TEXT NOT NULL,
  to_statement   TEXT NOT NULL,
  relation       TEXT NOT NULL,
  why            TEXT NOT NULL,
  since          INTEGER NOT NULL REFERENCES revisions (revision),
  until          INTEGER REFERENCES revisions (revision)
) STRICT;
CREATE INDEX matter_link_by_matter ON matter_link_versions (matter) WHERE until IS NULL;
CREATE INDEX matter_link_by_from ON matter_link_versions (from_statement);
CREATE INDEX matter_link_by_to ON matter_link_versions (to_statement);
CREATE INDEX matter_link_since ON matter_link_versions (since);
CREATE INDEX matter_link_until ON matter_link_versions (until) WHERE until IS NOT NULL;

CREATE TABLE text_keys (
  key     INTEGER NOT NULL,
  report  TEXT NOT NULL,
  version TEXT NOT NULL,
  PRIMARY KEY (key, report)
) STRICT, WITHOUT ROWID;
CREATE INDEX text_key_by_report ON text_keys (report);

CREATE TABLE copy_versions (
  number INTEGER PRIMARY KEY,
  report TEXT NOT NULL,
  other  TEXT NOT NULL,
  copied TEXT NOT NULL,
  since  INTEGER NOT NULL REFERENCES revisions (revision),
  until  INTEGER REFERENCES revisions (revision)
) STRICT;
CREATE INDEX copy_by_report ON copy_versions (report) WHERE until IS NULL;
CREATE INDEX copy_by_other ON copy_versions (other) WHERE until IS NULL;
CREATE INDEX copy_since ON copy_versions (since);
CREATE INDEX copy_until ON copy_versions (until) WHERE until IS NOT NULL;

CREATE TABLE voice_versions (
  number INTEGER PRIMARY KEY,
  report TEXT NOT NULL,
  voices TEXT NOT NULL,
  since  INTEGER NOT NULL REFERENCES revisions (revision),
  until  INTEGER REFERENCES revisions (revision)
) STRICT;
CREATE UNIQUE INDEX voice_now ON voice_versions (report) WHERE until IS NULL;
CREATE INDEX voice_since ON voice_versions (since);
CREATE INDEX voice_until ON voice_versions (until) WHERE until IS NOT NULL;

CREATE TABLE origin_versions (
  number    INTEGER PRIMARY KEY,
  statement TEXT NOT NULL,
  origin    TEXT NOT NULL,
  kind      TEXT NOT NULL,
  name      TEXT NOT NULL,
  since     INTEGER NOT NULL REFERENCES revisions (revision),
  until     INTEGER REFERENCES revisions (revision)
) STRICT;
CREATE UNIQUE INDEX origin_now ON origin_versions (statement, origin) WHERE until IS NULL;
CREATE INDEX origin_by_id ON origin_versions (origin) WHERE until IS NULL;
CREATE INDEX origin_since ON origin_versions (since);
CREATE INDEX origin_until ON origin_versions (until) WHERE until IS NOT NULL;

-- People merge and split matters too: the list of kinds is longer.
