-- Who wants to be told about an item. kind and state are the contract's numbers; place is 'anywhere', 'shipping' or 'store:ID'; prices are decimal text in the market's currency.
create table item_subscriptions (
    subscription_id text collate "C" primary key,
    owner_id text collate "C" not null,
    owner_is_guest bigint not null,
    contact_id text collate "C" not null,
    kind bigint not null,
    state bigint not null,
    sku text collate "C" not null,
    line_id text collate "C" not null,
    options text not null,
    market text collate "C" not null,
    place text collate "C" not null,
    threshold_price text collate "C" not null,
    reference_price text collate "C" not null,
    currency text collate "C" not null,
    channel text collate "C" not null,
    created_at bigint not null,
    ended_at bigint not null,
    is_outdated bigint not null,
    version bigint not null
);

-- One waits for the same thing once.
create unique index item_subscriptions_waiting on item_subscriptions (owner_id, kind, line_id, market, place) where state = 1;
create index item_subscriptions_owner on item_subscriptions (owner_id, created_at, subscription_id);
create index item_subscriptions_sku on item_subscriptions (sku, subscription_id);

-- Items whose price or stock was set, by batch: each is looked at for its subscriptions, in steps, and then gone. The cursor is the last subscription that was looked at.
create table item_changes (
    change_id text collate "C" primary key,
    skus text not null,
    cursor_sku text collate "C" not null,
    cursor_id text collate "C" not null
);

-- Parts of the bundles that somebody waits for: a bundle is back when its scarcest part is.
create table watched_parts (
    part_sku text collate "C" not null,
    bundle_sku text collate "C" not null,
    primary key (part_sku, bundle_sku)
);
