-- The write that last changed what devices keep of an item: its document, or that of a part of it. Stock is none of that.
alter table items add column revision bigint not null default 0;
create index items_revision on items (revision, sku);

-- A name that no other write has, in this catalogue or in a copy of it: whoever holds one that is not here has read changes that were lost with a restore, however many
-- writes came after it. The last one stands in "catalogue_revision".
create table catalogue_marks (
    mark bigint primary key,
    written_at bigint not null
);
create index catalogue_marks_written_at on catalogue_marks (written_at);
alter table catalogue_revision add column mark bigint not null default 0;

-- In which bundles a part is: they change with it, also when the part comes later.
create table bundle_parts (
    part_sku text collate "C" not null,
    bundle_sku text collate "C" not null,
    primary key (part_sku, bundle_sku)
);
create index bundle_parts_bundle on bundle_parts (bundle_sku);
