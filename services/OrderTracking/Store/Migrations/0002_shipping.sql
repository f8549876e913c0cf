-- Orders of which something is to be handed to a carrier: by when it was promised, else when it was placed (microseconds). Written with the order.
create table work_to_ship (
    order_id text collate "C" primary key,
    due_at bigint not null
);
create index work_to_ship_due on work_to_ship (due_at, order_id);

-- Who took a parcel, where, and a photo, by who says so. Personal data; the order only knows that there is some.
create table delivery_proofs (
    order_id text collate "C" not null,
    shipment_id text collate "C" not null,
    source text collate "C" not null,
    proof bytea not null,
    primary key (order_id, shipment_id, source)
);

-- Claims, to be listed by state, with what only they hold: text and references of photos, which are personal data. The rest is in the order.
create table claims (
    order_id text collate "C" not null,
    claim_id text collate "C" not null,
    state bigint not null,
    filed_at bigint not null,
    details bytea,
    primary key (order_id, claim_id)
);
create index claims_state on claims (state, filed_at, claim_id);
