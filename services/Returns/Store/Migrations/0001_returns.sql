-- Policy documents as published (omnichannel.returns.v1.ReturnPolicy); a version never changes.
create table policies (
    policy_id text collate "C" not null,
    version bigint not null,
    effective_from bigint not null,
    published_at bigint not null,
    document bytea not null,
    primary key (policy_id, version)
);

-- Purchases as Returns keeps them: one row per order, its lines in one serialised document (an import brings 540,000 of them).
-- An order's row is the root of everything about its returns: whoever changes one locks it first.
create table orders (
    order_id text collate "C" primary key,
    -- Source, store and external id in one text, by which an imported return names it; null for carts.
    external_key text collate "C",
    customer_id text collate "C",
    guest_id text collate "C",
    placed_at bigint not null,
    -- Of the default policy: the version that its buyer was shown, else the one in force when it was placed.
    policy_version bigint not null,
    tier text collate "C",
    -- omnichannel.orders.v1.OrderPlaced, cut down to what returns need.
    sale bytea not null,
    -- omnichannel.orders.v1.OrderFulfilmentChanged, the latest one; without lines when all of the order was with the customer at its time.
    fulfilment bytea,
    fulfilment_version bigint not null,
    -- omnichannel.orders.v1.OrderCancelled, its lines added up over all cancellations.
    cancelled bytea,
    -- omnichannel.orders.v1.Claim, its lines added up over all accepted claims.
    claims bytea,
    delivered_at bigint,
    delivery_version bigint not null,
    -- omnichannel.returns.v1.ReturnWindowSet as it was told last, its lines only; null before the first. The version counts what was told.
    windows bytea,
    windows_version bigint not null
);
create index orders_external on orders (external_key);
create index orders_customer on orders (customer_id);
create index orders_guest on orders (guest_id);
create index orders_placed on orders (placed_at);

-- In which currencies each market has bought: fees of a policy must have amounts in them.
create table purchase_currencies (
    market text collate "C" not null,
    currency_code text collate "C" not null,
    primary key (market, currency_code)
);

-- Returns: the document is omnichannel.returns.v1.Return without what its order says.
create table returns (
    return_id text collate "C" primary key,
    order_id text collate "C" not null,
    rma_code text collate "C" not null unique,
    -- Source, store and external id of an imported return in one text; null for others.
    external_key text collate "C" unique,
    -- SHA-256 of the values of an imported return: others under the same key are refused.
    content_hash bytea,
    state bigint not null,
    requested_at bigint not null,
    document bytea not null
);
create index returns_order on returns (order_id);
create index returns_requested on returns (requested_at, return_id);

-- Documents of parcels that bring goods back: labels and codes to show. Which return has them, its document says.
create table reverse_deliveries (
    reverse_delivery_id text collate "C" primary key,
    return_id text collate "C" not null,
    tracking_number text collate "C" not null unique,
    document bytea not null
);

-- Photos that shoppers sent along. One that is in no return after a day goes.
create table return_photos (
    photo_id text collate "C" primary key,
    order_id text collate "C" not null,
    return_id text collate "C",
    content_type text collate "C" not null,
    content bytea not null,
    uploaded_at bigint not null
);
create index return_photos_order on return_photos (order_id);

-- The last serial number that was given to a parcel, by company prefix: a number names one parcel only.
create table parcel_serials (
    company_prefix text collate "C" primary key,
    last bigint not null
);

-- The tiers that a customer has had, each from a time on: a purchase has the tier of its own time, whichever news comes first.
create table customer_tiers (
    customer_id text collate "C" not null,
    since bigint not null,
    tier_id text collate "C" not null,
    primary key (customer_id, since)
);

-- Withdrawals from contracts: omnichannel.returns.v1.WithdrawalEvidence. Once confirmed_at is set the document is a proof and never changes, nor does its seal (SHA-256 of it); what happens
-- to the withdrawal stands beside it. Unconfirmed ones go after a day, proofs when kept_until has passed and somebody asks for it.
create table withdrawals (
    withdrawal_id text collate "C" primary key,
    order_id text collate "C" not null,
    document bytea not null,
    seal bytea,
    confirmed_at bigint,
    kept_until bigint,
    acknowledged_at bigint,
    -- Which duties were told to be in danger (OpsService.ListBreaches).
    threatened text collate "C" not null
);
create index withdrawals_order on withdrawals (order_id);

-- When the consumer of an order was told of the right to withdraw, where somebody recorded that; informed_at is null when they never were.
create table withdrawal_information (
    order_id text collate "C" primary key,
    informed_at bigint
);
