-- What lists show of each matter, and how many rows stand: kept as they change, filled as the ledger is brought here.
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
