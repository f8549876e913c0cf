-- Whose a thing is in their own right; owner_id says whose it is by the merges of people that hold.
alter table wishlists add column person_id text collate "C" not null default '';
create index wishlists_person on wishlists (person_id);

-- is_paused: somebody else who was merged with them waits for the same. It waits again when they are two again.
alter table item_subscriptions add column person_id text collate "C" not null default '';
alter table item_subscriptions add column is_paused bigint not null default 0;
create index item_subscriptions_person on item_subscriptions (person_id);
