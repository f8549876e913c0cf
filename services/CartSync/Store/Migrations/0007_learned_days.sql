-- In how many working days the parcels of a shipping option come, as Order-tracking has learned it: in the place of the days that the merchant set, while those have the
-- same cut-off. Times are HH:mm, empty for none.
create table learned_days (
    market text collate "C" not null,
    shipping_option_id text collate "C" not null,
    min_days bigint not null,
    max_days bigint not null,
    cut_off text collate "C" not null,
    by_time text collate "C" not null,
    primary key (market, shipping_option_id)
);
