-- Archive version 2 → 3: the parts of an article apart from its text, and the learnt boilerplate of each source.
ALTER TABLE article ADD COLUMN kinds TEXT NOT NULL DEFAULT '[]';
ALTER TABLE article ADD COLUMN languages TEXT NOT NULL DEFAULT '[]';
ALTER TABLE article ADD COLUMN section TEXT NOT NULL DEFAULT '';
ALTER TABLE article ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';
ALTER TABLE article ADD COLUMN image_url TEXT;
ALTER TABLE article ADD COLUMN image_caption TEXT;
ALTER TABLE article ADD COLUMN image_credit TEXT;
ALTER TABLE article ADD COLUMN captions TEXT NOT NULL DEFAULT '[]';
ALTER TABLE article ADD COLUMN attribution TEXT NOT NULL DEFAULT '';
ALTER TABLE article ADD COLUMN modified_precision TEXT;
ALTER TABLE article ADD COLUMN modified_origin TEXT;
ALTER TABLE article ADD COLUMN date_claims TEXT NOT NULL DEFAULT '[]';
ALTER TABLE article ADD COLUMN dropped_lines TEXT NOT NULL DEFAULT '[]';
UPDATE article SET folded = search_spelling(title, text, language, script)
  WHERE language = 'kk' AND script <> 'Cyrillic';

CREATE TABLE boilerplate_line (
  source_id TEXT NOT NULL,
  line TEXT NOT NULL,
  example TEXT NOT NULL,
  state TEXT NOT NULL,
  place TEXT NOT NULL,
  articles INTEGER NOT NULL,
  of_articles INTEGER NOT NULL,
  urls TEXT NOT NULL,
  why TEXT NOT NULL,
  first_seen_at TEXT NOT NULL,
  last_seen_at TEXT NOT NULL,
  PRIMARY KEY (source_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE edition (
  article_id INTEGER NOT NULL REFERENCES article(id),
  language TEXT NOT NULL,
  canonical_url TEXT NOT NULL,
  PRIMARY KEY (article_id, canonical_url)
) STRICT, WITHOUT ROWID;
CREATE INDEX edition_url ON edition (canonical_url);
INSERT OR IGNORE INTO edition
  SELECT p.article_id, e.value ->> 0, e.value ->> 1
  FROM page p JOIN article a ON a.canonical_url = p.canonical_url, json_each(p.editions_hint) e
  WHERE p.article_id IS NOT NULL;
