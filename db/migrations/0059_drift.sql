-- A reconciliation reads all open cases in the order of their ids.
create index onboardings_open_by_id on onboardings (id) where open;

-- What the last reconciliation of all cases has found, for the metrics. It has a row for each kind of drift.
create table drift_counts (
  kind text primary key,
  found integer not null,
  repaired integer not null,
  counted_at timestamptz not null
);
grant select, insert, update on drift_counts to gangway_sweeps;
