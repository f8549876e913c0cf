-- How often the catalogue was written: every write locks this one row first, so that what has a lesser number is committed before. "terms" counts what is not about one
-- item: markets, stores, promotions, shipping options, which markets a warehouse ships to.
create table catalogue_revision (
    id bigint primary key,
    items bigint not null,
    terms bigint not null
);
insert into catalogue_revision (id, items, terms) values (1, 0, 0);

-- The write that last changed an item, its prices or its stock, for those who keep items in memory: they read what is above the number that they have.
create table catalogue_changes (
    sku text collate "C" primary key,
    revision bigint not null
);
create index catalogue_changes_revision on catalogue_changes (revision);
