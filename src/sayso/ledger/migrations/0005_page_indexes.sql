-- Statements by how sure they are, for the review; reports and links across reports by what they are, for counts.
CREATE INDEX statement_by_confidence ON statement_versions (confidence IS NULL, confidence, report_number, position, number) WHERE until IS NULL;
CREATE INDEX matter_link_by_relation ON matter_link_versions (relation) WHERE until IS NULL;
CREATE INDEX report_by_state ON report_versions (state, reader_version, reason) WHERE until IS NULL;
