-- The return rates look at sixty days, however many years are on record.
create index transfers_by_creation on transfers (created_at);
create index transfer_events_returned on transfer_events (at) where type = 'returned';
