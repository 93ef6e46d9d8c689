-- Rows of these tables get growing keys and keep them, so their pages need no room for keys in between. A tenth of these
-- indexes: 40 bytes a case.
alter index timeline_pkey set (fillfactor = 100);
alter index transfer_events_pkey set (fillfactor = 100);
