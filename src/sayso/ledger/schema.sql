-- The ledger in one SQLite file. Names are those of the exchange format.
--
-- Nothing is overwritten. A row of a *_versions table stands from revision `since` until (not including) revision
-- `until`; `until` is null while it stands. The views below show what stands now: read those. Rows that belong to
-- one version of a statement (speakers, chain, events, figures) never change and stand as long as it does. What
-- people correct is a new version of the statement; the reader's own is kept, also where it never stood.
-- Spans are JSON: [[start, end], ...] in code points of the report's text.
--
-- A new ledger is made by this file, an older one by migrations/; both come to the same. What a migration adds to a
-- table stands at its end here too. Views are made anew by every migration, as they stand here.

CREATE TABLE revisions (
  revision        INTEGER PRIMARY KEY,
  time            TEXT NOT NULL,      -- ISO 8601, UTC
  command         TEXT NOT NULL,      -- what was asked for
  program_version TEXT NOT NULL,
  reader_version  TEXT NOT NULL,
  person          TEXT,
  reason          TEXT,
  digest          TEXT NOT NULL       -- SHA-256 over the digest before and all that this revision wrote and ended
) STRICT;

CREATE TABLE texts (
  number      INTEGER PRIMARY KEY,
  text_sha256 TEXT NOT NULL UNIQUE,
  text        TEXT NOT NULL
) STRICT;

CREATE TABLE raw_pages (               -- the page a text was taken from, as it came, zlib-compressed
  text_sha256 TEXT NOT NULL REFERENCES texts (text_sha256),
  media_type  TEXT NOT NULL,
  page        BLOB NOT NULL,
  PRIMARY KEY (text_sha256, media_type)
) STRICT;

CREATE TABLE report_versions (
  number         INTEGER PRIMARY KEY,
  report         TEXT NOT NULL,
  title          TEXT,
  url            TEXT,
  published      TEXT,
  dateline       TEXT,
  agency         TEXT,
  outlet         TEXT,
  language       TEXT NOT NULL,
  text_sha256    TEXT NOT NULL REFERENCES texts (text_sha256),
  origin_file    TEXT,                 -- the file or address it was added from, as given
  state          TEXT NOT NULL CHECK (state IN ('read', 'skipped')),
  reason         TEXT,                 -- why it was skipped
  supersedes     TEXT,                 -- the report whose text stood under the same address before
  reader_version TEXT NOT NULL,
  since          INTEGER NOT NULL REFERENCES revisions (revision),
  until          INTEGER REFERENCES revisions (revision)
) STRICT;
CREATE UNIQUE INDEX report_now ON report_versions (report) WHERE until IS NULL;
CREATE INDEX report_by_id ON report_versions (report);
CREATE INDEX report_by_url ON report_versions (url) WHERE until IS NULL AND url IS NOT NULL;
CREATE INDEX report_by_day ON report_versions (published) WHERE until IS NULL;
CREATE INDEX report_by_state ON report_versions (state, reader_version, reason) WHERE until IS NULL;
CREATE INDEX report_by_text ON report_versions (text_sha256);
CREATE INDEX report_since ON report_versions (since);
CREATE INDEX report_until ON report_versions (until) WHERE until IS NOT NULL;

CREATE TABLE named_actors (            -- one row for each name, kind and country; never changed
  number  INTEGER PRIMARY KEY,
  actor   TEXT NOT NULL UNIQUE,
  name    TEXT NOT NULL,
  kind    TEXT NOT NULL,
  country TEXT
) STRICT;
CREATE INDEX actor_by_name ON named_actors (name COLLATE NOCASE);

