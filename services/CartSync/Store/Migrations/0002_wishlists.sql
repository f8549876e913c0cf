-- Wishlists. In the database in every set-up: they have no hot path, and a list that is read by its owner and by its link wants an index, not a hash slot.
create table wishlists (
    wishlist_id text collate "C" primary key,
    owner_id text collate "C" not null,
    owner_is_guest bigint not null,
    name text not null,
    version bigint not null,
    is_shared bigint not null,
    share_serial bigint not null,
    created_at bigint not null,
    updated_at bigint not null
);
create index wishlists_owner on wishlists (owner_id, created_at, wishlist_id);

-- Options as JSON, sorted by name. Position keeps the order of addition.
create table wishlist_items (
    wishlist_id text collate "C" not null,
    item_id text collate "C" not null,
    sku text collate "C" not null,
    options text not null,
    quantity bigint not null,
    added_at bigint not null,
    position bigint not null,
    primary key (wishlist_id, item_id)
);
