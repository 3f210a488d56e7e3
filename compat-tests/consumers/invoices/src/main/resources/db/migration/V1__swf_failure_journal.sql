-- Reports that Amazon SWF has not answered for good, and the workers that keep them.
-- kind: failure, cancellation, completion, running (what to report if the worker dies) or worker
-- owner: the worker that sends the report, '(expired)' or '(unreadable)'
-- occurred_at, lease_until: milliseconds since 1970-01-01 UTC; a lease is that of a worker
CREATE TABLE IF NOT EXISTS swf_failure_journal (
	id VARCHAR(32) NOT NULL,
	kind VARCHAR(12) NOT NULL,
	owner VARCHAR(32) NOT NULL,
	region VARCHAR(64),
	endpoint VARCHAR(1000),
	swf_domain VARCHAR(256),
	occurred_at BIGINT NOT NULL,
	lease_until BIGINT,
	may_have_arrived SMALLINT NOT NULL,
	payload TEXT,
	PRIMARY KEY (id)
);
CREATE INDEX IF NOT EXISTS swf_failure_journal_owner ON swf_failure_journal (owner, occurred_at, id, kind);
CREATE INDEX IF NOT EXISTS swf_failure_journal_lease ON swf_failure_journal (lease_until);
