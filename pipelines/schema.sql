-- The archive of kenwatch, version 7. One SQLite file, STRICT tables, one writer.
-- Times are ISO 8601 in UTC ("2024-04-02T05:10:00+00:00"); a JSON column says so.
-- Each index names the query that it serves.

-- A news source as its file described it at the last run.
CREATE TABLE source (
  id TEXT PRIMARY KEY,                    -- name of the source file, e.g. tengrinews
  name TEXT NOT NULL,
  country TEXT NOT NULL,                  -- ISO 3166-1 alpha-2
  source_group TEXT NOT NULL,             -- national, agency, government, industry, regional, neighbouring
  languages TEXT NOT NULL,                -- JSON array of language codes
  enabled INTEGER NOT NULL,               -- 1 where a plain crawl includes it
  interval_minutes INTEGER NOT NULL,      -- how often the daemon looks at it
  last_run_at TEXT,                       -- end of its last crawl, whatever came of it
  closed_until TEXT,                      -- not before, as the site itself asked (Retry-After)
  region TEXT NOT NULL DEFAULT '',        -- the oblast that it writes of; '' for the whole country
  towns TEXT NOT NULL DEFAULT '[]'        -- JSON array: ids of the towns whose local source it is
) STRICT;

-- One crawl or one ingest.
CREATE TABLE run (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,                     -- crawl or ingest
  started_at TEXT NOT NULL,
  finished_at TEXT,                       -- null while it runs, or if it was killed
  finish_reason TEXT,                     -- finished, interrupted, no space, killed, ...
  verdict TEXT,                           -- the line shown at the end
  exit_code INTEGER,
  options TEXT NOT NULL                   -- JSON object of what was asked for
) STRICT;
-- serves the count of a day
CREATE INDEX run_started ON run (started_at);

-- What a run did at one source.
CREATE TABLE run_source (
  run_id INTEGER NOT NULL REFERENCES run(id),
  source_id TEXT NOT NULL REFERENCES source(id),
  listed INTEGER NOT NULL DEFAULT 0,      -- article addresses that its hubs named
  hubs_ok INTEGER NOT NULL DEFAULT 0,     -- hubs that could be read or had not changed
  hubs_failed INTEGER NOT NULL DEFAULT 0,
  seconds REAL NOT NULL DEFAULT 0,        -- from the first request to the last answer
  problem TEXT,                           -- why nothing could be learnt from it, if so
  PRIMARY KEY (run_id, source_id)
) STRICT, WITHOUT ROWID;
-- serves the last crawls of a source
CREATE INDEX run_source_of ON run_source (source_id, run_id);

-- How the pages of a run ended, counted under a reason that a person can read.
CREATE TABLE run_outcome (
  run_id INTEGER NOT NULL REFERENCES run(id),
  source_id TEXT NOT NULL,
  outcome TEXT NOT NULL,                  -- new, revised, unchanged, copy, gone, off-topic, dropped, failed, skipped
  reason TEXT NOT NULL DEFAULT '',
  pages INTEGER NOT NULL,
  PRIMARY KEY (run_id, source_id, outcome, reason)
) STRICT, WITHOUT ROWID;

-- What went wrong, once for each kind and address, with when it was first and last seen.
CREATE TABLE issue (
  id INTEGER PRIMARY KEY,
  source_id TEXT NOT NULL,
  kind TEXT NOT NULL,                     -- hub, page, robots, ...
  url TEXT NOT NULL,
  detail TEXT NOT NULL,
  first_seen_at TEXT NOT NULL,
  last_seen_at TEXT NOT NULL,
  times INTEGER NOT NULL DEFAULT 1,
  evidence TEXT NOT NULL DEFAULT '{}',    -- JSON object: of a state, its name, why, and the figures that show it
  ended_at TEXT,                          -- of a state: when the source was well again, or in another one
  UNIQUE (source_id, kind, url, detail)
) STRICT;
-- serves the states of a source, one row from begin to end; source '' is this machine
CREATE INDEX issue_state ON issue (source_id, first_seen_at) WHERE kind = 'state';

-- What each source gave on each day of Almaty: what its health is learnt from and measured by.
CREATE TABLE source_day (
  source_id TEXT NOT NULL,
  day TEXT NOT NULL,
  crawls INTEGER NOT NULL DEFAULT 0,      -- ended crawls that asked something of it
  hubs_ok INTEGER NOT NULL DEFAULT 0,     -- answers of hubs in them
  hubs_failed INTEGER NOT NULL DEFAULT 0,
  listed INTEGER NOT NULL DEFAULT 0,      -- article addresses that were listed for the first time
  fetched INTEGER NOT NULL DEFAULT 0,     -- pages asked for the first time; stored, off-topic, dropped and failed make it up
  stored INTEGER NOT NULL DEFAULT 0,      -- articles and copies
  off_topic INTEGER NOT NULL DEFAULT 0,
  dropped INTEGER NOT NULL DEFAULT 0,
  failed INTEGER NOT NULL DEFAULT 0,
  reasons TEXT NOT NULL DEFAULT '{}',     -- JSON object: why pages were dropped or failed, and how many
  words INTEGER NOT NULL DEFAULT 0,       -- of the stored texts, as all that follows
  dated INTEGER NOT NULL DEFAULT 0,       -- texts with a date
  timely INTEGER NOT NULL DEFAULT 0,      -- whose date lies within a week before it was fetched, and not ahead
  authored INTEGER NOT NULL DEFAULT 0,    -- with an author
  garbled INTEGER NOT NULL DEFAULT 0,     -- with letters of a wrong charset
  lines INTEGER NOT NULL DEFAULT 0,       -- paragraphs kept
  ad_lines INTEGER NOT NULL DEFAULT 0,    -- lines taken out as none of the article's
  languages TEXT NOT NULL DEFAULT '{}',   -- JSON object: texts a language
  PRIMARY KEY (source_id, day)
) STRICT, WITHOUT ROWID;

-- A story that a rule has told, once; and the texts of it that were known when it was told last.
CREATE TABLE alert (
  id INTEGER PRIMARY KEY,
  rule TEXT NOT NULL,                     -- its name in the configuration file
  first_at TEXT NOT NULL,
  last_at TEXT NOT NULL,
  updates INTEGER NOT NULL DEFAULT 0,     -- messages after the first
  gist TEXT NOT NULL DEFAULT '{}'         -- JSON object: what was told, to know what is new
) STRICT;
-- serves the stories that a rule has told and still follows
CREATE INDEX alert_rule ON alert (rule, last_at);
-- The texts that a rule has told of, each in one alert.
CREATE TABLE alert_text (
  rule TEXT NOT NULL,
  canonical_url TEXT NOT NULL,
  alert_id INTEGER NOT NULL REFERENCES alert(id),
  PRIMARY KEY (rule, canonical_url)
) STRICT, WITHOUT ROWID;
-- serves the texts of an alert
CREATE INDEX alert_text_alert ON alert_text (alert_id);

-- Messages on their way: sent at least once, told apart by their key.
CREATE TABLE outbox (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,               -- what makes it one message: kind, rule, story or day, sink
  kind TEXT NOT NULL,                     -- story, update, alarm, digest, test
  rule TEXT NOT NULL,                     -- of a rule or digest in the configuration file; '' for alarms
  sink TEXT NOT NULL,                     -- name of the receiver; its address is in the configuration file only
  alert_id INTEGER REFERENCES alert(id),
  language TEXT NOT NULL,                 -- kk, ru, en
  title TEXT NOT NULL,
  body TEXT NOT NULL,                     -- plain text
  html TEXT NOT NULL DEFAULT '',          -- the same laid out, where the message has it
  created_at TEXT NOT NULL,
  not_before TEXT NOT NULL,               -- quiet hours, or the pause after a failure
  state TEXT NOT NULL DEFAULT 'waiting',  -- waiting, sent, given up
  attempts INTEGER NOT NULL DEFAULT 0,
  tried_at TEXT,
  problem TEXT NOT NULL DEFAULT '',       -- why the last attempt failed; without addresses
  sent_at TEXT
) STRICT;
-- serves the delivery: what is to be sent now
CREATE INDEX outbox_waiting ON outbox (not_before) WHERE state = 'waiting';
-- serves the figures of the outbox, and the trying again
CREATE INDEX outbox_given_up ON outbox (sink) WHERE state = 'given up';
-- serves the dropping of old HTML
CREATE INDEX outbox_html ON outbox (sent_at) WHERE html <> '';
-- serves the messages of an alert
CREATE INDEX outbox_alert ON outbox (alert_id) WHERE alert_id IS NOT NULL;

-- The keeping of the archive: when each job ran last, and what came of it.
CREATE TABLE chore (
  name TEXT PRIMARY KEY,                  -- retention, checkpoint, outbox, optimize, boilerplate, backup; identity: a mark of the archive
  began_at TEXT NOT NULL,
  ended_at TEXT,                          -- null while it runs, or if it was killed
  done_at TEXT,                           -- when it last did its work
  detail TEXT NOT NULL DEFAULT ''         -- what it did, or why it could not
) STRICT, WITHOUT ROWID;

