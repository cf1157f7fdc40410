-- Archive version 4 → 5: copies, histories and stories that do not depend on the order of arrival.
-- tables that they name are made anew
DROP VIEW latest;
DROP VIEW by_source_day;
ALTER TABLE page ADD COLUMN text_url TEXT;
ALTER TABLE page ADD COLUMN etag TEXT;
ALTER TABLE page ADD COLUMN last_modified TEXT;
ALTER TABLE page ADD COLUMN revisit_at TEXT;
ALTER TABLE page ADD COLUMN gone_at TEXT;
ALTER TABLE page ADD COLUMN gone_why TEXT;
UPDATE page SET text_url = CASE
  WHEN canonical_url IN (SELECT canonical_url FROM copy) THEN canonical_url
  ELSE (SELECT canonical_url FROM article WHERE id = page.article_id) END
WHERE article_id IS NOT NULL;
-- what was published lately is looked at again from now on
UPDATE page SET revisit_at = strftime('%Y-%m-%dT%H:%M:%S+00:00', 'now')
WHERE canonical_url = text_url AND via <> 'disk' AND text_url IN (
  SELECT canonical_url FROM article
  WHERE coalesce(published_at, first_seen_at) > strftime('%Y-%m-%dT%H:%M:%S+00:00', 'now', '-7 days'));
CREATE INDEX page_revisit ON page (source_id, revisit_at) WHERE revisit_at IS NOT NULL;
CREATE INDEX page_text ON page (text_url) WHERE text_url IS NOT NULL;
CREATE INDEX page_gone ON page (gone_at) WHERE gone_at IS NOT NULL;
ALTER TABLE article DROP COLUMN fingerprint;

ALTER TABLE edition RENAME TO edition_of_version_4;
DROP INDEX edition_url;
CREATE TABLE edition (
  page_url TEXT NOT NULL,
  canonical_url TEXT NOT NULL,
  language TEXT NOT NULL,
  PRIMARY KEY (page_url, canonical_url)
) STRICT, WITHOUT ROWID;
CREATE INDEX edition_url ON edition (canonical_url);
INSERT INTO edition (page_url, language, canonical_url)
SELECT a.canonical_url, e.language, e.canonical_url
FROM edition_of_version_4 e JOIN article a ON a.id = e.article_id;
DROP TABLE edition_of_version_4;

CREATE TABLE visit (
  canonical_url TEXT NOT NULL,
  at TEXT NOT NULL,
  outcome TEXT NOT NULL,
  content_hash TEXT NOT NULL DEFAULT '',
  http_status INTEGER,
  detail TEXT NOT NULL DEFAULT '',
  statement TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (canonical_url, at, outcome, content_hash)
) STRICT, WITHOUT ROWID;
CREATE TABLE statement (
  canonical_url TEXT NOT NULL,
  id TEXT NOT NULL,
  told TEXT NOT NULL,
  PRIMARY KEY (canonical_url, id)
) STRICT, WITHOUT ROWID;
ALTER TABLE revision RENAME TO revision_of_version_4;
DROP INDEX revision_article;
CREATE TABLE revision (
  canonical_url TEXT NOT NULL,
  seen_at TEXT NOT NULL,
  content_hash TEXT NOT NULL,
  kind TEXT NOT NULL,
  url TEXT NOT NULL,
  title TEXT NOT NULL,
  text TEXT NOT NULL,
  flags TEXT NOT NULL DEFAULT '[]',
  changes TEXT NOT NULL DEFAULT '{}',
  modified_at TEXT,
  PRIMARY KEY (canonical_url, seen_at, content_hash)
) STRICT, WITHOUT ROWID;
-- until now the history of an article held other sites' texts too, where an earlier one turned up
INSERT OR IGNORE INTO revision (canonical_url, seen_at, kind, url, title, text, content_hash)
SELECT coalesce(
         (SELECT text_url FROM page p WHERE p.url = r.url AND text_url IS NOT NULL LIMIT 1),
         (SELECT canonical_url FROM article a WHERE a.id = r.article_id AND a.url = r.url),
         (SELECT canonical_url FROM copy c WHERE c.article_id = r.article_id AND c.url = r.url),
         r.url),
       seen_at, CASE kind WHEN 'earlier' THEN 'first' ELSE kind END, url, title, text, content_hash
