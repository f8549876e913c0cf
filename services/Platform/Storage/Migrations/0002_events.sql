-- How often an event was tried: 0 for one that only waits behind another.
alter table parked_events add column attempts bigint not null default 0;
