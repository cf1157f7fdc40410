-- Archive version 1 → 2: hubs are asked as often as they change, and what a site listed is proven.
ALTER TABLE hub ADD COLUMN origin TEXT NOT NULL DEFAULT 'file';
ALTER TABLE hub ADD COLUMN root TEXT NOT NULL DEFAULT '';
ALTER TABLE hub ADD COLUMN pending INTEGER NOT NULL DEFAULT 0;
ALTER TABLE hub ADD COLUMN is_check INTEGER NOT NULL DEFAULT 0;
ALTER TABLE hub ADD COLUMN read_at TEXT;
ALTER TABLE hub ADD COLUMN due_at TEXT;
ALTER TABLE hub ADD COLUMN failures INTEGER NOT NULL DEFAULT 0;
ALTER TABLE hub ADD COLUMN doubt TEXT;
ALTER TABLE hub ADD COLUMN entries INTEGER;
ALTER TABLE hub ADD COLUMN newest_at TEXT;
ALTER TABLE hub ADD COLUMN skipped TEXT NOT NULL DEFAULT '{}';
ALTER TABLE hub ADD COLUMN rhythm TEXT;
UPDATE hub SET origin = CASE kind WHEN 'feed' THEN 'found' ELSE 'named' END,
  pending = checked_at IS NULL AND kind <> 'feed' WHERE depth > 1;
UPDATE hub SET read_at = checked_at WHERE problem IS NULL;
CREATE INDEX hub_due ON hub (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX hub_source ON hub (source_id);

CREATE TABLE sighting (
  canonical_url TEXT NOT NULL,
  hub_url TEXT NOT NULL,
  first_seen_at TEXT NOT NULL,
  PRIMARY KEY (canonical_url, hub_url)
) STRICT, WITHOUT ROWID;
INSERT INTO sighting SELECT canonical_url, hub_url, first_seen_at FROM page WHERE hub_url <> '';

CREATE TABLE watch (
  hub_url TEXT NOT NULL,
  source_id TEXT NOT NULL,
  begins_at TEXT NOT NULL,
  ends_at TEXT NOT NULL,
  PRIMARY KEY (hub_url, begins_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX watch_source ON watch (source_id, ends_at);

CREATE TABLE refusal (
  hub_url TEXT NOT NULL,
  entry TEXT NOT NULL,
  source_id TEXT NOT NULL,
  reason TEXT NOT NULL,
  first_seen_at TEXT NOT NULL,
  PRIMARY KEY (hub_url, entry)
) STRICT, WITHOUT ROWID;
CREATE INDEX refusal_source ON refusal (source_id, first_seen_at);

ALTER TABLE source ADD COLUMN closed_until TEXT;

ALTER TABLE page ADD COLUMN editions_hint TEXT NOT NULL DEFAULT '[]';
ALTER TABLE page ADD COLUMN day TEXT;
-- Kazakhstan keeps UTC+5; version 1 knew no source's zone
UPDATE page SET day = date(coalesce(published_hint, first_seen_at), '+5 hours');
DROP INDEX page_queue;
CREATE INDEX page_queue ON page (source_id, coalesce(published_hint, first_seen_at) DESC)
  WHERE next_check_at IS NOT NULL;
CREATE INDEX page_day ON page (day, source_id);

CREATE VIEW coverage AS
SELECT source_id AS source, day, count(*) AS listed,
       sum(state = 'kept') AS kept,
       sum(state = 'rejected' AND reason LIKE 'off-topic%') AS off_topic,
       sum(state = 'rejected' AND reason NOT LIKE 'off-topic%') AS refused,
       sum(state = 'closed') AS closed,
       sum(state = 'failed') AS failed,
       sum(state = 'queued') AS waiting,
       round(100.0 * sum(state IN ('kept', 'rejected', 'closed')) / count(*), 1) AS answered
FROM (
  SELECT source_id, day, reason,
         CASE WHEN article_id IS NOT NULL THEN 'kept'
              WHEN state = 'failed' AND reason IN ('answered 404', 'answered 410', 'answered 451',
                                                   'robots.txt forbids it') THEN 'closed'
              ELSE state END AS state
  FROM page WHERE state <> 'old' AND day IS NOT NULL)
GROUP BY source_id, day
ORDER BY day DESC, source_id;
