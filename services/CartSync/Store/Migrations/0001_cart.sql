-- Carts of the embedded set-up (in clusters they live in Redis): one blob each, written by compare-and-set on etag.
create table carts (
    cart_id text collate "C" primary key,
    etag bigint not null,
    state bytea not null
);

-- Checkouts that ended, as they ended.
create table cart_checkouts (
    cart_id text collate "C" not null,
    checkout_id text collate "C" not null,
    data bytea not null,
    primary key (cart_id, checkout_id)
);

-- The latest plain edits of a cart, with their keys and answers.
create table cart_edits (
    cart_id text collate "C" not null,
    position bigint not null,
    made_at bigint not null,
    edit bytea not null,
    primary key (cart_id, position)
);
create index cart_edits_made on cart_edits (made_at);

-- Which cart an unused handoff code means; whether it is still good says the cart.
create table cart_handoffs (
    code text collate "C" primary key,
    cart_id text collate "C" not null,
    expires_at bigint not null
);
create index cart_handoffs_expiry on cart_handoffs (expires_at);

-- Catalogue read model. A document is the protobuf message as it was upserted.
create table markets (
    market text collate "C" primary key,
    currency text collate "C" not null
);

create table items (
    sku text collate "C" primary key,
    document bytea not null,
    category text collate "C" not null,
    measure text collate "C" not null,
    is_bundle bigint not null,
    is_discontinued bigint not null
);

-- Words of titles in all languages, as ItemWords writes them: found by their beginning.
create table item_words (
    word text collate "C" not null,
    sku text collate "C" not null,
    primary key (word, sku)
);
create index item_words_sku on item_words (sku);

-- GTIN-14 form, so that one barcode is found by any of its lengths.
create table item_gtins (
    gtin text collate "C" primary key,
    sku text collate "C" not null
);
create index item_gtins_sku on item_gtins (sku);

create table item_prices (
    sku text collate "C" not null,
    market text collate "C" not null,
    unit_price text collate "C" not null,
    changed_at bigint not null,
    primary key (sku, market)
);

create table stores (
    store_id text collate "C" primary key,
    market text collate "C" not null,
    document bytea not null
);
create index stores_market on stores (market, store_id);

-- Warehouses that ship; markets separated by blanks, with one before and behind.
create table warehouses (
    location_id text collate "C" primary key,
    markets text collate "C" not null
);

-- What the merchant counted at as_of, and the sum of what moved after that.
create table stock (
    sku text collate "C" not null,
    location_id text collate "C" not null,
    quantity bigint not null,
    as_of bigint not null,
    moved bigint not null,
    primary key (sku, location_id)
);

-- Sales, cancellations and returns that were put back, one row each, also where no level is known yet: a count of an earlier moment may still come.
create table stock_moves (
    source text collate "C" not null,
    sku text collate "C" not null,
    location_id text collate "C" not null,
    quantity bigint not null,
    moved_at bigint not null,
    primary key (source, sku)
);
create index stock_moves_level on stock_moves (sku, location_id, moved_at);
create index stock_moves_moved on stock_moves (moved_at);

create table promotions (
    promotion_id text collate "C" primary key,
    document bytea not null
);

create table shipping_options (
    market text collate "C" not null,
    position bigint not null,
    document bytea not null,
    primary key (market, position)
);

-- How codes that begin with a prefix carry a price, a weight or a count; the document is the protobuf message.
create table measure_codes (
    market text collate "C" not null,
    prefix text collate "C" not null,
    document bytea not null,
    primary key (market, prefix)
);

-- Whose a guest is: what was told last, and the merges that were not taken back.
create table guests (
    guest_id text collate "C" primary key,
    customer_id text collate "C" not null,
    version bigint not null
);
create table guest_merges (
    guest_id text collate "C" not null,
    merge_id text collate "C" not null,
    customer_id text collate "C" not null,
    position bigint not null,
    primary key (guest_id, merge_id)
);
