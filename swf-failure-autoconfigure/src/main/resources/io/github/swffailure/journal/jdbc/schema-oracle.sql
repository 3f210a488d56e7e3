-- Reports that Amazon SWF has not answered for good, and the workers that keep them.
-- kind: failure, cancellation, completion, running (what to report if the worker dies) or worker
-- owner: the worker that sends the report, '(expired)' or '(unreadable)'
-- occurred_at, lease_until: milliseconds since 1970-01-01 UTC; a lease is that of a worker
CREATE TABLE swf_failure_journal (
	id VARCHAR2(32) NOT NULL,
	kind VARCHAR2(12) NOT NULL,
	owner VARCHAR2(32) NOT NULL,
	region VARCHAR2(64),
	endpoint VARCHAR2(1000),
	swf_domain VARCHAR2(256),
	occurred_at NUMBER(19) NOT NULL,
	lease_until NUMBER(19),
	may_have_arrived NUMBER(1) NOT NULL,
	payload CLOB,
	PRIMARY KEY (id)
);
CREATE INDEX swf_failure_journal_owner ON swf_failure_journal (owner, occurred_at, id, kind);
CREATE INDEX swf_failure_journal_lease ON swf_failure_journal (lease_until);