FROM revision_of_version_4 r ORDER BY id;
DROP TABLE revision_of_version_4;
-- what a copy said had no history
INSERT OR IGNORE INTO revision (canonical_url, seen_at, kind, url, title, text, content_hash)
SELECT canonical_url, fetched_at, 'first', url, title, text, content_hash FROM copy c
WHERE NOT EXISTS (SELECT 1 FROM revision r WHERE r.canonical_url = c.canonical_url);
-- of the versions so far only what the page states now is known
UPDATE revision SET modified_at = a.modified_at FROM article a
WHERE a.canonical_url = revision.canonical_url AND a.content_hash = revision.content_hash;
INSERT OR IGNORE INTO visit (canonical_url, at, outcome, content_hash)
SELECT canonical_url, seen_at, CASE WHEN kind IN ('cleaned', 'restored') THEN kind ELSE 'text' END,
       content_hash FROM revision;

INSERT INTO statement SELECT canonical_url, 'version 4', json_object(
  'url', url, 'authors', authors, 'dateline_city', dateline_city, 'agency', agency,
  'flags', flags, 'kinds', kinds, 'languages', languages, 'section', section,
  'tags', tags, 'image_url', image_url, 'image_caption', image_caption, 'image_credit', image_credit,
  'captions', captions, 'attribution', attribution, 'modified_at', modified_at, 'modified_precision', modified_precision,
  'modified_origin', modified_origin, 'date_claims', date_claims, 'dropped_lines', dropped_lines, 'published_at', published_at,
  'published_day', published_day, 'published_precision', published_precision, 'published_origin', published_origin) FROM article;
UPDATE visit SET statement = 'version 4'
WHERE EXISTS (SELECT 1 FROM article a WHERE a.canonical_url = visit.canonical_url AND a.content_hash = visit.content_hash);