-- A feed, sitemap, section page or robots.txt: how it answered, and when it is asked again.
CREATE TABLE hub (
  url TEXT PRIMARY KEY,
  source_id TEXT NOT NULL,
  kind TEXT NOT NULL,                     -- feed, sitemap, listing, robots
  origin TEXT NOT NULL DEFAULT 'file',    -- file: of the source file, found: on the site, front: its front page, named: by a hub
  etag TEXT,                              -- validators for the next conditional request
  last_modified TEXT,
  depth INTEGER NOT NULL DEFAULT 1,       -- 1 for the roads of a source, more for what hubs name
  root TEXT NOT NULL DEFAULT '',          -- the road that led to it; empty for a road
  pending INTEGER NOT NULL DEFAULT 0,     -- 1 where it was named and is still to be read: a kill leaves such
  is_check INTEGER NOT NULL DEFAULT 0,    -- 1 where a better road of the source is in use
  http_status INTEGER,
  checked_at TEXT,                        -- its last answer, good or bad
  read_at TEXT,                           -- its last good answer
  changed_at TEXT,                        -- when it last named something new
  due_at TEXT,                            -- when it is asked next; null where it is asked with another
  failures INTEGER NOT NULL DEFAULT 0,    -- bad answers in a row
  problem TEXT,                           -- why it could not be read; null where it could
  doubt TEXT,                             -- why it may not tell all: frozen, or overrun between two looks
  entries INTEGER,                        -- article addresses in its last full answer
  newest_at TEXT,                         -- newest date among them
  skipped TEXT NOT NULL DEFAULT '{}',     -- JSON object: why other entries of that answer were left out, and how many
  rhythm TEXT                             -- JSON: what was learnt of when it changes
) STRICT, WITHOUT ROWID;
-- serves the daemon: which sources are due
CREATE INDEX hub_due ON hub (due_at) WHERE due_at IS NOT NULL;
-- serves the plan of a source's roads
CREATE INDEX hub_source ON hub (source_id);

-- Which hub named which article address, and when first: the proof of what a site listed.
CREATE TABLE sighting (
  canonical_url TEXT NOT NULL,
  hub_url TEXT NOT NULL,
  first_seen_at TEXT NOT NULL,
  PRIMARY KEY (canonical_url, hub_url)
) STRICT, WITHOUT ROWID;

-- The times over which a hub was watched without a gap: it reaches back to the begin (the oldest date that
-- it showed then), and each look up to the end met something known. What was listed between is in table page.
CREATE TABLE watch (
  hub_url TEXT NOT NULL,
  source_id TEXT NOT NULL,
  begins_at TEXT NOT NULL,
  ends_at TEXT NOT NULL,
  PRIMARY KEY (hub_url, begins_at)
) STRICT, WITHOUT ROWID;
-- serves the audit of a span of days
CREATE INDEX watch_source ON watch (source_id, ends_at);

-- Entries of feeds and sitemaps that never became a page, by address or title, and why.
CREATE TABLE refusal (
  hub_url TEXT NOT NULL,
  entry TEXT NOT NULL,
  source_id TEXT NOT NULL,
  reason TEXT NOT NULL,
  first_seen_at TEXT NOT NULL,
  PRIMARY KEY (hub_url, entry)
) STRICT, WITHOUT ROWID;
-- serves the audit of a source
CREATE INDEX refusal_source ON refusal (source_id, first_seen_at);

-- Every article address ever found: the frontier, and the memory of what became of it.
CREATE TABLE page (
  canonical_url TEXT PRIMARY KEY,         -- identity of the article on its site
  url TEXT NOT NULL,                      -- as found
  source_id TEXT NOT NULL,
  via TEXT NOT NULL,                      -- feed, sitemap, listing, disk
  hub_url TEXT NOT NULL,
  title_hint TEXT,
  published_hint TEXT,
  modified_hint TEXT,
  language_hint TEXT,
  editions_hint TEXT NOT NULL DEFAULT '[]', -- JSON array of [language, address]: the article in other languages
  day TEXT,                               -- calendar day, in the source's zone, that it was published, or else first listed
  state TEXT NOT NULL,                    -- queued, kept, rejected, failed, old (undated, and listed before kenwatch watched)
  reason TEXT NOT NULL DEFAULT '',        -- why it was rejected or failed
  detail TEXT NOT NULL DEFAULT '',
  attempts INTEGER NOT NULL DEFAULT 0,
  next_check_at TEXT,                     -- for queued pages: not before
  first_seen_at TEXT NOT NULL,
  fetched_at TEXT,
  http_status INTEGER,
  article_id INTEGER REFERENCES article(id),
  text_url TEXT,                          -- canonical address of the stored text that it gave, by the page's own word; null where none is stored
  etag TEXT,                              -- validators for the next conditional request
  last_modified TEXT,
  revisit_at TEXT,                        -- when a stored article is looked at again; null where it is no more
  gone_at TEXT,                           -- since when the site does not show it any more; its text is kept
  gone_why TEXT                           -- answered 404, answered 410, redirected to the front page, ...
) STRICT, WITHOUT ROWID;
-- serves the frontier: what is still to be fetched of a source, newest first
CREATE INDEX page_queue ON page (source_id, coalesce(published_hint, first_seen_at) DESC)
  WHERE next_check_at IS NOT NULL;
-- serves the frontier: which stored articles are looked at again
CREATE INDEX page_revisit ON page (source_id, revisit_at) WHERE revisit_at IS NOT NULL;
-- serves the pages of a stored text
CREATE INDEX page_text ON page (text_url) WHERE text_url IS NOT NULL;
-- serves what a source listed on a day, and when it listed something new for the last time
CREATE INDEX page_listed ON page (source_id, first_seen_at) WHERE via <> 'disk';
-- serves view removed
CREATE INDEX page_gone ON page (gone_at) WHERE gone_at IS NOT NULL;
-- serves the audit of a span of days
CREATE INDEX page_day ON page (day, source_id);
-- serves `kenwatch show` and the copies of an article
CREATE INDEX page_article ON page (article_id) WHERE article_id IS NOT NULL;

-- A distinct article, stored once: the earliest published text of what several sites may carry.
CREATE TABLE article (
  id INTEGER PRIMARY KEY,
  canonical_url TEXT NOT NULL UNIQUE,
  url TEXT NOT NULL,
  source_id TEXT NOT NULL,
  title TEXT NOT NULL,
  lead TEXT NOT NULL,
  text TEXT NOT NULL,                     -- paragraphs and headings, an empty line between
  sections TEXT NOT NULL,                 -- JSON array: headings within the text
  authors TEXT NOT NULL,                  -- JSON array
  published_at TEXT,                      -- null where no date could be trusted
  published_day TEXT,                     -- the calendar day in the source's own zone
  published_precision TEXT,               -- second, minute, day, month
  published_origin TEXT,                  -- json-ld, meta, time tag, url, visible text, dateline, feed, sitemap, listing
  modified_at TEXT,
  language TEXT NOT NULL,                 -- kk, ru, en, ...
  script TEXT NOT NULL,                   -- Cyrillic, Latin, Arabic, ...
  dateline_city TEXT,                     -- the desk, not the scene
  agency TEXT,                            -- credited agency
  mining REAL NOT NULL,                   -- score of the topic
  monotown REAL NOT NULL,
  is_mining INTEGER NOT NULL,             -- 1 where the verdict is yes
  is_monotown INTEGER NOT NULL,
  reasons TEXT NOT NULL,                  -- JSON array: topic, term, language, words, where, span, added
  flags TEXT NOT NULL,                    -- JSON array: paywall, advertorial, ...
  words INTEGER NOT NULL,
  content_hash TEXT NOT NULL,
  first_seen_at TEXT NOT NULL,            -- when the page was first fetched
  fetched_at TEXT NOT NULL,
  folded TEXT NOT NULL,                   -- title and text in search spelling: lower case, ё as е, қ as к; Kazakh of other scripts in Cyrillic too
  kinds TEXT NOT NULL DEFAULT '[]',       -- JSON array, one a paragraph: text, heading, quote, item, row
  languages TEXT NOT NULL DEFAULT '[]',   -- JSON array, one a paragraph: kk, ru, en, ...
  section TEXT NOT NULL DEFAULT '',       -- the site's rubric
  tags TEXT NOT NULL DEFAULT '[]',        -- JSON array: the site's key words
  image_url TEXT,                         -- main picture, what stands under it, and who is credited
  image_caption TEXT,
  image_credit TEXT,
  captions TEXT NOT NULL DEFAULT '[]',    -- JSON array: what stands under the pictures, apart from the text
  attribution TEXT NOT NULL DEFAULT '',   -- words of the lead that credit the agency
  modified_precision TEXT,
  modified_origin TEXT,
  date_claims TEXT NOT NULL DEFAULT '[]', -- JSON array: every date stated, with origin, precision, raw words, whether it differs
  dropped_lines TEXT NOT NULL DEFAULT '[]' -- JSON array: lines of the text that were taken out as none of the article's
) STRICT;
-- serves view latest, and the articles of one time that may report one event
CREATE INDEX article_published ON article (coalesce(published_at, first_seen_at) DESC, id DESC);
-- serves what was first seen on a day
CREATE INDEX article_seen ON article (first_seen_at);
-- serves the counts and the newest article of each source
CREATE INDEX article_source ON article (source_id, published_at);

