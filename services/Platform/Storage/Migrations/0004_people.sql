-- Which customers are one person, by merge. A merge whose undo came first is there without its people.
create table person_merges (
    merge_id text collate "C" primary key,
    from_id text collate "C" not null,
    into_id text collate "C" not null,
    version bigint not null,
    is_undone bigint not null
);
create index person_merges_from on person_merges (from_id);
create index person_merges_into on person_merges (into_id);
