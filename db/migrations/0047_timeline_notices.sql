-- Notifies whoever listens of a new entry on a case's timeline, once its transaction has committed. PostgreSQL folds the
-- notifications of one transaction about one case into one.
create function notify_timeline() returns trigger language plpgsql as $$
begin
  perform pg_notify('gangway_timeline', new.onboarding_id);
  return null;
end $$;

create trigger timeline_notice after insert on timeline for each row execute function notify_timeline();