-- The small columns of each article, kept up by triggers: what is counted and sorted by, without reading through texts.
CREATE TABLE article_brief (
  article_id INTEGER PRIMARY KEY,         -- no foreign key: it comes and goes with its article
  day TEXT NOT NULL,                      -- the day of publication, in the source's zone, or where that is not known the day it was first seen, in Almaty
  at TEXT NOT NULL,                       -- the same as a time
  source_id TEXT NOT NULL,
  language TEXT NOT NULL,
  is_mining INTEGER NOT NULL,
  is_monotown INTEGER NOT NULL,
  is_dated INTEGER NOT NULL               -- 1 where the article has a date of its own
) STRICT;
-- serves the views that show the newest first, and all questions about a span of days
CREATE INDEX article_brief_day ON article_brief (day);
-- serves view volume_month
CREATE INDEX article_brief_volume ON article_brief (day, language, is_mining, is_monotown);
-- serves views by_source_day, copy_share and silent_sources, and the last article of a source
CREATE INDEX article_brief_source ON article_brief (source_id, day, is_dated);
-- serves view undated
CREATE INDEX article_brief_undated ON article_brief (at) WHERE NOT is_dated;
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

-- The addresses of a stored text in other languages, as its page and the hubs name them.
CREATE TABLE edition (
  page_url TEXT NOT NULL,                 -- canonical address of the page that names them
  canonical_url TEXT NOT NULL,
  language TEXT NOT NULL,
  PRIMARY KEY (page_url, canonical_url)
) STRICT, WITHOUT ROWID;
-- serves the search for pages that name one as their edition
CREATE INDEX edition_url ON edition (canonical_url);

-- Every look at the page of a stored text, so that "nothing was changed" can be proved.
CREATE TABLE visit (
  canonical_url TEXT NOT NULL,
  at TEXT NOT NULL,
  outcome TEXT NOT NULL,                  -- text, unchanged, cut (the answer was), gone, failed; cleaned, restored: our own change
  content_hash TEXT NOT NULL DEFAULT '',  -- of the text that was read; empty where none was
  http_status INTEGER,
  detail TEXT NOT NULL DEFAULT '',        -- why it failed or is gone
  statement TEXT NOT NULL DEFAULT '',                        -- what the page stated besides its words; of table statement
  PRIMARY KEY (canonical_url, at, outcome, content_hash)
) STRICT, WITHOUT ROWID;

-- What pages state of a stored text besides its words, once however often: JSON object of columns of article.
CREATE TABLE statement (
  canonical_url TEXT NOT NULL,
  id TEXT NOT NULL,
  told TEXT NOT NULL,
  PRIMARY KEY (canonical_url, id)
) STRICT, WITHOUT ROWID;

-- Every version of the text of a page, the first one included; of articles and of copies.
CREATE TABLE revision (
  canonical_url TEXT NOT NULL,
  seen_at TEXT NOT NULL,
  content_hash TEXT NOT NULL,
  kind TEXT NOT NULL,                     -- first, changed, cosmetic, cleaned or restored (learnt boilerplate), stump, cut or garbled (the text before stays)
  url TEXT NOT NULL,
  title TEXT NOT NULL,
  text TEXT NOT NULL,
  flags TEXT NOT NULL DEFAULT '[]',       -- JSON array: figures, names, headline, blame, retracted, extended, reversed
  changes TEXT NOT NULL DEFAULT '{}',     -- JSON object: figures, names, headline, blame, words_added, words_removed against the version before
  modified_at TEXT,                       -- when the page was modified by its own word, as first stated with this text
  PRIMARY KEY (canonical_url, seen_at, content_hash)
) STRICT, WITHOUT ROWID;
-- serves view quiet_edits, the newest first
CREATE INDEX revision_edits ON revision (seen_at, flags) WHERE kind = 'changed' AND flags <> '[]';

-- The same text elsewhere, kept whole, linked to the article that was first.
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
  agency TEXT,                            -- whom it credits
  similarity REAL NOT NULL,               -- share of common four-word sequences (Jaccard)
  containment REAL NOT NULL,              -- share of the shorter text's that the longer one has
  own_share REAL NOT NULL,                -- share of its own that the article has not
  why TEXT NOT NULL,                      -- what makes it a copy, in words
  differs TEXT NOT NULL,                  -- JSON object: added and missing paragraphs, figures changed in place
  through_url TEXT,                       -- the copy that it was taken from, as far as credits and likeness tell
  record TEXT NOT NULL                    -- JSON object: the other columns that it would have as an article
) STRICT, WITHOUT ROWID;
-- serves the copies of an article
CREATE INDEX copy_article ON copy (article_id);
-- serves what was first seen on a day
CREATE INDEX copy_seen ON copy (first_seen_at);
-- serves views copy_share and copied_from, without reading texts
CREATE INDEX copy_source ON copy (source_id, article_id, published_at, fetched_at);
-- serves the days of copies in views by_source_day and silent_sources
CREATE INDEX copy_day ON copy (source_id, coalesce(record ->> 'published_day', date(first_seen_at, '+5 hours'), substr(first_seen_at, 1, 10)));

-- Stored texts, articles and copies, by which equal ones are found. first_at and canonical_url put them
-- in the order in which they were published.
CREATE TABLE fingerprint (
  id INTEGER PRIMARY KEY,
  canonical_url TEXT NOT NULL UNIQUE,
  first_at TEXT NOT NULL,                 -- no later than this was it published
  hashes INTEGER NOT NULL                 -- how many it has in table shingle
) STRICT;
-- Near-duplicate index: a sample of the four-word sequences of each text, by their hash.
CREATE TABLE shingle (
  hash INTEGER NOT NULL,
  fingerprint_id INTEGER NOT NULL,        -- no foreign key: to check one would take an index more
  PRIMARY KEY (hash, fingerprint_id)
) STRICT, WITHOUT ROWID;
-- Pairs of stored texts that are copies of each other, the lower id first.
CREATE TABLE likeness (
  a_id INTEGER NOT NULL REFERENCES fingerprint(id),
  b_id INTEGER NOT NULL REFERENCES fingerprint(id),
  similarity REAL NOT NULL,
  PRIMARY KEY (a_id, b_id)
) STRICT, WITHOUT ROWID;
-- serves the other end of a pair
CREATE INDEX likeness_other ON likeness (b_id);

-- Lines that recur over the distinct articles of a source, and whether they are taken out of its texts.
-- learnt: taken out, on the evidence; proposed: recurs, but might be the article's: stays until a person decides;
-- approved: taken out, kept: stays, as a person decided. `kenwatch boilerplate` shows and decides.
CREATE TABLE boilerplate_line (
  source_id TEXT NOT NULL,
  line TEXT NOT NULL,                     -- as compared: small letters, single blanks, bare edges
  example TEXT NOT NULL,                  -- as written
  state TEXT NOT NULL,                    -- learnt, proposed, approved, kept
  place TEXT NOT NULL,                    -- where in the articles: head, tail, within
  articles INTEGER NOT NULL,              -- distinct articles that had it ...
  of_articles INTEGER NOT NULL,           -- ... among so many looked at
  urls TEXT NOT NULL,                     -- JSON array: up to five of these articles
  why TEXT NOT NULL,                      -- the evidence in words
  first_seen_at TEXT NOT NULL,
  last_seen_at TEXT NOT NULL,
  PRIMARY KEY (source_id, line)
) STRICT, WITHOUT ROWID;

-- Reports of one event in any language; the earliest article leads.
CREATE TABLE story (
  id INTEGER PRIMARY KEY,
  lead_article_id INTEGER NOT NULL REFERENCES article(id),
  day TEXT NOT NULL DEFAULT ''            -- of the article that leads; kept up by triggers
) STRICT;
-- serves view first_publisher, the newest first, and the stories of a day
CREATE INDEX story_day ON story (day);
-- serves the trigger that keeps the day up
CREATE INDEX story_lead ON story (lead_article_id);
CREATE TRIGGER story_day_insert AFTER INSERT ON story BEGIN
  UPDATE story SET day = coalesce((SELECT day FROM article_brief WHERE article_id = new.lead_article_id), '') WHERE id = new.id;
END;
CREATE TRIGGER story_day_update AFTER UPDATE OF lead_article_id ON story BEGIN
  UPDATE story SET day = coalesce((SELECT day FROM article_brief WHERE article_id = new.lead_article_id), '') WHERE id = new.id;
END;
-- Which story an article belongs to; copies belong where their article does.
CREATE TABLE story_article (
  article_id INTEGER PRIMARY KEY REFERENCES article(id),
  story_id INTEGER NOT NULL REFERENCES story(id),
  why TEXT NOT NULL                       -- what links it: the surest of its links, in words
) STRICT;
-- serves the articles of a story
CREATE INDEX story_article_story ON story_article (story_id);
-- What an article is linked by: names, figures, events, in a form that no language changes.
CREATE TABLE story_report (
  article_id INTEGER PRIMARY KEY REFERENCES article(id),
  at TEXT NOT NULL,
  report TEXT NOT NULL                    -- JSON
) STRICT;
-- Where reports of one event are looked up: two of them share a key within a few days.
CREATE TABLE story_key (
  key TEXT NOT NULL,
  at TEXT NOT NULL,
  article_id INTEGER NOT NULL,            -- no foreign key: to check one would take an index more
  PRIMARY KEY (key, at, article_id)
) STRICT, WITHOUT ROWID;
-- Pairs of articles that report one event, the lower id first; stories are what they join.
CREATE TABLE story_link (
  a_id INTEGER NOT NULL REFERENCES article(id),
  b_id INTEGER NOT NULL REFERENCES article(id),
  score REAL NOT NULL,                    -- 0 to 1
  why TEXT NOT NULL,
  PRIMARY KEY (a_id, b_id)
) STRICT, WITHOUT ROWID;
-- serves the other end of a pair
CREATE INDEX story_link_other ON story_link (b_id);

