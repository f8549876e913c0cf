-- How people can be reached. Personal data: erasure removes the row, nothing refers to it.
create table contacts (
    contact_id text collate "C" primary key,
    name text not null,
    email text not null,
    phone text not null,
    language text collate "C" not null,
    time_zone text collate "C" not null,
    push_tokens text not null,
    updated_at bigint not null
);

-- Every decision about a purpose and medium; the latest is in force.
create table consents (
    seq bigint generated always as identity primary key,
    contact_id text collate "C" not null,
    purpose text collate "C" not null,
    medium text collate "C" not null,
    granted bigint not null,
    wording_version text not null,
    decided_at bigint not null,
    source text not null,
    channel text collate "C" not null,
    actor_id text not null
);
create index consents_contact on consents (contact_id, seq);

-- Addresses that bounced for good, by medium and the address's keyed hash.
create table suppressions (
    medium text collate "C" not null,
    address_hash text collate "C" not null,
    reason text collate "C" not null,
    suppressed_at bigint not null,
    primary key (medium, address_hash)
);

-- One row per message that was ever wanted, sent or not. dedupe_key is (journey, step, subject): one trigger, one message. The hashes (keyed) are of the address that it was handed
-- over for, and of the box that this leads to.
create table messages (
    message_id text collate "C" primary key,
    dedupe_key text collate "C" not null unique,
    contact_id text collate "C" not null,
    owner_id text collate "C" not null,
    state bigint not null,
    reason text collate "C" not null,
    journey_id text collate "C" not null,
    journey_version bigint not null,
    step_id text collate "C" not null,
    subject_id text collate "C" not null,
    campaign_id text collate "C" not null,
    legal_class text collate "C" not null,
    purpose text collate "C" not null,
    media text collate "C" not null,
    medium text collate "C" not null,
    recipient_hash text collate "C" not null,
    box_hash text collate "C" not null,
    language text collate "C" not null,
    title text not null,
    text text not null,
    data text not null,
    trigger_name text collate "C" not null,
    trigger_event_id text collate "C" not null,
    attempts bigint not null,
    version bigint not null,
    created_at bigint not null,
    scheduled_at bigint not null,
    deadline_at bigint not null,
    sent_at bigint,
    delivered_at bigint
);
create index messages_owner on messages (owner_id, created_at, message_id);
create index messages_created on messages (created_at, message_id);
create index messages_waiting on messages (contact_id, state);
create index messages_box on messages (box_hash, sent_at) where box_hash <> '';

-- What was checked before sending, and what each check decided.
create table decisions (
    seq bigint generated always as identity primary key,
    message_id text collate "C" not null,
    check_name text collate "C" not null,
    outcome text collate "C" not null,
    reason text collate "C" not null,
    facts text not null,
    decided_at bigint not null
);
create index decisions_message on decisions (message_id, seq);

-- What is known of the things that messages are about: read again at the moment of sending.
create table subject_facts (
    subject_id text collate "C" not null,
    fact text collate "C" not null,
    known_at bigint not null,
    primary key (subject_id, fact)
);

-- What the embedded mailbox received in place of real providers. html is the body of an e-mail, empty for other media.
create table mailbox (
    seq bigint generated always as identity primary key,
    message_id text collate "C" not null unique,
    contact_id text collate "C" not null,
    medium text collate "C" not null,
    recipient text not null,
    title text not null,
    text text not null,
    language text collate "C" not null,
    received_at bigint not null,
    journey_id text collate "C" not null,
    step_id text collate "C" not null,
    subject_id text collate "C" not null,
    headers text not null,
    html text not null
);
create index mailbox_contact on mailbox (contact_id, seq);
