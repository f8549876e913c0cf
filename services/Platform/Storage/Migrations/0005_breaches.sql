-- Invariants that an aggregate's facts do not keep now: gone as soon as they do again.
create table breaches (
    subject text collate "C" not null,
    invariant text collate "C" not null,
    part text collate "C" not null,
    since bigint not null,
    primary key (subject, invariant, part)
);
