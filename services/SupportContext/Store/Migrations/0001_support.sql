-- Everything that happened, one row per event. `owner` is whose the event says it is: a customer's or guest's id, `contact/{id}`, `order/{id}` or `message/{id}`
-- where the event names nobody. Rows never move: `aliases` says which other owners' rows belong to somebody.
create table timeline (
    seq bigint generated always as identity primary key,
    entry_id text collate "C" not null,
    owner text collate "C" not null,
    name text collate "C" not null,
    kind text collate "C" not null,
    occurred_at bigint not null,
    rank bigint not null,
    recorded_at bigint not null,
    channel text collate "C" not null,
    historical bigint not null,
    by_customer bigint not null,
    store_id text collate "C" not null,
    subject_id text collate "C" not null,
    version bigint not null,
    facts text not null
);
create unique index timeline_entry on timeline (entry_id);
create index timeline_order on timeline (owner, occurred_at, rank, entry_id);
create index timeline_learned on timeline (owner, seq);

-- Locked by whoever adds to the timeline, so that seq is also the order of commits: a watcher that has seen n misses nothing below n.
create table timeline_lock (
    id bigint primary key
);
insert into timeline_lock (id) values (1);

-- Owners whose rows belong to another owner, too.
create table aliases (
    owner text collate "C" not null,
    alias text collate "C" not null,
    primary key (owner, alias)
);

-- Names of customers. name_key is the keyed hash of what is personal, else the name itself; shown is masked where personal.
create table identity_links (
    link_id text collate "C" primary key,
    customer_id text collate "C" not null,
    kind text collate "C" not null,
    issuer text collate "C" not null,
    name_key text collate "C" not null,
    shown text not null,
    assurance text collate "C" not null,
    evidence text not null,
    linked_by bytea not null,
    linked_at bigint not null,
    unlinked_at bigint,
    unlinked_by bytea,
    unlink_reason text
);
create index identity_links_name on identity_links (kind, issuer, name_key);
create index identity_links_customer on identity_links (customer_id);

-- One row per customer whose events this service publishes: the version of the aggregate.
create table customers (
    customer_id text collate "C" primary key,
    version bigint not null
);

create table profiles (
    customer_id text collate "C" primary key,
    name text not null,
    language text collate "C" not null,
    time_zone text collate "C" not null,
    birthday text collate "C" not null,
    home_store_id text collate "C" not null,
    interests text not null,
    updated_at bigint not null
);
