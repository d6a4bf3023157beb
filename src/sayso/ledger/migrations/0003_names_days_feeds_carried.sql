-- Names found by the beginnings of their words, and statements sorted by day without a look at their reports.
ALTER TABLE statement_versions ADD COLUMN published TEXT;
UPDATE statement_versions SET published = (SELECT published FROM report_versions WHERE number = report_number);
CREATE INDEX statement_by_day ON statement_versions (published DESC, report_number DESC, position, stance) WHERE until IS NULL;
DROP INDEX event_by_place;
CREATE INDEX event_by_place ON events (place_number, statement_number) WHERE place_number IS NOT NULL;
DROP INDEX event_by_type;
CREATE INDEX event_by_type ON events (type, start, statement_number);

CREATE VIRTUAL TABLE actor_index USING fts5 (name, content = 'named_actors', content_rowid = 'number', tokenize = 'unicode61', prefix = '2 3');
CREATE VIRTUAL TABLE place_index USING fts5 (name, content = 'places', content_rowid = 'number', tokenize = 'unicode61', prefix = '2 3');
INSERT INTO actor_index (actor_index) VALUES ('rebuild');
INSERT INTO place_index (place_index) VALUES ('rebuild');
CREATE INDEX identity_by_other ON identity_versions (stands_for) WHERE until IS NULL;

-- What a server said of a feed when it last sent one, so that it is asked for changes alone.
CREATE TABLE feeds (
  address       TEXT PRIMARY KEY,
  etag          TEXT,
  last_modified TEXT
) STRICT, WITHOUT ROWID;

-- Corrections made again in another text under the same address.
ALTER TABLE correction_versions ADD COLUMN carried_from INTEGER REFERENCES correction_versions (correction);
CREATE INDEX correction_carried ON correction_versions (carried_from) WHERE carried_from IS NOT NULL;