-- Towns, places, regions, companies, mines and plants, commodities, officials, from the gazetteer's data files.
CREATE TABLE entity (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,                     -- town, place, region, company, asset (a mine or plant), commodity, person
  name_en TEXT NOT NULL,
  name_ru TEXT NOT NULL,
  name_kk TEXT NOT NULL,
  region TEXT,
  lat REAL,                               -- degrees, WGS 84
  lon REAL,
  note TEXT,
  kato TEXT                               -- code of Kazakhstan's classifier of administrative units
) STRICT, WITHOUT ROWID;

-- Every name of an entity, with the time in which it was its name; '' where that is open or not known.
CREATE TABLE entity_name (
  entity_id TEXT NOT NULL REFERENCES entity(id),
  language TEXT NOT NULL,                 -- kk, ru, en, kk-Latn, kk-Arab
  name TEXT NOT NULL,
  kind TEXT NOT NULL,                     -- current, former, short, variant
  since TEXT NOT NULL,                    -- 2023-12, 2023 or ''
  until TEXT NOT NULL,
  PRIMARY KEY (entity_id, language, name, kind, since)
) STRICT, WITHOUT ROWID;

-- How entities hang together: a mine lies in a town and belongs to a company, which has owners.
CREATE TABLE entity_link (
  entity_id TEXT NOT NULL REFERENCES entity(id),
  relation TEXT NOT NULL,                 -- located in, works in, owned by, operated by, part of,
                                          -- produces
  other_id TEXT NOT NULL REFERENCES entity(id),
  since TEXT NOT NULL,
  until TEXT NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY (entity_id, relation, other_id, since)
) STRICT, WITHOUT ROWID;
-- serves the other end: the mines of a town, what a company owns
CREATE INDEX entity_link_other ON entity_link (other_id);

-- Whether a town was on the state's list of mono-towns, over time.
CREATE TABLE entity_status (
  entity_id TEXT NOT NULL REFERENCES entity(id),
  status TEXT NOT NULL,
  since TEXT NOT NULL,
  until TEXT NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY (entity_id, status, since)
) STRICT, WITHOUT ROWID;

-- The offices that a person holds or held.
CREATE TABLE office (
  person_id TEXT NOT NULL REFERENCES entity(id),
  title_en TEXT NOT NULL,
  title_ru TEXT NOT NULL,
  title_kk TEXT NOT NULL,
  body TEXT NOT NULL,                     -- the institution in English, or the id of a company
  place_id TEXT REFERENCES entity(id),    -- where the office is of a place
  since TEXT NOT NULL,
  until TEXT NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY (person_id, title_en, since)
) STRICT, WITHOUT ROWID;

-- Where an article names a town, company, mine, commodity or person.
CREATE TABLE mention (
  article_id INTEGER NOT NULL REFERENCES article(id),
  entity_id TEXT NOT NULL REFERENCES entity(id),
  field TEXT NOT NULL,                    -- title, lead or text
  span_start INTEGER NOT NULL,
  span_end INTEGER NOT NULL,
  surface TEXT NOT NULL,                  -- the words as written
  confidence REAL NOT NULL,               -- 0 to 1; from 0.5 on it counts
  note TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (article_id, field, span_start, entity_id)
) STRICT, WITHOUT ROWID;
-- serves view by_town, and the articles of an entity
CREATE INDEX mention_entity ON mention (entity_id, article_id, confidence);

-- The figures and dates of an article.
CREATE TABLE fact (
  article_id INTEGER NOT NULL REFERENCES article(id),
  field TEXT NOT NULL DEFAULT 'text',     -- text; title or lead for what the text does not repeat
  span_start INTEGER NOT NULL,            -- within the field
  span_end INTEGER NOT NULL,
  kind TEXT NOT NULL,                     -- money, share, change, people, tonnage, grade, count, date
  value REAL,                             -- null for a date
  value_to REAL,                          -- for a change: from value to value_to; for a range its upper end
  unit TEXT NOT NULL,                     -- KZT, USD, %, people, t, g/t, date, ...
  quote TEXT NOT NULL,
  other_value REAL,                       -- the same money in another currency, as the text gives it
  other_unit TEXT NOT NULL DEFAULT '',
  role TEXT NOT NULL DEFAULT '',          -- of people: dead, injured, missing, employed, on strike, ...; of a date: deadline or day
  subject TEXT NOT NULL DEFAULT '',       -- what the figure is of, in the words of the text
  bound TEXT NOT NULL DEFAULT '',         -- about, at least, at most, over, under
  per TEXT NOT NULL DEFAULT '',           -- year, month, day, tonne
  moment TEXT NOT NULL DEFAULT '',        -- of a date: 2027, 2027-Q3, 2027-05 or 2027-05-14; of a figure, the time it is told of, if not the article's day
  moment_to TEXT NOT NULL DEFAULT '',     -- the end of a span of time
  PRIMARY KEY (article_id, field, span_start, kind, unit)
) STRICT, WITHOUT ROWID;

-- What an article reports, one card a kind.
CREATE TABLE event (
  article_id INTEGER NOT NULL REFERENCES article(id),
  kind TEXT NOT NULL,                     -- accident, strike, layoff, outage, pollution, licence, discovery, investment, ownership, policy, crime
  town_id TEXT REFERENCES entity(id),     -- where the place is a mono-town
  company_id TEXT REFERENCES entity(id),
  quote TEXT NOT NULL,
  span_start INTEGER NOT NULL,
  span_end INTEGER NOT NULL,
  place_id TEXT REFERENCES entity(id),    -- town, place or region
  asset_id TEXT REFERENCES entity(id),
  moment TEXT NOT NULL DEFAULT '',        -- when it happened: 2027, 2027-05 or 2027-05-14
  figures TEXT NOT NULL DEFAULT '[]',     -- JSON array: kind, role, value, unit, quote, span
  day TEXT NOT NULL DEFAULT '',           -- the moment, or where that is not known the day of the article; kept up by triggers
  PRIMARY KEY (article_id, kind)
) STRICT, WITHOUT ROWID;
-- serves event_log, casualties and what_happened, the newest first, and a span of days
CREATE INDEX event_day ON event (day);
-- serves the views of one kind of event: strikes, layoffs, licences, investments, disputed_casualties
CREATE INDEX event_kind ON event (kind, day);
-- serves what happened in a town: event_log, casualties, investments_by_town
CREATE INDEX event_town ON event (town_id, kind, day) WHERE town_id IS NOT NULL;
-- serves what happened at a company
CREATE INDEX event_company ON event (company_id, kind, day) WHERE company_id IS NOT NULL;
-- serves what happened at a mine or plant
CREATE INDEX event_asset ON event (asset_id, kind, day) WHERE asset_id IS NOT NULL;
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

-- Who said what.
CREATE TABLE quotation (
  article_id INTEGER NOT NULL REFERENCES article(id),
  span_start INTEGER NOT NULL,            -- of the words, within the text
  span_end INTEGER NOT NULL,
  words TEXT NOT NULL,
  speaker TEXT NOT NULL,                  -- '' where nobody is named
  speaker_id TEXT REFERENCES entity(id),
  office TEXT NOT NULL,                   -- what the speaker is, in the words of the text
  is_direct INTEGER NOT NULL,             -- 1 for words as spoken, 0 for reported ones
  PRIMARY KEY (article_id, span_start)
) STRICT, WITHOUT ROWID;
-- serves the words of a person
CREATE INDEX quotation_speaker ON quotation (speaker_id) WHERE speaker_id IS NOT NULL;

-- Full text: title and text as written, and both in search spelling.
CREATE VIRTUAL TABLE article_fts USING fts5(
  title, text, folded, content='article', content_rowid='id', tokenize='unicode61 remove_diacritics 0'
);
CREATE TRIGGER article_fts_insert AFTER INSERT ON article BEGIN
  INSERT INTO article_fts (rowid, title, text, folded) VALUES (new.id, new.title, new.text, new.folded);
END;
CREATE TRIGGER article_fts_delete AFTER DELETE ON article BEGIN
  INSERT INTO article_fts (article_fts, rowid, title, text, folded)
  VALUES ('delete', old.id, old.title, old.text, old.folded);
END;
CREATE TRIGGER article_fts_update AFTER UPDATE OF title, text, folded ON article BEGIN
  INSERT INTO article_fts (article_fts, rowid, title, text, folded)
  VALUES ('delete', old.id, old.title, old.text, old.folded);
  INSERT INTO article_fts (rowid, title, text, folded) VALUES (new.id, new.title, new.text, new.folded);
END;

-- Titles in search spelling, as the beginning of article.folded has them; of Kazakh in other scripts the Cyrillic spelling, too.
-- Example: SELECT id FROM article_title WHERE title LIKE '%шахта%';
CREATE VIEW article_title AS
SELECT id, substr(folded, 1, length(title)) || CASE WHEN length(folded) > length(title) + length(text) + 1
         THEN char(10) || substr(folded, length(title) + length(text) + 3, instr(substr(folded, length(title) + length(text) + 3) || char(10), char(10)))
         ELSE '' END AS title
