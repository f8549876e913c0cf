-- The write that last changed what devices keep of an item: its document, or that of a part of it. Stock is none of that.
alter table items add column revision bigint not null default 0;
create index items_revision on items (revision, sku);

-- In which bundles a part is: they change with it, also when the part comes later.
create table bundle_parts (
    part_sku text collate "C" not null,
    bundle_sku text collate "C" not null,
    primary key (part_sku, bundle_sku)
);
create index bundle_parts_bundle on bundle_parts (bundle_sku);