ALTER TABLE copy RENAME TO copy_of_version_4;
DROP INDEX copy_article;
CREATE TABLE copy (
  canonical_url TEXT PRIMARY KEY,
  article_id INTEGER NOT NULL REFERENCES article(id),
  url TEXT NOT NULL,
  source_id TEXT NOT NULL,
  title TEXT NOT NULL,
  text TEXT NOT NULL,
  published_at TEXT,
  first_seen_at TEXT NOT NULL,
  fetched_at TEXT NOT NULL,
  content_hash TEXT NOT NULL,
  agency TEXT,
  similarity REAL NOT NULL,
  containment REAL NOT NULL,
  own_share REAL NOT NULL,
  why TEXT NOT NULL,
  differs TEXT NOT NULL,
  through_url TEXT,
  record TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO copy
SELECT canonical_url, article_id, url, source_id, title, text, published_at, fetched_at, fetched_at,
       content_hash, NULL, told ->> 'similarity', told ->> 'containment', told ->> 'own_share',
       told ->> 'why', told -> 'differs', NULL,
       json_object('lead', CASE instr(text, char(10, 10)) WHEN 0 THEN text
                           ELSE substr(text, 1, instr(text, char(10, 10)) - 1) END,
                   'sections', '[]', 'authors', '[]', 'published_day', substr(published_at, 1, 10),
                   'published_precision', CASE WHEN published_at IS NULL THEN NULL ELSE 'minute' END,
                   'published_origin', CASE WHEN published_at IS NULL THEN NULL ELSE 'meta' END,
                   'modified_at', NULL, 'language', language, 'script', script,
                   'dateline_city', NULL, 'flags', '[]', 'kinds', '[]', 'languages', '[]',
                   'section', '', 'tags', '[]', 'image_url', NULL, 'image_caption', NULL,
                   'image_credit', NULL, 'captions', '[]', 'attribution', '',
                   'modified_precision', NULL, 'modified_origin', NULL, 'date_claims', '[]',
                   'dropped_lines', '[]')
FROM (SELECT c.*, a.language, a.script, copy_of(a.title, a.text, c.title, c.text) AS told
      FROM copy_of_version_4 c JOIN article a ON a.id = c.article_id);
DROP TABLE copy_of_version_4;
CREATE INDEX copy_article ON copy (article_id);

CREATE TABLE fingerprint (
  id INTEGER PRIMARY KEY,
  canonical_url TEXT NOT NULL UNIQUE,
  first_at TEXT NOT NULL,
  hashes INTEGER NOT NULL
) STRICT;
CREATE TABLE shingle (
  hash INTEGER NOT NULL,
  fingerprint_id INTEGER NOT NULL,
  PRIMARY KEY (hash, fingerprint_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE likeness (
  a_id INTEGER NOT NULL REFERENCES fingerprint(id),
  b_id INTEGER NOT NULL REFERENCES fingerprint(id),
  similarity REAL NOT NULL,
  PRIMARY KEY (a_id, b_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX likeness_other ON likeness (b_id);
INSERT INTO fingerprint (canonical_url, first_at, hashes)
SELECT canonical_url, published_by(published_at, published_precision, first_seen_at, source_group), 0
FROM article LEFT JOIN source ON source.id = source_id
UNION ALL SELECT canonical_url, published_by(published_at, NULL, first_seen_at, source_group), 0
FROM copy LEFT JOIN source ON source.id = source_id;
INSERT OR IGNORE INTO shingle
SELECT s.value, f.id FROM article a JOIN fingerprint f USING (canonical_url), json_each(sketch_of(a.text)) s;
INSERT OR IGNORE INTO shingle
SELECT s.value, f.id FROM copy c JOIN fingerprint f USING (canonical_url), json_each(sketch_of(c.text)) s;
UPDATE fingerprint SET hashes = of.hashes
FROM (SELECT fingerprint_id, count(*) AS hashes FROM shingle GROUP BY fingerprint_id) of
WHERE of.fingerprint_id = fingerprint.id;
INSERT OR IGNORE INTO likeness
SELECT min(f.id, g.id), max(f.id, g.id), max(c.similarity, 1e-6) FROM copy c
JOIN article a ON a.id = c.article_id
JOIN fingerprint f ON f.canonical_url = a.canonical_url
JOIN fingerprint g ON g.canonical_url = c.canonical_url;
DROP TABLE band;

CREATE TABLE story_report (
  article_id INTEGER PRIMARY KEY REFERENCES article(id),
  at TEXT NOT NULL,
  report TEXT NOT NULL
) STRICT;
CREATE TABLE story_key (
  key TEXT NOT NULL,
  at TEXT NOT NULL,
  article_id INTEGER NOT NULL,
  PRIMARY KEY (key, at, article_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE story_link (
  a_id INTEGER NOT NULL REFERENCES article(id),
  b_id INTEGER NOT NULL REFERENCES article(id),
  score REAL NOT NULL,
  why TEXT NOT NULL,
  PRIMARY KEY (a_id, b_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX story_link_other ON story_link (b_id);
-- the stories so far stay; `kenwatch rejudge` links them anew
INSERT OR IGNORE INTO story_link
SELECT min(s.article_id, t.lead_article_id), max(s.article_id, t.lead_article_id), 1.0, s.why
FROM story_article s JOIN story t ON t.id = s.story_id WHERE s.article_id <> t.lead_article_id;


CREATE VIEW latest AS
SELECT a.id,
       -- Kazakhstan keeps UTC+5 since 1 March 2024; earlier times are shown in today's offset.
       -- Where only the day is known, no time is shown.
       CASE WHEN a.published_precision IN ('day', 'month') THEN a.published_day
            ELSE strftime('%Y-%m-%d %H:%M', a.published_at, '+5 hours') END AS published,
       a.source_id AS source, a.language, a.title,
       (SELECT group_concat(name_en, ', ') FROM (
          SELECT DISTINCT e.name_en FROM mention m JOIN entity e ON e.id = m.entity_id
          WHERE m.article_id = a.id AND e.kind = 'town' AND m.confidence >= 0.5 ORDER BY e.name_en)) AS towns,
       CASE WHEN a.is_mining AND a.is_monotown THEN 'mining, mono-town'
            WHEN a.is_mining THEN 'mining' WHEN a.is_monotown THEN 'mono-town' ELSE '' END AS topics,
       (SELECT count(*) FROM copy c WHERE c.article_id = a.id) AS copies,
       a.url
FROM article a
ORDER BY coalesce(a.published_at, a.first_seen_at) DESC, a.id DESC;

CREATE VIEW by_source_day AS
SELECT source_id AS source, day, sum(article) AS articles, sum(copy) AS copies
FROM (
  SELECT source_id, coalesce(published_day, date(first_seen_at, '+5 hours')) AS day, 1 AS article, 0 AS copy FROM article
  UNION ALL
  SELECT source_id, date(coalesce(published_at, fetched_at), '+5 hours'), 0, 1 FROM copy
)
GROUP BY source_id, day
ORDER BY day DESC, source_id;

DROP VIEW run_summary;
CREATE VIEW run_summary AS
SELECT s.run_id, s.source_id AS source, s.listed,
       coalesce(sum(o.pages) FILTER (WHERE o.outcome <> 'skipped'), 0) AS fetched,
       coalesce(sum(o.pages) FILTER (WHERE o.outcome = 'new'), 0) AS new,
       coalesce(sum(o.pages) FILTER (WHERE o.outcome = 'revised'), 0) AS revised,
       coalesce(sum(o.pages) FILTER (WHERE o.outcome = 'unchanged'), 0) AS unchanged,
       coalesce(sum(o.pages) FILTER (WHERE o.outcome = 'copy'), 0) AS copies,
       coalesce(sum(o.pages) FILTER (WHERE o.outcome = 'gone'), 0) AS gone,
       coalesce(sum(o.pages) FILTER (WHERE o.outcome = 'off-topic'), 0) AS off_topic,
       coalesce(sum(o.pages) FILTER (WHERE o.outcome = 'dropped'), 0) AS dropped,
       coalesce(sum(o.pages) FILTER (WHERE o.outcome = 'failed'), 0) AS failed,
       s.hubs_ok, s.hubs_failed, s.seconds, s.problem
FROM run_source s LEFT JOIN run_outcome o ON o.run_id = s.run_id AND o.source_id = s.source_id
GROUP BY s.run_id, s.source_id;

CREATE VIEW story_timeline AS
SELECT story_id, at, source, language, kind, title, credits, first_seen_at, article_id, url, gone_at FROM (
  SELECT o.story_id, coalesce(a.published_at, a.first_seen_at) AS at, a.source_id AS source, a.language,
         'article' AS kind, a.title, a.agency AS credits, a.first_seen_at, a.id AS article_id, a.url, a.canonical_url, coalesce(f.first_at, a.published_at, a.first_seen_at) AS first_at,
         (SELECT gone_at FROM page p WHERE p.text_url = a.canonical_url AND gone_at IS NOT NULL LIMIT 1) AS gone_at
  FROM story_article o JOIN article a ON a.id = o.article_id LEFT JOIN fingerprint f ON f.canonical_url = a.canonical_url
  UNION ALL
  SELECT o.story_id, coalesce(c.published_at, c.first_seen_at), c.source_id, c.record ->> 'language',
         'copy', c.title, c.agency, c.first_seen_at, c.article_id, c.url, c.canonical_url, coalesce(f.first_at, c.published_at, c.first_seen_at),
         (SELECT gone_at FROM page p WHERE p.text_url = c.canonical_url AND gone_at IS NOT NULL LIMIT 1)
  FROM story_article o JOIN copy c ON c.article_id = o.article_id LEFT JOIN fingerprint f ON f.canonical_url = c.canonical_url)
ORDER BY story_id, first_at, canonical_url;

CREATE VIEW first_publisher AS
SELECT f.story_id, f.headline, f.told ->> '$[0].source' AS first_source, f.told ->> '$[0].at' AS first_at,
       f.seen ->> '$[0].source' AS first_seen_source, f.seen ->> '$[0].at' AS first_seen_at,
       (SELECT count(DISTINCT value ->> 'source') FROM json_each(f.told)) AS sources,
       (SELECT count(*) FROM story_article o WHERE o.story_id = f.story_id) AS articles,
       json_array_length(f.told) - (SELECT count(*) FROM story_article o WHERE o.story_id = f.story_id) AS copies,
       (SELECT group_concat(language, ', ') FROM (SELECT DISTINCT value ->> 'language' AS language FROM json_each(f.told)
         ORDER BY 1)) AS languages
FROM (
  SELECT s.id AS story_id, a.title AS headline,
         (SELECT json_group_array(json_object('source', source, 'at', at, 'language', language)) FROM (
            SELECT x.source_id AS source, coalesce(x.published_at, x.first_seen_at) AS at, x.language, x.canonical_url, coalesce(f.first_at, x.published_at, x.first_seen_at)
            FROM story_article o JOIN article x ON x.id = o.article_id LEFT JOIN fingerprint f ON f.canonical_url = x.canonical_url WHERE o.story_id = s.id
            UNION ALL
            SELECT c.source_id, coalesce(c.published_at, c.first_seen_at), c.record ->> 'language', c.canonical_url, coalesce(f.first_at, c.published_at, c.first_seen_at)
            FROM story_article o JOIN copy c ON c.article_id = o.article_id LEFT JOIN fingerprint f ON f.canonical_url = c.canonical_url
            WHERE o.story_id = s.id ORDER BY 5, 4)) AS told,
         (SELECT json_group_array(json_object('source', source, 'at', at)) FROM (
            SELECT x.source_id AS source, x.first_seen_at AS at, x.url
            FROM story_article o JOIN article x ON x.id = o.article_id WHERE o.story_id = s.id
            UNION ALL
            SELECT c.source_id, c.first_seen_at, c.url
            FROM story_article o JOIN copy c ON c.article_id = o.article_id WHERE o.story_id = s.id
            ORDER BY 2, 3)) AS seen
  FROM story s JOIN article a ON a.id = s.lead_article_id) f;

CREATE VIEW quiet_edits AS
SELECT r.seen_at, coalesce(a.source_id, c.source_id) AS source, r.flags, r.title, r.changes,
       r.modified_at IS NOT NULL AND r.modified_at IS NOT (
         SELECT b.modified_at FROM revision b
         WHERE b.canonical_url = r.canonical_url AND b.seen_at < r.seen_at
           AND b.kind NOT IN ('stump', 'cut') AND b.modified_at IS NOT NULL
         ORDER BY b.seen_at DESC, b.content_hash DESC LIMIT 1) AS announced,
       coalesce(a.id, c.article_id) AS article_id, r.canonical_url AS url
FROM revision r
LEFT JOIN article a ON a.canonical_url = r.canonical_url
LEFT JOIN copy c ON c.canonical_url = r.canonical_url
WHERE r.kind = 'changed' AND r.flags <> '[]'
ORDER BY r.seen_at DESC;

CREATE VIEW removed AS
SELECT p.gone_at, p.gone_why AS why, coalesce(a.source_id, c.source_id) AS source,
       coalesce(a.title, c.title) AS title, p.article_id, c.canonical_url IS NOT NULL AS is_copy, p.text_url AS url
FROM page p
LEFT JOIN article a ON a.canonical_url = p.text_url
LEFT JOIN copy c ON c.canonical_url = p.text_url
WHERE p.gone_at IS NOT NULL
  AND p.canonical_url = (SELECT q.canonical_url FROM page q WHERE q.text_url = p.text_url AND q.gone_at IS NOT NULL
                         ORDER BY q.canonical_url <> q.text_url, q.canonical_url LIMIT 1)
ORDER BY p.gone_at DESC;

DROP VIEW coverage;
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
                                                   'redirected to the front page', 'redirected to a section page',
                                                   'robots.txt forbids it') THEN 'closed'
              ELSE state END AS state
  FROM page WHERE state <> 'old' AND day IS NOT NULL)
GROUP BY source_id, day
ORDER BY day DESC, source_id;