FROM article;
-- Full text of the titles alone: a search ranks and asks by it without reading the texts. It takes its words from view article_title.
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

-- Views: questions that need no function beyond SQLite's own. CROSS JOIN has SQLite read tables in the order written:
-- the newest first, or the long rows of articles last. `day`, `week` and `month` are the source's own day (where an
-- article has no date, the day it was first seen, in Almaty), a time in `published` is in Almaty, columns that end in `_at` and `at` are UTC; names of towns, companies, mines are in English, those of a view with _kk and _ru in three.

-- The newest articles first, with their towns.
-- Example: SELECT * FROM latest LIMIT 10;
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

-- Articles whose date could not be found or not be trusted, the last seen first; they count on the day they were first seen.
-- Example: SELECT source, count(*) FROM undated GROUP BY source;
CREATE VIEW undated AS
SELECT a.first_seen_at, a.id, a.source_id AS source, a.language, a.title, a.date_claims, a.url
FROM article_brief b CROSS JOIN article a ON a.id = b.article_id
WHERE NOT b.is_dated
ORDER BY b.at DESC;

-- Articles that name a town.
-- Example: SELECT published, source, title FROM by_town WHERE town = 'Ridder' LIMIT 20;
CREATE VIEW by_town AS
SELECT e.name_en AS town, e.name_kk AS town_kk, e.name_ru AS town_ru,
       CASE WHEN a.published_precision IN ('day', 'month') THEN a.published_day
            ELSE strftime('%Y-%m-%d %H:%M', a.published_at, '+5 hours') END AS published,
       a.id, a.source_id AS source, a.language, a.title, a.url
FROM entity e
JOIN article a ON a.id IN (
  SELECT m.article_id FROM mention m WHERE m.entity_id = e.id AND m.confidence >= 0.5)
WHERE e.kind = 'town'
ORDER BY e.name_en, coalesce(a.published_at, a.first_seen_at) DESC;

-- A town week by week (`week` is its Monday): articles that name it, the stories and sources they belong to, and how many
-- reports tell of an accident, a strike, layoffs or a breakdown there.
-- Example: SELECT week, articles, stories, accidents FROM town_week WHERE town = 'Ridder' ORDER BY week DESC LIMIT 12;
CREATE VIEW town_week AS
SELECT g.town, t.name_kk AS town_kk, t.name_ru AS town_ru, g.week, g.articles, g.stories, g.sources, g.mining,
       g.accidents, g.strikes, g.layoffs, g.outages
FROM (
  SELECT e.id, e.name_en AS town, date(b.day, 'weekday 0', '-6 days') AS week, count(DISTINCT b.article_id) AS articles,
         count(DISTINCT o.story_id) AS stories, count(DISTINCT b.source_id) AS sources,
         count(DISTINCT CASE WHEN b.is_mining THEN b.article_id END) AS mining, sum(v.kind IS 'accident') AS accidents,
         sum(v.kind IS 'strike') AS strikes, sum(v.kind IS 'layoff') AS layoffs, sum(v.kind IS 'outage') AS outages
  FROM entity e
  JOIN article_brief b ON b.article_id IN (
    SELECT m.article_id FROM mention m WHERE m.entity_id = e.id AND m.confidence >= 0.5)
  LEFT JOIN story_article o ON o.article_id = b.article_id
  LEFT JOIN event v ON v.article_id = b.article_id AND v.town_id = e.id
  WHERE e.kind = 'town'
  GROUP BY e.id, e.name_en, week) g
JOIN entity t ON t.id = g.id
ORDER BY g.town, g.week DESC;

-- A town month by month, counted as in town_week.
-- Example: SELECT month, articles, accidents FROM town_month WHERE town = 'Temirtau' AND month >= '2026-01';
CREATE VIEW town_month AS
SELECT g.town, t.name_kk AS town_kk, t.name_ru AS town_ru, g.month, g.articles, g.stories, g.sources, g.mining,
       g.accidents, g.strikes, g.layoffs, g.outages
FROM (
  SELECT e.id, e.name_en AS town, substr(b.day, 1, 7) AS month, count(DISTINCT b.article_id) AS articles,
         count(DISTINCT o.story_id) AS stories, count(DISTINCT b.source_id) AS sources,
         count(DISTINCT CASE WHEN b.is_mining THEN b.article_id END) AS mining, sum(v.kind IS 'accident') AS accidents,
         sum(v.kind IS 'strike') AS strikes, sum(v.kind IS 'layoff') AS layoffs, sum(v.kind IS 'outage') AS outages
  FROM entity e
  JOIN article_brief b ON b.article_id IN (
    SELECT m.article_id FROM mention m WHERE m.entity_id = e.id AND m.confidence >= 0.5)
  LEFT JOIN story_article o ON o.article_id = b.article_id
  LEFT JOIN event v ON v.article_id = b.article_id AND v.town_id = e.id
  WHERE e.kind = 'town'
  GROUP BY e.id, e.name_en, month) g
JOIN entity t ON t.id = g.id
ORDER BY g.town, g.month DESC;

-- Every town with what is known of it: articles and sources that name it, the last day it was in the news, and how many watched
-- sources are its own (`local_sources`) or its oblast's, as their files said at the last run. Without a local one, silence proves nothing.
-- Example: SELECT town, region, last_day FROM town_coverage WHERE local_sources = 0;
CREATE VIEW town_coverage AS
SELECT e.name_en AS town, e.name_kk AS town_kk, e.name_ru AS town_ru, e.region,
       count(b.article_id) AS articles, count(DISTINCT b.source_id) AS sources, max(b.day) AS last_day,
       (SELECT count(*) FROM source s WHERE s.enabled AND EXISTS (SELECT 1 FROM json_each(s.towns) WHERE value = e.id)) AS local_sources,
       (SELECT count(*) FROM source s WHERE s.enabled AND e.region <> '' AND instr(s.region, e.region)) AS oblast_sources
FROM entity e
LEFT JOIN article_brief b ON b.article_id IN (
  SELECT m.article_id FROM mention m WHERE m.entity_id = e.id AND m.confidence >= 0.5)
WHERE e.kind = 'town'
GROUP BY e.id
ORDER BY local_sources, articles, e.name_en;

-- Articles on a company, with what happened there by their account.
-- Example: SELECT day, event, asset, title FROM company_log WHERE company = 'Kazakhmys Corporation' LIMIT 20;
CREATE VIEW company_log AS
SELECT x.name_en AS company, x.name_ru AS company_ru, x.name_kk AS company_kk, b.day, v.kind AS event, t.name_en AS town,
       s.name_en AS asset, v.quote, o.story_id, a.id, a.source_id AS source, a.language, a.title, a.url
FROM entity x
JOIN article_brief b ON b.article_id IN (
  SELECT m.article_id FROM mention m WHERE m.entity_id = x.id AND m.confidence >= 0.5)
CROSS JOIN article a ON a.id = b.article_id
LEFT JOIN event v ON v.article_id = b.article_id AND v.company_id = x.id
LEFT JOIN entity t ON t.id = v.town_id LEFT JOIN entity s ON s.id = v.asset_id
LEFT JOIN story_article o ON o.article_id = b.article_id
WHERE x.kind = 'company'
ORDER BY x.name_en, b.day DESC, a.id DESC;

-- Articles on a mine or plant, with what happened there by their account.
-- Example: SELECT day, event, company, title FROM mine_log WHERE mine = 'Kostenko mine';
CREATE VIEW mine_log AS
SELECT s.name_en AS mine, s.name_ru AS mine_ru, s.name_kk AS mine_kk, s.region, b.day, v.kind AS event, c.name_en AS company,
       v.quote, o.story_id, a.id, a.source_id AS source, a.language, a.title, a.url
FROM entity s
JOIN article_brief b ON b.article_id IN (
  SELECT m.article_id FROM mention m WHERE m.entity_id = s.id AND m.confidence >= 0.5)
CROSS JOIN article a ON a.id = b.article_id
LEFT JOIN event v ON v.article_id = b.article_id AND v.asset_id = s.id
LEFT JOIN entity c ON c.id = v.company_id
LEFT JOIN story_article o ON o.article_id = b.article_id
WHERE s.kind = 'asset'
ORDER BY s.name_en, b.day DESC, a.id DESC;

-- How often each commodity was written of, month by month.
-- Example: SELECT month, articles FROM commodity_month WHERE commodity = 'Copper';
CREATE VIEW commodity_month AS
SELECT e.name_en AS commodity, e.name_ru AS commodity_ru, e.name_kk AS commodity_kk, substr(b.day, 1, 7) AS month,
       count(*) AS articles, count(DISTINCT b.source_id) AS sources
FROM entity e
JOIN article_brief b ON b.article_id IN (
  SELECT m.article_id FROM mention m WHERE m.entity_id = e.id AND m.confidence >= 0.5)
WHERE e.kind = 'commodity'
GROUP BY e.id, month
ORDER BY month DESC, articles DESC, e.name_en;

