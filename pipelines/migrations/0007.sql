-- Archive version 6 → 7: the small columns of articles apart, the days of events and stories, indexes for the questions of the desk,
-- and whose local source a source is (filled at its next run). The views are made anew after the last step, as in every archive.
ALTER TABLE source ADD COLUMN region TEXT NOT NULL DEFAULT '';
ALTER TABLE source ADD COLUMN towns TEXT NOT NULL DEFAULT '[]';
ALTER TABLE story ADD COLUMN day TEXT NOT NULL DEFAULT '';
ALTER TABLE event ADD COLUMN day TEXT NOT NULL DEFAULT '';

CREATE TABLE article_brief (
  article_id INTEGER PRIMARY KEY,
  day TEXT NOT NULL,
  at TEXT NOT NULL,
  source_id TEXT NOT NULL,
  language TEXT NOT NULL,
  is_mining INTEGER NOT NULL,
  is_monotown INTEGER NOT NULL,
  is_dated INTEGER NOT NULL
) STRICT;
INSERT INTO article_brief
SELECT id, coalesce(published_day, date(first_seen_at, '+5 hours'), substr(first_seen_at, 1, 10)), coalesce(published_at, first_seen_at),
       source_id, language, is_mining, is_monotown, published_at IS NOT NULL FROM article;
UPDATE story SET day = coalesce((SELECT day FROM article_brief WHERE article_id = lead_article_id), '');
UPDATE event SET day = coalesce(nullif(moment, ''), (SELECT day FROM article_brief b WHERE b.article_id = event.article_id), '');
CREATE INDEX article_brief_day ON article_brief (day);
CREATE INDEX article_brief_volume ON article_brief (day, language, is_mining, is_monotown);
CREATE INDEX article_brief_source ON article_brief (source_id, day, is_dated);
CREATE INDEX article_brief_undated ON article_brief (at) WHERE NOT is_dated;
CREATE INDEX revision_edits ON revision (seen_at, flags) WHERE kind = 'changed' AND flags <> '[]';
CREATE INDEX copy_source ON copy (source_id, article_id, published_at, fetched_at);
CREATE INDEX copy_day ON copy (source_id, coalesce(record ->> 'published_day', date(first_seen_at, '+5 hours'), substr(first_seen_at, 1, 10)));
CREATE INDEX story_day ON story (day);
CREATE INDEX story_lead ON story (lead_article_id);
CREATE INDEX event_day ON event (day);
CREATE INDEX event_kind ON event (kind, day);
CREATE INDEX event_town ON event (town_id, kind, day) WHERE town_id IS NOT NULL;
CREATE INDEX event_company ON event (company_id, kind, day) WHERE company_id IS NOT NULL;
CREATE INDEX event_asset ON event (asset_id, kind, day) WHERE asset_id IS NOT NULL;
CREATE TRIGGER article_brief_insert AFTER INSERT ON article BEGIN
  INSERT INTO article_brief VALUES (
    new.id, coalesce(new.published_day, date(new.first_seen_at, '+5 hours'), substr(new.first_seen_at, 1, 10)), coalesce(new.published_at, new.first_seen_at),
    new.source_id, new.language, new.is_mining, new.is_monotown, new.published_at IS NOT NULL);
END;
CREATE TRIGGER article_brief_delete AFTER DELETE ON article BEGIN
  DELETE FROM article_brief WHERE article_id = old.id;
END;
CREATE TRIGGER article_brief_update
AFTER UPDATE OF published_at, published_day, first_seen_at, source_id, language, is_mining, is_monotown ON article BEGIN
  UPDATE article_brief SET
    day = coalesce(new.published_day, date(new.first_seen_at, '+5 hours'), substr(new.first_seen_at, 1, 10)), at = coalesce(new.published_at, new.first_seen_at),
    source_id = new.source_id, language = new.language, is_mining = new.is_mining, is_monotown = new.is_monotown,
    is_dated = new.published_at IS NOT NULL
  WHERE article_id = new.id;
END;
CREATE TRIGGER story_day_insert AFTER INSERT ON story BEGIN
  UPDATE story SET day = coalesce((SELECT day FROM article_brief WHERE article_id = new.lead_article_id), '') WHERE id = new.id;
END;
CREATE TRIGGER story_day_update AFTER UPDATE OF lead_article_id ON story BEGIN
  UPDATE story SET day = coalesce((SELECT day FROM article_brief WHERE article_id = new.lead_article_id), '') WHERE id = new.id;
END;
CREATE TRIGGER event_day_insert AFTER INSERT ON event BEGIN
  UPDATE event SET day = coalesce(nullif(new.moment, ''), (SELECT day FROM article_brief WHERE article_id = new.article_id), '')
  WHERE article_id = new.article_id AND kind = new.kind;
END;
CREATE TRIGGER event_day_update AFTER UPDATE OF moment ON event BEGIN
  UPDATE event SET day = coalesce(nullif(new.moment, ''), (SELECT day FROM article_brief WHERE article_id = new.article_id), '')
  WHERE article_id = new.article_id AND kind = new.kind;
END;
CREATE TRIGGER article_brief_day_update AFTER UPDATE OF day ON article_brief WHEN new.day <> old.day BEGIN
  UPDATE event SET day = new.day WHERE article_id = new.article_id AND moment = '';
  UPDATE story SET day = new.day WHERE lead_article_id = new.article_id;
END;

-- The search: the titles in search spelling have an index of their own.
CREATE VIEW article_title AS
SELECT id, substr(folded, 1, length(title)) || CASE WHEN length(folded) > length(title) + length(text) + 1
         THEN char(10) || substr(folded, length(title) + length(text) + 3, instr(substr(folded, length(title) + length(text) + 3) || char(10), char(10)))
         ELSE '' END AS title
FROM article;
CREATE VIRTUAL TABLE title_fts USING fts5(
  title, content='article_title', content_rowid='id', tokenize='unicode61 remove_diacritics 0'
);
CREATE TRIGGER title_fts_insert AFTER INSERT ON article BEGIN
  INSERT INTO title_fts (rowid, title) SELECT id, title FROM article_title WHERE id = new.id;
END;
CREATE TRIGGER title_fts_delete BEFORE DELETE ON article BEGIN
  INSERT INTO title_fts (title_fts, rowid, title) SELECT 'delete', id, title FROM article_title WHERE id = old.id;
END;
CREATE TRIGGER title_fts_update_out BEFORE UPDATE OF title, text, folded ON article BEGIN
  INSERT INTO title_fts (title_fts, rowid, title) SELECT 'delete', id, title FROM article_title WHERE id = old.id;
END;
CREATE TRIGGER title_fts_update_in AFTER UPDATE OF title, text, folded ON article BEGIN
  INSERT INTO title_fts (rowid, title) SELECT id, title FROM article_title WHERE id = new.id;
END;
INSERT INTO title_fts (title_fts) VALUES ('rebuild');
