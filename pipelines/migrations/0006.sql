-- Archive version 5 → 6: what each source gave each day, how it is, and what was told to whom.
ALTER TABLE issue ADD COLUMN evidence TEXT NOT NULL DEFAULT '{}';
ALTER TABLE issue ADD COLUMN ended_at TEXT;
CREATE INDEX issue_state ON issue (source_id, first_seen_at) WHERE kind = 'state';

CREATE INDEX run_started ON run (started_at);
CREATE INDEX run_source_of ON run_source (source_id, run_id);
CREATE INDEX page_listed ON page (source_id, first_seen_at) WHERE via <> 'disk';
CREATE INDEX article_seen ON article (first_seen_at);
CREATE INDEX copy_seen ON copy (first_seen_at);

CREATE TABLE source_day (
  source_id TEXT NOT NULL,
  day TEXT NOT NULL,
  crawls INTEGER NOT NULL DEFAULT 0,
  hubs_ok INTEGER NOT NULL DEFAULT 0,
  hubs_failed INTEGER NOT NULL DEFAULT 0,
  listed INTEGER NOT NULL DEFAULT 0,
  fetched INTEGER NOT NULL DEFAULT 0,
  stored INTEGER NOT NULL DEFAULT 0,
  off_topic INTEGER NOT NULL DEFAULT 0,
  dropped INTEGER NOT NULL DEFAULT 0,
  failed INTEGER NOT NULL DEFAULT 0,
  reasons TEXT NOT NULL DEFAULT '{}',
  words INTEGER NOT NULL DEFAULT 0,
  dated INTEGER NOT NULL DEFAULT 0,
  timely INTEGER NOT NULL DEFAULT 0,
  authored INTEGER NOT NULL DEFAULT 0,
  garbled INTEGER NOT NULL DEFAULT 0,
  lines INTEGER NOT NULL DEFAULT 0,
  ad_lines INTEGER NOT NULL DEFAULT 0,
  languages TEXT NOT NULL DEFAULT '{}',
  PRIMARY KEY (source_id, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE alert (
  id INTEGER PRIMARY KEY,
  rule TEXT NOT NULL,
  first_at TEXT NOT NULL,
  last_at TEXT NOT NULL,
  updates INTEGER NOT NULL DEFAULT 0,
  gist TEXT NOT NULL DEFAULT '{}'
) STRICT;
CREATE INDEX alert_rule ON alert (rule, last_at);
CREATE TABLE alert_text (
  rule TEXT NOT NULL,
  canonical_url TEXT NOT NULL,
  alert_id INTEGER NOT NULL REFERENCES alert(id),
  PRIMARY KEY (rule, canonical_url)
) STRICT, WITHOUT ROWID;
CREATE INDEX alert_text_alert ON alert_text (alert_id);

CREATE TABLE outbox (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  rule TEXT NOT NULL,
  sink TEXT NOT NULL,
  alert_id INTEGER REFERENCES alert(id),
  language TEXT NOT NULL,
  title TEXT NOT NULL,
  body TEXT NOT NULL,
  html TEXT NOT NULL DEFAULT '',
  created_at TEXT NOT NULL,
  not_before TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'waiting',
  attempts INTEGER NOT NULL DEFAULT 0,
  tried_at TEXT,
  problem TEXT NOT NULL DEFAULT '',
  sent_at TEXT
) STRICT;
CREATE INDEX outbox_waiting ON outbox (not_before) WHERE state = 'waiting';
CREATE INDEX outbox_given_up ON outbox (sink) WHERE state = 'given up';
CREATE INDEX outbox_html ON outbox (sent_at) WHERE html <> '';
CREATE INDEX outbox_alert ON outbox (alert_id) WHERE alert_id IS NOT NULL;

CREATE TABLE chore (
  name TEXT PRIMARY KEY,
  began_at TEXT NOT NULL,
  ended_at TEXT,
  done_at TEXT,
  detail TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;

CREATE VIEW source_health AS
SELECT s.id AS source, coalesce(i.state, 'ok') AS state, i.since, i.why, i.evidence, s.last_run_at, s.enabled
FROM source s LEFT JOIN (
  SELECT source_id, evidence ->> 'state' AS state, first_seen_at AS since, evidence ->> 'why' AS why, evidence,
         row_number() OVER (PARTITION BY source_id ORDER BY first_seen_at DESC, id DESC) AS place
  FROM issue WHERE kind = 'state' AND ended_at IS NULL) i ON i.source_id = s.id AND i.place = 1
ORDER BY i.state IS NULL, s.id;

DROP VIEW quiet_edits;
CREATE VIEW quiet_edits AS
SELECT r.seen_at, coalesce(a.source_id, c.source_id) AS source, r.flags, r.title, r.changes,
       r.modified_at IS NOT NULL AND r.modified_at IS NOT (
         SELECT b.modified_at FROM revision b
         WHERE b.canonical_url = r.canonical_url AND b.seen_at < r.seen_at
           AND b.kind NOT IN ('stump', 'cut', 'garbled') AND b.modified_at IS NOT NULL
         ORDER BY b.seen_at DESC, b.content_hash DESC LIMIT 1) AS announced,
       coalesce(a.id, c.article_id) AS article_id, r.canonical_url AS url
FROM revision r
LEFT JOIN article a ON a.canonical_url = r.canonical_url
LEFT JOIN copy c ON c.canonical_url = r.canonical_url
WHERE r.kind = 'changed' AND r.flags <> '[]'
ORDER BY r.seen_at DESC;