-- What happened where, newest first; `day` is when it happened as far as the text tells, else the day of the article. Of some
-- events a text tells the month or the year alone: day >= '2026-07' finds those of 2026-07 too, day >= '2026-07-01' does not.
-- What is planned has a day to come and stands first: day <= date('now') leaves it out.
-- Example: SELECT * FROM what_happened WHERE event = 'accident' AND town = 'Ridder';
CREATE VIEW what_happened AS
SELECT v.day, v.kind AS event,
       t.name_en AS town, p.name_en AS place, s.name_en AS asset, c.name_en AS company,
       v.figures, v.quote, a.id, a.source_id AS source, a.language, a.title, a.url
FROM event v CROSS JOIN article a ON a.id = v.article_id
LEFT JOIN entity t ON t.id = v.town_id LEFT JOIN entity p ON p.id = v.place_id
LEFT JOIN entity s ON s.id = v.asset_id LEFT JOIN entity c ON c.id = v.company_id
ORDER BY v.day DESC, v.article_id DESC, v.kind;

-- What happened, as a log to filter and to count: with the day of the report (`reported`), the region and the story. `day` may
-- be a month or a year, or one to come, as in what_happened; `reported` is always a day.
-- Example: SELECT reported, event, town, quote FROM event_log WHERE reported >= '2026-11-01' AND event <> 'policy';
CREATE VIEW event_log AS
SELECT b.day AS reported, v.day, v.kind AS event, t.name_en AS town, p.name_en AS place,
       coalesce(t.region, p.region, CASE p.kind WHEN 'region' THEN p.name_en END) AS region, s.name_en AS asset,
       c.name_en AS company, v.quote, v.figures, o.story_id, b.article_id AS id, b.source_id AS source, b.language, a.title, a.url
FROM event v JOIN article_brief b ON b.article_id = v.article_id CROSS JOIN article a ON a.id = v.article_id
LEFT JOIN story_article o ON o.article_id = v.article_id
LEFT JOIN entity t ON t.id = v.town_id LEFT JOIN entity p ON p.id = v.place_id
LEFT JOIN entity s ON s.id = v.asset_id LEFT JOIN entity c ON c.id = v.company_id
ORDER BY v.day DESC, v.article_id DESC, v.kind;

-- Accidents, and other events in which people came to harm, with how many by that report; null where it does not say.
-- Reports of one event share `story_id`. Example: SELECT day, dead, injured, quote FROM casualties WHERE town = 'Ridder' AND dead > 0;
CREATE VIEW casualties AS
SELECT b.day AS reported, v.day, v.kind AS event, t.name_en AS town, p.name_en AS place,
       s.name_en AS asset, c.name_en AS company,
       (SELECT CAST(max(value ->> 'value') AS INTEGER) FROM json_each(v.figures) WHERE value ->> 'role' = 'dead') AS dead,
       (SELECT CAST(max(value ->> 'value') AS INTEGER) FROM json_each(v.figures) WHERE value ->> 'role' = 'injured') AS injured,
       (SELECT CAST(max(value ->> 'value') AS INTEGER) FROM json_each(v.figures) WHERE value ->> 'role' = 'missing') AS missing,
       (SELECT CAST(max(value ->> 'value') AS INTEGER) FROM json_each(v.figures) WHERE value ->> 'role' = 'evacuated') AS evacuated,
       v.quote, o.story_id, b.article_id AS id, b.source_id AS source, b.language, a.title, a.url
FROM event v JOIN article_brief b ON b.article_id = v.article_id CROSS JOIN article a ON a.id = v.article_id
LEFT JOIN story_article o ON o.article_id = v.article_id
LEFT JOIN entity t ON t.id = v.town_id LEFT JOIN entity p ON p.id = v.place_id
LEFT JOIN entity s ON s.id = v.asset_id LEFT JOIN entity c ON c.id = v.company_id
WHERE v.kind = 'accident' OR v.figures LIKE '%"dead"%' OR v.figures LIKE '%"injured"%' OR v.figures LIKE '%"missing"%'
ORDER BY v.day DESC, v.article_id DESC, v.kind;

-- Accidents of which the reports of one story give different numbers of people, with who said what, in the order of the reports.
-- Example: SELECT * FROM disputed_casualties LIMIT 10;
CREATE VIEW disputed_casualties AS
SELECT story_id, role, min(value) AS lowest, max(value) AS highest, count(*) AS reports, count(DISTINCT source) AS sources,
       min(day) AS first_reported, max(day) AS last_reported, group_concat(source || ' ' || value, ', ') AS told
FROM (
  SELECT o.story_id, j.value ->> 'role' AS role, CAST(max(j.value ->> 'value') AS INTEGER) AS value,
         b.source_id AS source, b.day, b.at
  FROM event v JOIN story_article o ON o.article_id = v.article_id JOIN article_brief b ON b.article_id = v.article_id
  CROSS JOIN json_each(v.figures) j
  WHERE v.kind = 'accident' AND j.value ->> 'role' IN ('dead', 'injured', 'missing')
    AND EXISTS (SELECT 1 FROM story_article x WHERE x.story_id = o.story_id AND x.article_id <> o.article_id)
  GROUP BY v.article_id, j.value ->> 'role'
  ORDER BY b.at, b.article_id)
GROUP BY story_id, role
HAVING min(value) <> max(value)
ORDER BY last_reported DESC, story_id DESC, role;

-- Figures of people and money of a story in the order in which they were reported.
-- Example: SELECT at, source, role, value, quote FROM story_figures WHERE story_id = 2 AND role = 'dead';
CREATE VIEW story_figures AS
SELECT o.story_id, b.at, b.source_id AS source, b.language, f.kind, f.role, f.value, f.value_to, f.unit, f.subject, f.quote, b.article_id AS id
FROM story_article o JOIN article_brief b ON b.article_id = o.article_id JOIN fact f ON f.article_id = o.article_id
WHERE f.kind = 'money' OR f.kind = 'people'
ORDER BY o.story_id, b.at, b.article_id, f.span_start;

-- Money that reports of investments name, a line for each sum.
-- Example: SELECT day, town, company, amount, currency, sum FROM investments WHERE currency = 'USD' ORDER BY amount DESC LIMIT 10;
CREATE VIEW investments AS
SELECT v.day, t.name_en AS town, p.name_en AS place, s.name_en AS asset, c.name_en AS company, j.value ->> 'value' AS amount,
       j.value ->> 'unit' AS currency, j.value ->> 'quote' AS sum, v.quote, o.story_id, b.article_id AS id, b.source_id AS source,
       b.language, a.title, a.url
FROM event v JOIN json_each(v.figures) j JOIN article_brief b ON b.article_id = v.article_id CROSS JOIN article a ON a.id = v.article_id
LEFT JOIN story_article o ON o.article_id = v.article_id
LEFT JOIN entity t ON t.id = v.town_id LEFT JOIN entity p ON p.id = v.place_id
LEFT JOIN entity s ON s.id = v.asset_id LEFT JOIN entity c ON c.id = v.company_id
WHERE v.kind = 'investment' AND j.value ->> 'kind' = 'money'
ORDER BY v.day DESC, v.article_id DESC, j.key;

-- Investments by town and currency. Of each story only its greatest sum is counted in `total`, as every report repeats it.
-- Example: SELECT town, total, currency, stories FROM investments_by_town WHERE currency = 'KZT';
CREATE VIEW investments_by_town AS
SELECT e.name_en AS town, e.name_kk AS town_kk, e.name_ru AS town_ru, g.currency, sum(g.greatest) AS total,
       max(g.greatest) AS biggest, count(*) AS stories, sum(g.reports) AS reports, max(g.day) AS last_day
FROM (
  SELECT v.town_id, j.value ->> 'unit' AS currency, max(j.value ->> 'value') AS greatest,
         count(DISTINCT v.article_id) AS reports, max(b.day) AS day
  FROM event v JOIN json_each(v.figures) j JOIN article_brief b ON b.article_id = v.article_id
  LEFT JOIN story_article o ON o.article_id = v.article_id
  WHERE v.kind = 'investment' AND v.town_id IS NOT NULL AND j.value ->> 'kind' = 'money'
  GROUP BY v.town_id, currency, coalesce(o.story_id, -v.article_id)) g
JOIN entity e ON e.id = g.town_id
GROUP BY e.id, g.currency
ORDER BY g.currency, total DESC, e.name_en;

-- Licences, subsoil rights and auctions, with the commodities that the text names.
-- Example: SELECT day, company, commodities, quote FROM licences WHERE company IS NOT NULL LIMIT 20;
CREATE VIEW licences AS
SELECT v.day, c.name_en AS company, s.name_en AS asset, t.name_en AS town,
       coalesce(t.region, p.region, CASE p.kind WHEN 'region' THEN p.name_en END) AS region,
       (SELECT group_concat(name_en, ', ') FROM (
          SELECT DISTINCT e.name_en FROM mention m JOIN entity e ON e.id = m.entity_id
          WHERE m.article_id = v.article_id AND e.kind = 'commodity' AND m.confidence >= 0.5 ORDER BY e.name_en)) AS commodities,
       v.quote, v.figures, o.story_id, b.article_id AS id, b.source_id AS source, b.language, a.title, a.url
