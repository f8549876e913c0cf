-- An order is one document (the facts and what was derived from them) with the columns that it is found by. Orders of a thousand lines exist:
-- a row per line would make an import forty times as many writes, and nothing asks for single lines across orders.
create table orders (
    order_id text collate "C" primary key,
    order_number text collate "C" not null,
    owner_id text collate "C",
    placed_at bigint not null,
    status bigint not null,
    channel text collate "C" not null,
    version bigint not null,
    sale_hash bytea not null,
    state bytea not null,
    -- Links to the order that were made before are good no more.
    links_revoked_at bigint,
    -- Which checkout made it; null for orders made elsewhere.
    checkout_id text collate "C",
    -- The order as it is answered, encoded, once it was read again: at which version, and by which build. Where either is another's, the document alone counts.
    view_version bigint,
    view_form bigint,
    view bytea
);
create index orders_owner on orders (owner_id, placed_at, order_id);
create index orders_number on orders (order_number);
create index orders_placed on orders (placed_at, order_id);
create index orders_status on orders (status, placed_at, order_id);

-- What staff find an order by besides its number: receipt, parcels, payments, stores, each as its kind and its canonical text.
create table order_references (
    reference text collate "C" not null,
    placed_at bigint not null,
    order_id text collate "C" not null,
    primary key (reference, placed_at, order_id)
);

-- Which parcels a carrier's number means, one after the other (turn 1, 2…): carriers use their numbers again. Scans of before counts_from (microseconds) are of the turn before.
create table parcels (
    carrier_code text collate "C" not null,
    tracking_number text collate "C" not null,
    order_id text collate "C" not null,
    turn bigint not null,
    shipment_id text collate "C" not null,
    counts_from bigint not null,
    primary key (tracking_number, carrier_code, turn)
);

-- Where goods go, and keyed hashes of how their buyer is reached, by checkout: written during the checkout, before the order exists. A cart that is given up and sold later
-- has the details of the checkout that sold it, and no others.
create table checkout_details (
    order_id text collate "C" not null,
    checkout_id text collate "C" not null,
    details bytea not null,
    email_hash bytea,
    phone_hash bytea,
    updated_at bigint not null,
    primary key (order_id, checkout_id)
);
create index checkout_details_email on checkout_details (email_hash);
create index checkout_details_phone on checkout_details (phone_hash);

-- Means of payment that customers saved: one document a customer, the default first. References of providers, never card numbers.
create table saved_tenders (
    customer_id text collate "C" primary key,
    tenders bytea not null
);

-- What stores do of orders, in the order in which they do it: customers who are there, then by what is due, then what is over. Derived from the order's document.
create table pickups (
    pickup_id text collate "C" primary key,
    order_id text collate "C" not null,
    store_id text collate "C" not null,
    status bigint not null,
    sort_key bigint not null
);
create index pickups_work on pickups (store_id, sort_key, pickup_id);

-- Keyed hashes of the codes against which goods are handed over, to find a pickup by. The codes themselves are stored nowhere.
create table pickup_codes (
    store_id text collate "C" not null,
    code_key bytea not null,
    pickup_id text collate "C" not null,
    primary key (store_id, code_key, pickup_id)
);

-- The merchant's stores, as Cart-sync told of them last.
create table stores (
    store_id text collate "C" primary key,
    version bigint not null,
    document bytea not null
);
