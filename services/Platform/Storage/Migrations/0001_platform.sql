-- Answers under their idempotency keys (architecture, Idempotency). Written in the transaction of the effect. A key is a person's, on one of their devices.
create table idempotency (
    person text collate "C" not null,
    device text collate "C" not null,
    rpc text collate "C" not null,
    key text collate "C" not null,
    request_hash bytea not null,
    refusal text,
    answer bytea not null,
    expires_at bigint not null,
    primary key (person, device, rpc, key)
);
create index idempotency_expiry on idempotency (expires_at);

-- Events committed with the state and not yet acknowledged by the log; seq is taken under the aggregate's lock.
create table outbox (
    seq bigint generated always as identity primary key,
    id text collate "C" not null,
    topic text collate "C" not null,
    type text collate "C" not null,
    source text collate "C" not null,
    subject text collate "C" not null,
    aggregate_version bigint not null,
    time bigint not null,
    traceparent text collate "C",
    data bytea not null
);

-- Events whose effect is in this database.
create table inbox (
    consumer text collate "C" not null,
    event_id text collate "C" not null,
    applied_at bigint not null,
    primary key (consumer, event_id)
);
create index inbox_age on inbox (applied_at);

-- One durable timer per (kind, key); setting it again raises the generation.
create table timers (
    kind text collate "C" not null,
    key text collate "C" not null,
    generation bigint not null,
    due_at bigint not null,
    not_before bigint not null,
    attempts bigint not null,
    primary key (kind, key)
);
create index timers_due on timers (not_before);

-- Who does work that one node does at a time.
create table leases (
    name text collate "C" primary key,
    owner text collate "C" not null,
    expires_at bigint not null
);

-- Events that this service could not apply, and those of the same subject that came behind them.
create table parked_events (
    seq bigint generated always as identity primary key,
    consumer text collate "C" not null,
    event_id text collate "C" not null,
    topic text collate "C" not null,
    partition_no bigint not null,
    offset_no bigint not null,
    subject text collate "C" not null,
    type text collate "C" not null,
    source text collate "C" not null,
    aggregate_version bigint not null,
    time bigint not null,
    traceparent text collate "C",
    data bytea not null,
    error text not null,
    parked_at bigint not null,
    state text collate "C" not null,
    resolved_at bigint,
    resolved_by text collate "C",
    reason text
);
create index parked_events_subject on parked_events (consumer, subject, seq);

-- Staff who looked at or changed what belongs to a shopper.
create table audit (
    seq bigint generated always as identity primary key,
    at bigint not null,
    staff_id text collate "C" not null,
    role text collate "C" not null,
    rpc text collate "C" not null,
    subject text collate "C" not null,
    reason text
);
create index audit_subject on audit (subject, seq);

-- News of what is not known yet (architecture, Order): taken out when its subject comes, removed when it does not.
create table waiting_news (
    room text collate "C" not null,
    key text collate "C" not null,
    news_id text collate "C" not null,
    type text collate "C" not null,
    position bigint not null,
    data bytea not null,
    expires_at bigint not null,
    primary key (room, key, news_id)
);
create index waiting_news_expiry on waiting_news (expires_at);

-- Whose a guest is, by the guest's latest event; without a customer after a merge was taken back.
create table guest_owners (
    guest_id text collate "C" primary key,
    customer_id text collate "C",
    version bigint not null
);
create index guest_owners_customer on guest_owners (customer_id);
