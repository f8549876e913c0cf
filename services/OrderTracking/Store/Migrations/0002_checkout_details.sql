-- Where goods go, by checkout: a cart that is given up and sold later has the details of the checkout that sold it, and no others. Rows of before stay in
-- delivery_details, where instances of before still write during an update; an order finds its checkout's in either.
create table checkout_details (
    order_id text collate "C" not null,
    checkout_id text collate "C" not null,
    details bytea not null,
    email_hash bytea,
    phone_hash bytea,
    updated_at bigint not null,
    primary key (order_id, checkout_id)
);

-- Which checkout made the order. Null for orders made elsewhere, and of before: they have whatever is kept under their id.
alter table orders add column checkout_id text collate "C";
