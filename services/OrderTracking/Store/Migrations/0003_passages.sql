-- How parcels travelled, one row a parcel: what is promised is learned from the latest of a shipping option or a carrier. Derived from the order at each of its changes, so that a
-- delivery that is corrected is corrected here. Names nobody: of where a parcel went it has the country and two characters of the postal code. Times are microseconds.
create table passages (
    parcel_id text collate "C" primary key,
    market text collate "C" not null,
    shipping_option_id text collate "C" not null,
    carrier_code text collate "C" not null,
    origin_id text collate "C" not null,
    country text collate "C" not null,
    postal_area text collate "C" not null,
    ordered_at bigint not null,
    left_at bigint not null,
    arrived_at bigint
);
create index passages_option on passages (market, shipping_option_id, left_at);
create index passages_carrier on passages (carrier_code, market, left_at);