FROM event v JOIN article_brief b ON b.article_id = v.article_id CROSS JOIN article a ON a.id = v.article_id
LEFT JOIN story_article o ON o.article_id = v.article_id
LEFT JOIN entity t ON t.id = v.town_id LEFT JOIN entity p ON p.id = v.place_id
LEFT JOIN entity s ON s.id = v.asset_id LEFT JOIN entity c ON c.id = v.company_id
WHERE v.kind = 'licence'
ORDER BY v.day DESC, v.article_id DESC;

-- Strikes and other protests of workers, with how many people took part by that report.
-- Example: SELECT day, town, company, people, quote FROM strikes WHERE day >= '2026-01';
CREATE VIEW strikes AS
SELECT v.day, t.name_en AS town, p.name_en AS place, s.name_en AS asset, c.name_en AS company,
       (SELECT CAST(value ->> 'value' AS INTEGER) FROM json_each(v.figures) WHERE value ->> 'kind' = 'people'
        AND coalesce(value ->> 'role', '') IN ('on strike', '')
        ORDER BY value ->> 'role' IS 'on strike' DESC, value ->> 'value' DESC LIMIT 1) AS people,
       v.quote, o.story_id, b.article_id AS id, b.source_id AS source, b.language, a.title, a.url
FROM event v JOIN article_brief b ON b.article_id = v.article_id CROSS JOIN article a ON a.id = v.article_id
LEFT JOIN story_article o ON o.article_id = v.article_id
LEFT JOIN entity t ON t.id = v.town_id LEFT JOIN entity p ON p.id = v.place_id
LEFT JOIN entity s ON s.id = v.asset_id LEFT JOIN entity c ON c.id = v.company_id
WHERE v.kind = 'strike'
ORDER BY v.day DESC, v.article_id DESC;

-- Layoffs and shortened working time, with how many people they concern by that report.
-- Example: SELECT day, town, company, people, quote FROM layoffs WHERE people >= 100;
CREATE VIEW layoffs AS
SELECT v.day, t.name_en AS town, p.name_en AS place, s.name_en AS asset, c.name_en AS company,
       (SELECT CAST(value ->> 'value' AS INTEGER) FROM json_each(v.figures) WHERE value ->> 'kind' = 'people'
        AND coalesce(value ->> 'role', '') IN ('laid off', '')
        ORDER BY value ->> 'role' IS 'laid off' DESC, value ->> 'value' DESC LIMIT 1) AS people,
       v.quote, o.story_id, b.article_id AS id, b.source_id AS source, b.language, a.title, a.url
FROM event v JOIN article_brief b ON b.article_id = v.article_id CROSS JOIN article a ON a.id = v.article_id
LEFT JOIN story_article o ON o.article_id = v.article_id
LEFT JOIN entity t ON t.id = v.town_id LEFT JOIN entity p ON p.id = v.place_id
LEFT JOIN entity s ON s.id = v.asset_id LEFT JOIN entity c ON c.id = v.company_id
WHERE v.kind = 'layoff'
ORDER BY v.day DESC, v.article_id DESC;

-- Sales, mergers and other changes of owner, with all companies that the text names.
-- Example: SELECT day, company, asset, companies, quote FROM ownership_changes LIMIT 20;
CREATE VIEW ownership_changes AS
SELECT v.day, c.name_en AS company, s.name_en AS asset, t.name_en AS town,
       (SELECT group_concat(name_en, ', ') FROM (
          SELECT DISTINCT e.name_en FROM mention m JOIN entity e ON e.id = m.entity_id
          WHERE m.article_id = v.article_id AND e.kind = 'company' AND m.confidence >= 0.5 ORDER BY e.name_en)) AS companies,
       v.quote, v.figures, o.story_id, b.article_id AS id, b.source_id AS source, b.language, a.title, a.url
FROM event v JOIN article_brief b ON b.article_id = v.article_id CROSS JOIN article a ON a.id = v.article_id
LEFT JOIN story_article o ON o.article_id = v.article_id
LEFT JOIN entity t ON t.id = v.town_id LEFT JOIN entity s ON s.id = v.asset_id LEFT JOIN entity c ON c.id = v.company_id
WHERE v.kind = 'ownership'
ORDER BY v.day DESC, v.article_id DESC;

-- Every figure with its article.
-- Example: SELECT * FROM how_much WHERE kind = 'money' AND unit = 'KZT' AND value >= 1e9;
CREATE VIEW how_much AS
SELECT f.kind, f.role, f.bound, f.value, f.value_to, f.unit, f.per, f.other_value, f.other_unit, f.moment, f.moment_to,
       f.subject, f.quote, a.id, b.day, a.source_id AS source, a.language, a.title, a.url
FROM article_brief b CROSS JOIN fact f ON f.article_id = b.article_id CROSS JOIN article a ON a.id = f.article_id
ORDER BY b.day DESC, b.article_id DESC, f.span_start;

-- Who said what, newest first.
-- Example: SELECT * FROM who_said WHERE speaker LIKE '%Токаев%';
CREATE VIEW who_said AS
SELECT q.speaker, q.office, e.name_en AS person, q.words, q.is_direct, b.day,
       a.id, a.source_id AS source, a.language, a.title, a.url
FROM article_brief b CROSS JOIN quotation q ON q.article_id = b.article_id CROSS JOIN article a ON a.id = q.article_id
LEFT JOIN entity e ON e.id = q.speaker_id
ORDER BY b.day DESC, b.article_id DESC, q.span_start;

-- Every text of a story, articles and copies, in the order in which they were published.
-- Example: SELECT * FROM story_timeline WHERE story_id = 1;
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

-- Who was first with each story, the newest story first: by the dates that the sites state, and by when kenwatch saw the texts.
-- `day` is that of its first article. Example: SELECT * FROM first_publisher WHERE sources > 2 LIMIT 10;
CREATE VIEW first_publisher AS
SELECT s.id AS story_id, a.title AS headline,
       (SELECT source FROM (
          SELECT x.source_id AS source, coalesce(f.first_at, x.published_at, x.first_seen_at) AS first_at, x.canonical_url
          FROM story_article o JOIN article x ON x.id = o.article_id LEFT JOIN fingerprint f ON f.canonical_url = x.canonical_url
          WHERE o.story_id = s.id
          UNION ALL
          SELECT c.source_id, coalesce(f.first_at, c.published_at, c.first_seen_at), c.canonical_url
          FROM story_article o JOIN copy c ON c.article_id = o.article_id LEFT JOIN fingerprint f ON f.canonical_url = c.canonical_url
          WHERE o.story_id = s.id ORDER BY 2, 3 LIMIT 1)) AS first_source,
       (SELECT at FROM (
          SELECT coalesce(x.published_at, x.first_seen_at) AS at, coalesce(f.first_at, x.published_at, x.first_seen_at) AS first_at, x.canonical_url
          FROM story_article o JOIN article x ON x.id = o.article_id LEFT JOIN fingerprint f ON f.canonical_url = x.canonical_url
          WHERE o.story_id = s.id
          UNION ALL
          SELECT coalesce(c.published_at, c.first_seen_at), coalesce(f.first_at, c.published_at, c.first_seen_at), c.canonical_url
          FROM story_article o JOIN copy c ON c.article_id = o.article_id LEFT JOIN fingerprint f ON f.canonical_url = c.canonical_url
          WHERE o.story_id = s.id ORDER BY 2, 3 LIMIT 1)) AS first_at,
       (SELECT source FROM (
          SELECT x.source_id AS source, x.first_seen_at AS at, x.url
          FROM story_article o JOIN article x ON x.id = o.article_id WHERE o.story_id = s.id
          UNION ALL
          SELECT c.source_id, c.first_seen_at, c.url
          FROM story_article o JOIN copy c ON c.article_id = o.article_id WHERE o.story_id = s.id
          ORDER BY 2, 3 LIMIT 1)) AS first_seen_source,
       (SELECT min(at) FROM (
          SELECT x.first_seen_at AS at FROM story_article o JOIN article x ON x.id = o.article_id WHERE o.story_id = s.id
          UNION ALL
          SELECT c.first_seen_at FROM story_article o JOIN copy c ON c.article_id = o.article_id WHERE o.story_id = s.id)) AS first_seen_at,
       (SELECT count(*) FROM (
          SELECT x.source_id FROM story_article o JOIN article_brief x ON x.article_id = o.article_id WHERE o.story_id = s.id
          UNION
          SELECT c.source_id FROM story_article o JOIN copy c ON c.article_id = o.article_id WHERE o.story_id = s.id)) AS sources,
       (SELECT count(*) FROM story_article o WHERE o.story_id = s.id) AS articles,
       (SELECT count(*) FROM story_article o JOIN copy c ON c.article_id = o.article_id WHERE o.story_id = s.id) AS copies,
       (SELECT group_concat(language, ', ') FROM (
          SELECT x.language FROM story_article o JOIN article_brief x ON x.article_id = o.article_id WHERE o.story_id = s.id
          UNION
          SELECT c.record ->> 'language' FROM story_article o JOIN copy c ON c.article_id = o.article_id WHERE o.story_id = s.id
          ORDER BY 1)) AS languages,
       s.day
FROM story s JOIN article a ON a.id = s.lead_article_id
ORDER BY s.day DESC, s.id DESC;

-- Edits that change what a text says: figures, names, headline, blame. announced: 1 where the page states another time of
-- modification with them than it last stated with a version before.
-- Example: SELECT * FROM quiet_edits WHERE flags LIKE '%figures%';
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

