-- What reports tell of actors, of means and targets, how claims are framed, and how surely a place was found.
ALTER TABLE mentions ADD COLUMN sector TEXT;
ALTER TABLE mentions ADD COLUMN anonymity TEXT;
ALTER TABLE statement_versions ADD COLUMN framing TEXT NOT NULL DEFAULT '[]';
ALTER TABLE events ADD COLUMN target_kind TEXT;
ALTER TABLE events ADD COLUMN place_score REAL;
ALTER TABLE events ADD COLUMN place_rivals TEXT NOT NULL DEFAULT '[]';

CREATE TABLE means (
  event_number INTEGER NOT NULL REFERENCES events (number),
  position     INTEGER NOT NULL,
  kind         TEXT NOT NULL,
  name         TEXT,
  span         TEXT NOT NULL,
  PRIMARY KEY (event_number, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX means_by_kind ON means (kind);
