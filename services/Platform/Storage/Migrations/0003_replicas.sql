-- What each replica of this service last told of itself (a ReplicaState of OpsService).
create table replicas (
    replica text collate "C" primary key,
    reported_at bigint not null,
    state bytea not null
);

-- Those that wait are few among those that were replayed or skipped, and they are counted again and again.
create index parked_events_waiting on parked_events (consumer) where state = 'PARKED';