-- Figures that were changed in a text after it was published, a line each, with the words before and after.
-- Example: SELECT seen_at, source, role, before, after FROM figure_edits WHERE role = 'dead';
CREATE VIEW figure_edits AS
SELECT r.seen_at, coalesce(a.source_id, c.source_id) AS source, j.value ->> 'kind' AS kind, j.value ->> 'role' AS role,
       j.value ->> 'before' AS before, j.value ->> 'after' AS after, j.value ->> 'before_value' AS before_value,
       j.value ->> 'after_value' AS after_value, j.value ->> 'unit' AS unit, r.title, coalesce(a.id, c.article_id) AS article_id, r.canonical_url AS url
FROM revision r JOIN json_each(r.changes, '$.figures') j
LEFT JOIN article a ON a.canonical_url = r.canonical_url
LEFT JOIN copy c ON c.canonical_url = r.canonical_url
WHERE r.kind = 'changed' AND r.flags <> '[]'
ORDER BY r.seen_at DESC, j.key;

-- Texts that the site does not show any more on any page, each once; they are kept.
-- Example: SELECT * FROM removed WHERE gone_at >= '2026-11-01';
CREATE VIEW removed AS
SELECT p.gone_at, p.gone_why AS why, coalesce(a.source_id, c.source_id) AS source,
       coalesce(a.title, c.title) AS title, p.article_id, c.canonical_url IS NOT NULL AS is_copy, p.text_url AS url
FROM page p
LEFT JOIN article a ON a.canonical_url = p.text_url
LEFT JOIN copy c ON c.canonical_url = p.text_url
WHERE p.gone_at IS NOT NULL
  AND p.canonical_url = (SELECT q.canonical_url FROM page q WHERE q.text_url = p.text_url AND q.gone_at IS NOT NULL
                         ORDER BY q.canonical_url <> q.text_url, q.canonical_url LIMIT 1)
  AND NOT EXISTS (SELECT 1 FROM page q WHERE q.text_url = p.text_url AND q.gone_at IS NULL)
ORDER BY p.gone_at DESC;

-- Who repeats whom: copies of articles of one source on another.
-- Example: SELECT * FROM copied_from WHERE source = 'inform';
CREATE VIEW copied_from AS
SELECT c.source_id AS source, b.source_id AS first_source, count(*) AS copies
FROM copy c JOIN article_brief b ON b.article_id = c.article_id
GROUP BY c.source_id, b.source_id
ORDER BY copies DESC, source, first_source;

-- How much of what each source publishes is copies of others, in per cent.
-- Example: SELECT source, articles, copies, copy_percent FROM copy_share ORDER BY copy_percent DESC;
CREATE VIEW copy_share AS
SELECT id AS source, articles, copies, round(100.0 * copies / nullif(articles + copies, 0), 1) AS copy_percent
FROM (
  SELECT s.id, (SELECT count(*) FROM article_brief b WHERE b.source_id = s.id) AS articles,
         (SELECT count(*) FROM copy c WHERE c.source_id = s.id) AS copies
  FROM source s)
ORDER BY articles + copies DESC, id;

-- Articles and copies of each source and day. (Table source_day is another thing: what each source gave when it was crawled.)
-- Example: SELECT * FROM by_source_day WHERE day = '2026-11-20';
CREATE VIEW by_source_day AS
SELECT source_id AS source, day, articles, copies
FROM (
  -- + takes the type off the column, which would keep SQLite from the index of the copies
  SELECT source_id, day, count(*) AS articles,
         (SELECT count(*) FROM copy c
          WHERE c.source_id = b.source_id
            AND coalesce(c.record ->> 'published_day', date(c.first_seen_at, '+5 hours'), substr(c.first_seen_at, 1, 10)) = +b.day) AS copies
  FROM article_brief b
  GROUP BY source_id, day
  UNION ALL
  SELECT c.source_id, coalesce(c.record ->> 'published_day', date(c.first_seen_at, '+5 hours'), substr(c.first_seen_at, 1, 10)), 0, count(*)
  FROM copy c
  WHERE NOT EXISTS (
    SELECT 1 FROM article_brief b WHERE b.source_id = c.source_id
      AND b.day = coalesce(c.record ->> 'published_day', date(c.first_seen_at, '+5 hours'), substr(c.first_seen_at, 1, 10)))
  GROUP BY c.source_id, coalesce(c.record ->> 'published_day', date(c.first_seen_at, '+5 hours'), substr(c.first_seen_at, 1, 10))
)
ORDER BY day DESC, source_id;

-- Articles by month and language, with how many are on each topic.
-- Example: SELECT * FROM volume_month WHERE month >= '2026-01';
CREATE VIEW volume_month AS
SELECT substr(day, 1, 7) AS month, language, sum(articles) AS articles, sum(mining) AS mining, sum(monotown) AS monotown
FROM (
  SELECT day, language, count(*) AS articles, sum(is_mining) AS mining, sum(is_monotown) AS monotown
  FROM article_brief GROUP BY day, language)
GROUP BY month, language
ORDER BY month DESC, language;

-- The end of each run, a line a source.
-- Example: SELECT * FROM run_summary WHERE run_id = 1;
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

-- What the last run did, a line a source, those with trouble first.
-- Example: SELECT source, fetched, new, copies, failed, problem FROM last_run;
CREATE VIEW last_run AS
SELECT u.started_at, u.finished_at, u.finish_reason, s.source_id AS source, s.listed,
       coalesce(sum(o.pages) FILTER (WHERE o.outcome <> 'skipped'), 0) AS fetched,
       coalesce(sum(o.pages) FILTER (WHERE o.outcome = 'new'), 0) AS new,
       coalesce(sum(o.pages) FILTER (WHERE o.outcome = 'revised'), 0) AS revised,
       coalesce(sum(o.pages) FILTER (WHERE o.outcome = 'copy'), 0) AS copies,
       coalesce(sum(o.pages) FILTER (WHERE o.outcome = 'off-topic'), 0) AS off_topic,
       coalesce(sum(o.pages) FILTER (WHERE o.outcome = 'dropped'), 0) AS dropped,
       coalesce(sum(o.pages) FILTER (WHERE o.outcome = 'failed'), 0) AS failed,
       s.hubs_ok, s.hubs_failed, s.seconds, s.problem
FROM run u JOIN run_source s ON s.run_id = u.id
LEFT JOIN run_outcome o ON o.run_id = s.run_id AND o.source_id = s.source_id
WHERE u.id = (SELECT max(id) FROM run)
GROUP BY s.source_id
ORDER BY s.problem IS NULL, failed DESC, s.source_id;

-- What each source listed each day and what became of it. closed: the site says that it is gone or not for us;
-- answered: the share in per cent that was fetched and judged, or is closed. Pages taken in from disk were not listed.
-- Example: SELECT * FROM coverage WHERE day >= date('now', '-7 days') AND answered < 100;
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
  FROM page WHERE state <> 'old' AND via <> 'disk' AND day IS NOT NULL)
GROUP BY source_id, day
ORDER BY day DESC, source_id;

-- Pages that were not kept, by source, day and reason: off-topic, refused (no article …) or failed.
-- Example: SELECT source, state, reason, sum(pages) FROM drops WHERE day >= '2026-11-01' GROUP BY source, state, reason;
CREATE VIEW drops AS
SELECT source_id AS source, day, state, reason, count(*) AS pages
FROM page WHERE state IN ('rejected', 'failed') AND day IS NOT NULL
GROUP BY source_id, day, state, reason
ORDER BY day DESC, pages DESC, source_id, reason;

-- How each source is by the last look at its days and crawls, those in trouble first; evidence is JSON.
-- Example: SELECT source, state, since, why FROM source_health WHERE state <> 'ok';
CREATE VIEW source_health AS
SELECT s.id AS source, coalesce(i.state, 'ok') AS state, i.since, i.why, i.evidence, s.last_run_at, s.enabled
FROM source s LEFT JOIN (
  SELECT source_id, evidence ->> 'state' AS state, first_seen_at AS since, evidence ->> 'why' AS why, evidence,
         row_number() OVER (PARTITION BY source_id ORDER BY first_seen_at DESC, id DESC) AS place
  FROM issue WHERE kind = 'state' AND ended_at IS NULL) i ON i.source_id = s.id AND i.place = 1
ORDER BY i.state IS NULL, s.id;

-- Watched sources from which nothing comes: found silent, thin or frozen by their own habits, or never seen to give an article
-- or a copy of one; those that gave nothing for the longest time first.
-- Example: SELECT source, state, since, last_day FROM silent_sources;
CREATE VIEW silent_sources AS
SELECT h.source, s.name, h.state, h.since, h.why, l.last_day, h.last_run_at
FROM source_health h JOIN source s ON s.id = h.source
JOIN (
  SELECT id, nullif(max(coalesce((SELECT max(day) FROM article_brief b WHERE b.source_id = source.id), ''),
                        coalesce((SELECT max(coalesce(record ->> 'published_day', date(first_seen_at, '+5 hours'), substr(first_seen_at, 1, 10)))
                                  FROM copy c WHERE c.source_id = source.id), '')), '') AS last_day
  FROM source) l ON l.id = h.source
WHERE h.enabled AND (h.state IN ('silent', 'thin', 'feed frozen') OR l.last_day IS NULL)
ORDER BY l.last_day, h.source;
