-- What a Link session has yet to tell its case: 'linked', 'linkOffered' or 'linkAbandoned'. Written with the fact
-- itself and cleared once Temporal has taken it, so that a crash in between loses nothing.
alter table link_sessions add column to_tell text;
create index link_sessions_untold on link_sessions (created_at) where to_tell is not null;
