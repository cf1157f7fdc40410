-- Archive version 3 → 4: more of figures, events and entities; quotations.
ALTER TABLE entity ADD COLUMN kato TEXT;
CREATE TABLE entity_name (
  entity_id TEXT NOT NULL REFERENCES entity(id),
  language TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  since TEXT NOT NULL,
  until TEXT NOT NULL,
  PRIMARY KEY (entity_id, language, name, kind, since)
) STRICT, WITHOUT ROWID;
CREATE TABLE entity_link (
  entity_id TEXT NOT NULL REFERENCES entity(id),
  relation TEXT NOT NULL,
  other_id TEXT NOT NULL REFERENCES entity(id),
  since TEXT NOT NULL,
  until TEXT NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY (entity_id, relation, other_id, since)
) STRICT, WITHOUT ROWID;
CREATE TABLE entity_status (
  entity_id TEXT NOT NULL REFERENCES entity(id),
  status TEXT NOT NULL,
  since TEXT NOT NULL,
  until TEXT NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY (entity_id, status, since)
) STRICT, WITHOUT ROWID;
CREATE TABLE office (
  person_id TEXT NOT NULL REFERENCES entity(id),
  title_en TEXT NOT NULL,
  title_ru TEXT NOT NULL,
  title_kk TEXT NOT NULL,
  body TEXT NOT NULL,
  place_id TEXT REFERENCES entity(id),
  since TEXT NOT NULL,
  until TEXT NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY (person_id, title_en, since)
) STRICT, WITHOUT ROWID;
CREATE TABLE quotation (
  article_id INTEGER NOT NULL REFERENCES article(id),
  span_start INTEGER NOT NULL,
  span_end INTEGER NOT NULL,
  words TEXT NOT NULL,
  speaker TEXT NOT NULL,
  speaker_id TEXT REFERENCES entity(id),
  office TEXT NOT NULL,
  is_direct INTEGER NOT NULL,
  PRIMARY KEY (article_id, span_start)
) STRICT, WITHOUT ROWID;
CREATE INDEX entity_link_other ON entity_link (other_id);
CREATE INDEX quotation_speaker ON quotation (speaker_id) WHERE speaker_id IS NOT NULL;
-- a date has no value: the table is built anew
ALTER TABLE fact RENAME TO fact_of_version_3;
CREATE TABLE fact (
  article_id INTEGER NOT NULL REFERENCES article(id),
  field TEXT NOT NULL DEFAULT 'text',
  span_start INTEGER NOT NULL,
  span_end INTEGER NOT NULL,
  kind TEXT NOT NULL,
  value REAL,
  value_to REAL,
  unit TEXT NOT NULL,
  quote TEXT NOT NULL,
  other_value REAL,
  other_unit TEXT NOT NULL DEFAULT '',
  role TEXT NOT NULL DEFAULT '',
  subject TEXT NOT NULL DEFAULT '',
  bound TEXT NOT NULL DEFAULT '',
  per TEXT NOT NULL DEFAULT '',
  moment TEXT NOT NULL DEFAULT '',
  moment_to TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (article_id, field, span_start, kind, unit)
) STRICT, WITHOUT ROWID;
INSERT INTO fact (article_id, span_start, span_end, kind, value, value_to, unit, quote)
  SELECT article_id, span_start, span_end, kind, value, value_to, unit, quote FROM fact_of_version_3;
DROP TABLE fact_of_version_3;
ALTER TABLE event ADD COLUMN place_id TEXT REFERENCES entity(id);
ALTER TABLE event ADD COLUMN asset_id TEXT REFERENCES entity(id);
ALTER TABLE event ADD COLUMN moment TEXT NOT NULL DEFAULT '';
ALTER TABLE event ADD COLUMN figures TEXT NOT NULL DEFAULT '[]';
UPDATE event SET place_id = town_id;
CREATE VIEW what_happened AS
SELECT coalesce(nullif(v.moment, ''), a.published_day, date(a.first_seen_at, '+5 hours')) AS day, v.kind AS event,
       t.name_en AS town, p.name_en AS place, s.name_en AS asset, c.name_en AS company,
       v.figures, v.quote, a.id, a.source_id AS source, a.language, a.title, a.url
FROM event v JOIN article a ON a.id = v.article_id
LEFT JOIN entity t ON t.id = v.town_id LEFT JOIN entity p ON p.id = v.place_id
LEFT JOIN entity s ON s.id = v.asset_id LEFT JOIN entity c ON c.id = v.company_id
ORDER BY day DESC, a.id DESC;

CREATE VIEW how_much AS
SELECT f.kind, f.role, f.bound, f.value, f.value_to, f.unit, f.per, f.other_value, f.other_unit, f.moment, f.moment_to,
       f.subject, f.quote, a.id, coalesce(a.published_day, date(a.first_seen_at, '+5 hours')) AS day,
       a.source_id AS source, a.language, a.title, a.url
FROM fact f JOIN article a ON a.id = f.article_id
ORDER BY day DESC, a.id DESC, f.span_start;

CREATE VIEW who_said AS
SELECT q.speaker, q.office, e.name_en AS person, q.words, q.is_direct,
       coalesce(a.published_day, date(a.first_seen_at, '+5 hours')) AS day,
       a.id, a.source_id AS source, a.language, a.title, a.url
FROM quotation q JOIN article a ON a.id = q.article_id LEFT JOIN entity e ON e.id = q.speaker_id
ORDER BY day DESC, a.id DESC, q.span_start;