CREATE TABLE identity_versions (       -- an actor that people found to be another one; what merges come to
  number       INTEGER PRIMARY KEY,
  actor_number INTEGER NOT NULL REFERENCES named_actors (number),
  stands_for   INTEGER NOT NULL REFERENCES named_actors (number),
  since        INTEGER NOT NULL REFERENCES revisions (revision),
  until        INTEGER REFERENCES revisions (revision)
) STRICT;
CREATE UNIQUE INDEX identity_now ON identity_versions (actor_number) WHERE until IS NULL;
CREATE INDEX identity_by_actor ON identity_versions (actor_number);
CREATE INDEX identity_by_other ON identity_versions (stands_for) WHERE until IS NULL;

CREATE TABLE mentions (                -- what one version of a report calls an actor, and where
  report_number INTEGER NOT NULL REFERENCES report_versions (number),
  actor_number  INTEGER NOT NULL REFERENCES named_actors (number),
  position      INTEGER NOT NULL,      -- order in the report's list of actors, from 1
  role          TEXT,
  aliases       TEXT NOT NULL,         -- JSON list
  spans         TEXT NOT NULL,
  sector        TEXT,                  -- PLOVER's code
  anonymity     TEXT,                  -- how far the report lets it be known
  PRIMARY KEY (report_number, actor_number)
) STRICT, WITHOUT ROWID;
CREATE INDEX mention_by_actor ON mentions (actor_number);

CREATE TABLE statement_versions (
  number        INTEGER PRIMARY KEY,
  statement     TEXT NOT NULL,
  report_number INTEGER NOT NULL REFERENCES report_versions (number),
  position      INTEGER NOT NULL,      -- order in the report, from 1
  content       TEXT NOT NULL,
  cue           TEXT NOT NULL,
  source        TEXT NOT NULL,
  words         TEXT NOT NULL,         -- the content in the report's own words
  stance        TEXT NOT NULL,
  quote         TEXT NOT NULL,
  about         TEXT,
  said          TEXT,
  confidence    REAL,                  -- how often attributions with such signs were right on labelled news
  as_read       INTEGER NOT NULL CHECK (as_read IN (0, 1)), -- 1: as the reader gave it; 0: as people corrected it
  since         INTEGER NOT NULL REFERENCES revisions (revision),
  until         INTEGER REFERENCES revisions (revision),
  framing       TEXT NOT NULL DEFAULT '[]', -- the report's words that cast the claim in a light
  published     TEXT                   -- of its report; kept here for sorting
) STRICT;
CREATE UNIQUE INDEX statement_now ON statement_versions (statement) WHERE until IS NULL;
CREATE INDEX statement_by_id ON statement_versions (statement);
CREATE INDEX statement_by_day ON statement_versions (published DESC, report_number DESC, position, stance) WHERE until IS NULL;
CREATE INDEX statement_by_report ON statement_versions (report_number, position, stance, until);
CREATE INDEX statement_by_confidence ON statement_versions (confidence IS NULL, confidence, report_number, position, number) WHERE until IS NULL;
CREATE INDEX statement_by_stance ON statement_versions (stance) WHERE until IS NULL;
CREATE INDEX statement_since ON statement_versions (since);
CREATE INDEX statement_until ON statement_versions (until) WHERE until IS NOT NULL;

CREATE TABLE speakers (
  statement_number INTEGER NOT NULL REFERENCES statement_versions (number),
  position         INTEGER NOT NULL,
  actor_number     INTEGER NOT NULL REFERENCES named_actors (number),
  PRIMARY KEY (statement_number, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX speaker_by_actor ON speakers (actor_number);

CREATE TABLE chain (                   -- outermost carrier at position 1, the first speaker last
  statement_number INTEGER NOT NULL REFERENCES statement_versions (number),
  position         INTEGER NOT NULL,
  actor_number     INTEGER NOT NULL REFERENCES named_actors (number),
  PRIMARY KEY (statement_number, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE places (                  -- one row for each name, country, level and GeoNames id; never changed
  number   INTEGER PRIMARY KEY,
  place    TEXT NOT NULL UNIQUE,
  name     TEXT NOT NULL,
  country  TEXT,
  level    TEXT NOT NULL,
  lat      REAL,
  lon      REAL,
  geonames INTEGER
) STRICT;
CREATE INDEX place_by_name ON places (name COLLATE NOCASE);

CREATE TABLE events (
  number           INTEGER PRIMARY KEY,
  statement_number INTEGER NOT NULL REFERENCES statement_versions (number),
  position         INTEGER NOT NULL,
  type             TEXT NOT NULL,
  trigger          TEXT NOT NULL,
  place_number     INTEGER REFERENCES places (number),
  place_precision  INTEGER,            -- UCDP where_prec, 1-7
  place_span       TEXT,
  start            TEXT,
  "end"            TEXT,
  precision        INTEGER,            -- UCDP date_prec, 1-5
  status           TEXT NOT NULL,
  polarity         TEXT NOT NULL,
  target_kind      TEXT,
  place_score      REAL,               -- how clearly the place won over its rivals, 0-1
  place_rivals     TEXT NOT NULL DEFAULT '[]' -- JSON list of the runners-up, best first
) STRICT;
CREATE INDEX event_by_statement ON events (statement_number, place_number, type);
CREATE INDEX event_by_place ON events (place_number, statement_number) WHERE place_number IS NOT NULL;
CREATE INDEX event_by_type ON events (type, start, statement_number);

CREATE TABLE participants (
  event_number INTEGER NOT NULL REFERENCES events (number),
  role         TEXT NOT NULL CHECK (role IN ('actor', 'target')),
  position     INTEGER NOT NULL,
  actor_number INTEGER NOT NULL REFERENCES named_actors (number),
  PRIMARY KEY (event_number, role, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX participant_by_actor ON participants (actor_number);

CREATE TABLE means (                   -- what an event was done with
  event_number INTEGER NOT NULL REFERENCES events (number),
  position     INTEGER NOT NULL,
  kind         TEXT NOT NULL,
  name         TEXT,                   -- make or type, as the text gives it
  span         TEXT NOT NULL,
  PRIMARY KEY (event_number, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX means_by_kind ON means (kind);

CREATE TABLE figures (
  number           INTEGER PRIMARY KEY,
  statement_number INTEGER NOT NULL REFERENCES statement_versions (number),
  position         INTEGER NOT NULL,
  measure          TEXT NOT NULL,
  low              REAL,
  high             REAL,
  qualifier        TEXT NOT NULL,
  side_number      INTEGER REFERENCES named_actors (number),
  span             TEXT NOT NULL
) STRICT;
CREATE INDEX figure_by_statement ON figures (statement_number, measure, low, high);
CREATE INDEX figure_by_measure ON figures (measure);

CREATE TABLE link_versions (
  number         INTEGER PRIMARY KEY,
  from_statement TEXT NOT NULL,
  to_statement   TEXT NOT NULL,
  relation       TEXT NOT NULL,
  why            TEXT,
  since          INTEGER NOT NULL REFERENCES revisions (revision),
  until          INTEGER REFERENCES revisions (revision)
) STRICT;
CREATE INDEX link_by_from ON link_versions (from_statement);
CREATE INDEX link_by_to ON link_versions (to_statement);
CREATE INDEX link_by_relation ON link_versions (relation) WHERE until IS NULL;
CREATE INDEX link_since ON link_versions (since);
CREATE INDEX link_until ON link_versions (until) WHERE until IS NOT NULL;

CREATE TABLE balance_versions (
  number      INTEGER PRIMARY KEY,
  statement   TEXT NOT NULL,
  "of"        TEXT NOT NULL,
  total       REAL NOT NULL,
  parts       TEXT NOT NULL,           -- JSON list
  unaccounted REAL NOT NULL,
  since       INTEGER NOT NULL REFERENCES revisions (revision),
  until       INTEGER REFERENCES revisions (revision)
) STRICT;
CREATE INDEX balance_by_statement ON balance_versions (statement);
CREATE INDEX balance_since ON balance_versions (since);
CREATE INDEX balance_until ON balance_versions (until) WHERE until IS NOT NULL;

CREATE TABLE failures (                -- what could not be taken in; a later success removes nothing, it marks it
  failure     INTEGER PRIMARY KEY,
  source      TEXT NOT NULL,           -- the file or address as given
  reason      TEXT NOT NULL,
  revision    INTEGER NOT NULL REFERENCES revisions (revision),
  resolved_by INTEGER REFERENCES revisions (revision)
) STRICT;
CREATE INDEX failure_open ON failures (source) WHERE resolved_by IS NULL;
CREATE INDEX failure_by_revision ON failures (revision);
CREATE INDEX failure_mended ON failures (resolved_by) WHERE resolved_by IS NOT NULL;

CREATE TABLE feeds (                   -- what a server said of a watched feed when it last sent one; not part of the history
  address       TEXT PRIMARY KEY,
  etag          TEXT,
  last_modified TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE correction_versions (     -- what people changed, in force until undone; who and why is in the revision
  correction INTEGER PRIMARY KEY,
  kind       TEXT NOT NULL CHECK (kind IN ('accept', 'reject', 'edit', 'add', 'merge', 'split')),
  report     TEXT,                     -- null for a merge, which holds for all reports
  statement  TEXT,
  actor      TEXT,                     -- merge, split: the actor that is another one
  field      TEXT,                     -- edit: "stance", "events.1.place"
  anchor     TEXT,                     -- edit of an event or figure: the JSON by which it is found in another reading
  before     TEXT,                     -- JSON
  after      TEXT,                     -- JSON; accept: the statement as it had been read
  since      INTEGER NOT NULL REFERENCES revisions (revision),
  until      INTEGER REFERENCES revisions (revision),
  carried_from INTEGER REFERENCES correction_versions (correction) -- the one that this makes again in another text
) STRICT;
CREATE INDEX correction_carried ON correction_versions (carried_from) WHERE carried_from IS NOT NULL;
CREATE INDEX correction_by_report ON correction_versions (report);
CREATE INDEX correction_by_statement ON correction_versions (statement);
CREATE INDEX correction_since ON correction_versions (since);
CREATE INDEX correction_until ON correction_versions (until) WHERE until IS NOT NULL;

CREATE TABLE orphan_versions (         -- corrections in force whose statement a later reading or text lacks
  number     INTEGER PRIMARY KEY,
  correction INTEGER NOT NULL REFERENCES correction_versions (correction),
  since      INTEGER NOT NULL REFERENCES revisions (revision),
  until      INTEGER REFERENCES revisions (revision)
) STRICT;
CREATE UNIQUE INDEX orphan_now ON orphan_versions (correction) WHERE until IS NULL;

CREATE TABLE happenings (               -- what accounts of several reports are of; the profile is made from them, an index
  number    INTEGER PRIMARY KEY,
  happening TEXT NOT NULL UNIQUE,
  family    TEXT NOT NULL,
  founded   TEXT NOT NULL,
  profile   BLOB NOT NULL               -- what they say in common, as compressed JSON
) STRICT;

CREATE TABLE account_versions (         -- what one report tells of one happening
  number    INTEGER PRIMARY KEY,
  account   TEXT NOT NULL,
  report    TEXT NOT NULL,
  happening TEXT NOT NULL REFERENCES happenings (happening),
  told      BLOB NOT NULL,             -- as compressed JSON
  why       TEXT NOT NULL,             -- JSON list of signs and their weights
  since     INTEGER NOT NULL REFERENCES revisions (revision),
  until     INTEGER REFERENCES revisions (revision)
) STRICT;
CREATE UNIQUE INDEX account_now ON account_versions (account) WHERE until IS NULL;
CREATE INDEX account_by_report ON account_versions (report) WHERE until IS NULL;
CREATE INDEX account_by_happening ON account_versions (happening, number) WHERE until IS NULL;
CREATE INDEX account_since ON account_versions (since);
CREATE INDEX account_until ON account_versions (until) WHERE until IS NOT NULL;

CREATE TABLE account_keys (             -- an index: accounts that stand, under the keys they are looked up by
  key            TEXT NOT NULL,
  account_number INTEGER NOT NULL REFERENCES account_versions (number),
  PRIMARY KEY (key, account_number)
) STRICT, WITHOUT ROWID;

CREATE TABLE matter_versions (          -- a question that statements of several reports answer
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

CREATE TABLE membership_versions (      -- a statement is in a matter
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

CREATE TABLE matter_link_versions (     -- a relation between statements of different reports
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
CREATE INDEX matter_link_by_relation ON matter_link_versions (relation) WHERE until IS NULL;
CREATE INDEX matter_link_by_from ON matter_link_versions (from_statement);
CREATE INDEX matter_link_by_to ON matter_link_versions (to_statement);
CREATE INDEX matter_link_since ON matter_link_versions (since);
CREATE INDEX matter_link_until ON matter_link_versions (until) WHERE until IS NOT NULL;

CREATE TABLE text_keys (                -- an index: reports under the keys of their passages, for finding copies
  key     INTEGER NOT NULL,
  report  TEXT NOT NULL,
  version TEXT NOT NULL,
  PRIMARY KEY (key, report)
) STRICT, WITHOUT ROWID;
CREATE INDEX text_key_by_report ON text_keys (report);

CREATE TABLE copy_versions (            -- two reports that carry the same passages
  number INTEGER PRIMARY KEY,
  report TEXT NOT NULL,
  other  TEXT NOT NULL,
  copied TEXT NOT NULL,                -- JSON
  since  INTEGER NOT NULL REFERENCES revisions (revision),
  until  INTEGER REFERENCES revisions (revision)
) STRICT;
CREATE INDEX copy_by_report ON copy_versions (report) WHERE until IS NULL;
CREATE INDEX copy_by_other ON copy_versions (other) WHERE until IS NULL;
CREATE INDEX copy_since ON copy_versions (since);
CREATE INDEX copy_until ON copy_versions (until) WHERE until IS NOT NULL;

CREATE TABLE voice_versions (           -- on whose word the statements of a report stand, as far as it tells itself
  number INTEGER PRIMARY KEY,
  report TEXT NOT NULL,
  voices TEXT NOT NULL,                -- JSON
  since  INTEGER NOT NULL REFERENCES revisions (revision),
  until  INTEGER REFERENCES revisions (revision)
) STRICT;
CREATE UNIQUE INDEX voice_now ON voice_versions (report) WHERE until IS NULL;
CREATE INDEX voice_since ON voice_versions (since);
CREATE INDEX voice_until ON voice_versions (until) WHERE until IS NOT NULL;

CREATE TABLE origin_versions (          -- a text or speaker that a statement goes back to, one row for each statement
  number    INTEGER PRIMARY KEY,
  statement TEXT NOT NULL,
  origin    TEXT NOT NULL,
  kind      TEXT NOT NULL,             -- text or speaker
  name      TEXT NOT NULL,
  since     INTEGER NOT NULL REFERENCES revisions (revision),
  until     INTEGER REFERENCES revisions (revision)
) STRICT;
CREATE UNIQUE INDEX origin_now ON origin_versions (statement, origin) WHERE until IS NULL;
CREATE INDEX origin_by_id ON origin_versions (origin) WHERE until IS NULL;
CREATE INDEX origin_since ON origin_versions (since);
CREATE INDEX origin_until ON origin_versions (until) WHERE until IS NOT NULL;

CREATE TABLE matter_counts (            -- an index: what lists show of each matter that stands, made from the views below
  matter     TEXT PRIMARY KEY,
  happening  TEXT NOT NULL,
  question   TEXT NOT NULL,
  asked      TEXT NOT NULL,             -- the question in one line
  type       TEXT,                      -- of the event that most accounts tell; null where they name none
  statements INTEGER NOT NULL,
  reports    INTEGER NOT NULL,
  origins    INTEGER NOT NULL,
  disputes   INTEGER NOT NULL,
  first      TEXT,                      -- the days of publication of its reports
  last       TEXT,
  low        REAL,                      -- of the measure that it asks for, where the numbers lie farthest apart
  high       REAL,
  side       TEXT                       -- whom those numbers count
) STRICT, WITHOUT ROWID;
CREATE INDEX matter_by_last ON matter_counts (last DESC, disputes DESC, type IS NULL, reports DESC, matter);
CREATE INDEX matter_shared_by_last ON matter_counts (last DESC, disputes DESC, type IS NULL, reports DESC, matter) WHERE reports >= 2;
CREATE INDEX matter_shared_by_disputes ON matter_counts (disputes DESC, last DESC, reports DESC, matter) WHERE reports >= 2;
CREATE INDEX matter_shared_by_origins ON matter_counts (origins DESC, last DESC, reports DESC, matter) WHERE reports >= 2;
CREATE INDEX matter_by_question ON matter_counts (question, last DESC);
CREATE INDEX matter_by_type ON matter_counts (type, last DESC);

CREATE TABLE revision_counts (          -- an index: how many rows stood after each revision
  revision     INTEGER PRIMARY KEY REFERENCES revisions (revision),
  reports      INTEGER NOT NULL,        -- those that were read
  statements   INTEGER NOT NULL,
  links        INTEGER NOT NULL,        -- within reports
  matter_links INTEGER NOT NULL,        -- across reports
  disputes     INTEGER NOT NULL,        -- of both, those that deny, contradict or doubt
  matters      INTEGER NOT NULL,
  balances     INTEGER NOT NULL,
  corrections  INTEGER NOT NULL
) STRICT;

-- By what a look at an earlier revision is found: the indexes of what stands now do not serve it.
CREATE INDEX report_of_day ON report_versions (published);
CREATE INDEX account_by_id ON account_versions (account);
CREATE INDEX matter_by_id ON matter_versions (matter);
CREATE INDEX membership_by_matter ON membership_versions (matter);
CREATE INDEX matter_link_of_matter ON matter_link_versions (matter);
CREATE INDEX origin_by_statement ON origin_versions (statement);

-- People merge and split matters too: the list of kinds is longer.

-- Full text. All index words that are stored above and hold no copy of them.
CREATE VIRTUAL TABLE text_index USING fts5 (text, content = 'texts', content_rowid = 'number', tokenize = 'unicode61');
CREATE VIRTUAL TABLE words_index USING fts5 (words, content = 'statement_versions', content_rowid = 'number', tokenize = 'porter unicode61');
CREATE VIRTUAL TABLE actor_index USING fts5 (name, content = 'named_actors', content_rowid = 'number', tokenize = 'unicode61', prefix = '2 3');
CREATE VIRTUAL TABLE place_index USING fts5 (name, content = 'places', content_rowid = 'number', tokenize = 'unicode61', prefix = '2 3');

-- What stands now. Asked as of a revision, "until IS NULL" is replaced; keep those words as they are.
CREATE VIEW reports AS
  SELECT number AS report_number, report, title, url, published, dateline, agency, outlet, language, text_sha256,
         origin_file, state, reason, supersedes, reader_version, since
  FROM report_versions WHERE until IS NULL;

CREATE VIEW statements AS
  SELECT s.number AS statement_number, s.statement, s.report_number, r.report, s.position, s.content, s.cue, s.source, s.words,
         s.stance, s.quote, s.about, s.said, s.confidence, s.framing, s.published, s.as_read, s.since
  FROM statement_versions s JOIN report_versions r ON r.number = s.report_number WHERE s.until IS NULL;

CREATE VIEW links AS
  SELECT number AS link_number, from_statement, to_statement, relation, why, since FROM link_versions WHERE until IS NULL;

CREATE VIEW balances AS
  SELECT number AS balance_number, statement, "of", total, parts, unaccounted, since FROM balance_versions WHERE until IS NULL;

-- One row a name, with the actor it stands for: itself, or the one that people merged it into.
CREATE VIEW actors AS
  SELECT n.number,
         coalesce((SELECT a.actor FROM identity_versions i JOIN named_actors a ON a.number = i.stands_for
           WHERE i.actor_number = n.number AND i.until IS NULL), n.actor) AS actor,
         coalesce((SELECT a.name FROM identity_versions i JOIN named_actors a ON a.number = i.stands_for
           WHERE i.actor_number = n.number AND i.until IS NULL), n.name) AS name,
         coalesce((SELECT a.kind FROM identity_versions i JOIN named_actors a ON a.number = i.stands_for
           WHERE i.actor_number = n.number AND i.until IS NULL), n.kind) AS kind,
         CASE WHEN EXISTS (SELECT 1 FROM identity_versions i WHERE i.actor_number = n.number AND i.until IS NULL)
           THEN (SELECT a.country FROM identity_versions i JOIN named_actors a ON a.number = i.stands_for
             WHERE i.actor_number = n.number AND i.until IS NULL) ELSE n.country END AS country,
         n.actor AS named, n.name AS named_as
  FROM named_actors n;

-- The corrections in force, with who made them and why; orphaned_by is the revision that left one without its statement.
CREATE VIEW corrections AS
  SELECT c.correction, c.kind, c.report, c.statement, c.actor, c.field, c.before, c.after, c.since AS revision,
         v.time, v.person, v.reason, c.carried_from,
         (SELECT o.since FROM orphan_versions o WHERE o.correction = c.correction AND o.until IS NULL) AS orphaned_by
  FROM correction_versions c
  JOIN revisions v ON v.revision = coalesce((SELECT f.since FROM correction_versions f WHERE f.correction = c.carried_from), c.since)
  WHERE c.until IS NULL;

-- One row a claim and event (or one, where it has none): who says what, through whom, about what, where and when.
CREATE VIEW claims AS
  SELECT s.statement, r.report, r.published, r.outlet, r.agency, s.stance, s.quote, s.words,
         (SELECT group_concat(name, '; ') FROM (SELECT a.name FROM speakers k JOIN actors a ON a.number = k.actor_number
           WHERE k.statement_number = s.statement_number GROUP BY a.actor ORDER BY min(k.position))) AS speaker,
         (SELECT group_concat(name, ' › ') FROM (SELECT a.name FROM chain c JOIN actors a ON a.number = c.actor_number
           WHERE c.statement_number = s.statement_number ORDER BY c.position)) AS chain,
         CASE WHEN s.framing != '[]' THEN (SELECT group_concat(substr(t.text, f.value ->> 0 + 1, f.value ->> 1 - f.value ->> 0), ' … ')
           FROM json_each(s.framing) f, texts t WHERE t.text_sha256 = r.text_sha256) END AS framing,
         e.type AS event, e.status, e.polarity, e.start, e."end",
         (SELECT group_concat(kind, '; ') FROM (SELECT kind FROM means WHERE event_number = e.number ORDER BY position)) AS means,
         e.target_kind, p.name AS place, p.country, p.level, p.lat, p.lon, e.place_precision, e.place_score
  FROM reports r
  JOIN statements s ON s.report_number = r.report_number
  LEFT JOIN events e ON e.statement_number = s.statement_number
  LEFT JOIN places p ON p.number = e.place_number;

-- Each pair of statements that cannot both hold, or of which one rejects or doubts the other. No side is picked.
-- The + keeps the index of relations out: those of one report are found by its statements.
CREATE VIEW disputes AS
  SELECT l.relation, l.why, l.from_statement, a.words AS from_words, l.to_statement, b.words AS to_words,
         a.report AS from_report, b.report AS to_report
  FROM links l
  JOIN statements a ON a.statement = l.from_statement
  JOIN statements b ON b.statement = l.to_statement
  WHERE +l.relation IN ('denies', 'contradicts', 'doubts');

-- Figures by day of publication and measure: how many statements, the lowest low, the highest high. Never a sum.
CREATE VIEW tallies AS
  SELECT s.published, f.measure, count(*) AS figures, count(DISTINCT s.report_number) AS reports,
         min(f.low) AS lowest, max(f.high) AS highest
  FROM statement_versions s JOIN figures f ON f.statement_number = s.number
  WHERE s.until IS NULL
  GROUP BY s.published, f.measure;

CREATE VIEW matters AS
  SELECT m.matter, m.happening, m.question, m.founded, m.since,
         (SELECT count(*) FROM membership_versions b WHERE b.matter = m.matter AND b.until IS NULL) AS statements,
         (SELECT count(DISTINCT a.report) FROM membership_versions b JOIN account_versions a ON a.account = b.account
           WHERE b.matter = m.matter AND b.until IS NULL AND a.until IS NULL) AS reports,
         (SELECT count(DISTINCT o.origin) FROM membership_versions b JOIN origin_versions o ON o.statement = b.statement
           WHERE b.matter = m.matter AND b.until IS NULL AND o.until IS NULL) AS origins,
         (SELECT count(*) FROM matter_link_versions l WHERE l.matter = m.matter AND l.until IS NULL
           AND l.relation IN ('denies', 'contradicts', 'doubts')) AS disputes,
         (SELECT min(s.published) FROM membership_versions b JOIN statement_versions s ON s.statement = b.statement
           WHERE b.matter = m.matter AND b.until IS NULL AND s.until IS NULL) AS first,
         (SELECT max(s.published) FROM membership_versions b JOIN statement_versions s ON s.statement = b.statement
           WHERE b.matter = m.matter AND b.until IS NULL AND s.until IS NULL) AS last
  FROM matter_versions m WHERE m.until IS NULL;

-- Who is in which matter, and why: the signs by which the report's account was joined, and by which it answers.
CREATE VIEW memberships AS
  SELECT b.matter, b.statement, a.report, a.happening, b.because, a.why, b.since
  FROM membership_versions b JOIN account_versions a ON a.account = b.account
  WHERE b.until IS NULL AND a.until IS NULL;

CREATE VIEW origins AS
  SELECT statement, origin, kind, name, since FROM origin_versions WHERE until IS NULL;

-- Relations between statements of different reports, and clashes inside one that were not linked as it was read.
CREATE VIEW matter_links AS
  SELECT matter, from_statement, to_statement, relation, why, since FROM matter_link_versions WHERE until IS NULL;

-- Of these the pairs of statements that cannot both hold, or of which one rejects or doubts the other.
CREATE VIEW matter_disputes AS
  SELECT l.matter, l.relation, l.why, l.from_statement, a.words AS from_words, l.to_statement, b.words AS to_words,
         a.report AS from_report, b.report AS to_report
  FROM matter_links l
  JOIN statements a ON a.statement = l.from_statement
  JOIN statements b ON b.statement = l.to_statement
  WHERE l.relation IN ('denies', 'contradicts', 'doubts');

-- By matter, measure and side the lowest low and the highest high, of each statement the largest figure. Never a mean.
CREATE VIEW ranges AS
  SELECT matter, measure, side, count(DISTINCT statement) AS statements, min(low) AS lowest, max(high) AS highest
  FROM (SELECT b.matter, b.statement, f.measure, n.name AS side, max(f.high) AS high, f.low
        FROM membership_versions b
        JOIN matter_versions m ON m.matter = b.matter AND m.until IS NULL
        JOIN statement_versions s ON s.statement = b.statement AND s.until IS NULL
        JOIN figures f ON f.statement_number = s.number AND f.measure = substr(m.question || ':', 1, instr(m.question || ':', ':') - 1)
        LEFT JOIN named_actors n ON n.number = f.side_number
        WHERE b.until IS NULL GROUP BY b.matter, b.statement, f.measure, n.name)
  GROUP BY matter, measure, side;
