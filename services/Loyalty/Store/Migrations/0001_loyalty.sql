-- seal, in every table: SHA-256 of what the row says, written with it (Store/Seal.cs). VerifyLedger tells by it what was changed by hand.

-- Program documents (JSON of Domain/LoyaltyProgram), immutable versions.
create table programs (
    program_id text collate "C" not null,
    version bigint not null,
    effective_from bigint not null,
    document text not null,
    published_at bigint not null,
    seal bytea not null,
    primary key (program_id, version)
);

-- Members: the root row of a ledger. Locked first; balances are the sums of the member's entries. chain_head: hash of the last of them.
-- has_idle: 1 once there was a lot that lapses when the member does nothing.
create table members (
    member_id text collate "C" primary key,
    program_id text collate "C" not null,
    card_number text collate "C" not null unique,
    enrolled_at bigint not null,
    enrolled_channel text collate "C" not null,
    credits_from bigint not null,
    tier_id text collate "C" not null,
    tier_since bigint not null,
    tier_at_risk_at bigint,
    referral_id text collate "C",
    issuance bigint not null,
    pending bigint not null,
    active bigint not null,
    held bigint not null,
    redeemed bigint not null,
    expired bigint not null,
    debt bigint not null,
    status bigint not null,
    last_entry bigint not null,
    last_lot bigint not null,
    chain_head bytea not null,
    next_expiry bigint not null,
    has_idle bigint not null,
    version bigint not null,
    seal bytea not null
);

create index members_program on members (program_id, member_id);

-- How a member's tier stood before a merge, for when that is undone.
create table merged_tiers (
    merge_id text collate "C" not null,
    member_id text collate "C" not null,
    tier_id text collate "C" not null,
    tier_since bigint not null,
    tier_at_risk_at bigint,
    primary key (merge_id, member_id)
);
create index merged_tiers_member on merged_tiers (member_id);

-- member_id in lots, entries and holds: a member's, or a wallet's id.

-- Where each point is: issued = pending + active + held + redeemed + expired + status + reversed + withdrawn. status: status points that are kept, of lots of the source
-- STATUS, which have no others; tiers count them from issued_at on. expires_at: largest bigint for never.
-- part_of: the lot whose points these were before they were spent and restored. origin_member_id, origin_lot: the lot of somebody who was merged into the holder that they came
-- from; empty for the holder's own, which sort first among those that lapse at the same moment. inactivity: the months of a member who does nothing after which it lapses, and the
-- zone of their days (Domain/LotEnd.cs); expires_at moves then. notice_at: from when on the member is told. event_id: of a bonus, its earning_id.
create table lots (
    member_id text collate "C" not null,
    sequence bigint not null,
    source text collate "C" not null,
    part_of bigint,
    origin_member_id text collate "C" not null,
    origin_lot bigint,
    order_id text collate "C",
    line_id text collate "C",
    event_id text collate "C",
    program_version bigint not null,
    rule_id text collate "C" not null,
    quantity bigint not null,
    issued bigint not null,
    issued_at bigint not null,
    returned_quantity bigint not null,
    clawed bigint not null,
    pending bigint not null,
    active bigint not null,
    held bigint not null,
    redeemed bigint not null,
    expired bigint not null,
    status bigint not null,
    reversed bigint not null,
    withdrawn bigint not null,
    activates_at bigint,
    expires_at bigint not null,
    notice_at bigint,
    inactivity text collate "C",
    seal bytea not null,
    primary key (member_id, sequence)
);
create index lots_idle on lots (member_id, expires_at) where inactivity is not null;
create index lots_spendable on lots (member_id, expires_at, origin_member_id, sequence) where active > 0;
create index lots_origin on lots (member_id, origin_member_id) where origin_lot is not null;
create index lots_held on lots (member_id) where held > 0;
create index lots_status on lots (member_id, issued_at) where source = 'STATUS';
create index lots_order on lots (order_id) where order_id is not null;

-- Members' birthdays, days of the program: month_day as --03-31, null once it is to be forgotten; next_on: when the rules for it are told; last_on: when they were told last.
create table member_birthdays (
    member_id text collate "C" primary key,
    month_day text collate "C",
    next_on text collate "C",
    last_on text collate "C"
);

-- What members were told of points that lapse soon, until they have lapsed: once for all that lapse together. A row goes when none of them are left to lapse.
create table expiry_notices (
    member_id text collate "C" not null,
    expires_at bigint not null,
    primary key (member_id, expires_at)
);

-- The ledger: immutable. Each row takes points from one account and adds them to another, so every row sums to zero. lots: which lots it moved
-- (Domain/LotMoves.cs). active_after, pending_after: the balances after it, in the order of sequence. hash: over the row before and this one
-- (Domain/LedgerChain.cs), with reason_digest in the place of the reason, which may be erased together with its salt.
create table entries (
    member_id text collate "C" not null,
    sequence bigint not null,
    version bigint not null,
    kind text collate "C" not null,
    from_account text collate "C" not null,
    to_account text collate "C" not null,
    points bigint not null,
    lots text collate "C" not null,
    active_after bigint not null,
    pending_after bigint not null,
    effective_at bigint not null,
    recorded_at bigint not null,
    historical bigint not null,
    order_id text collate "C",
    hold_id text collate "C",
    return_id text collate "C",
    lot_sequence bigint,
    rule_id text collate "C",
    program_version bigint not null,
    expires_at bigint,
    reason text,
    reason_salt bytea,
    reason_digest bytea,
    actor text,
    hash bytea not null,
    primary key (member_id, sequence)
);
create index entries_period on entries (member_id, effective_at, sequence);
create index entries_recorded on entries (recorded_at);

-- Holds of points or of money in a wallet (allocations: which lots; tender: what the money pays as) and coupons, tombstones included. part_of: the checkout's hold that
-- resolves the wallet's. wallets: how many a checkout named. Never removed: an id resolves once for ever.
create table holds (
    hold_id text collate "C" primary key,
    member_id text collate "C",
    tender text collate "C",
    part_of text collate "C",
    is_checkout bigint not null,
    state text collate "C" not null,
    points bigint not null,
    captured_points bigint not null,
    allocations text not null,
    coupons text not null,
    order_id text collate "C",
    reference text not null,
    store_id text collate "C",
    presence text collate "C" not null,
    currency_code text collate "C" not null,
    value_minor bigint not null,
    owner_id text collate "C" not null,
    owner_is_guest bigint not null,
    content_hash text collate "C" not null,
    wallets bigint not null,
    created_at bigint not null,
    expires_at bigint not null,
    resolved_at bigint,
    seal bytea not null
);
create index holds_member on holds (member_id, hold_id) where member_id is not null;
create index holds_on_cards on holds (member_id, created_at) where presence = 'CARD';
create unique index holds_receipt on holds (order_id) where is_checkout = 0 and order_id is not null;

-- How far a member's rotating codes were used, and which of their secrets is in use. A row comes with the first use; the secrets are kept nowhere.
create table member_codes (
    member_id text collate "C" primary key,
    generation bigint not null,
    last_step bigint not null
);

-- What tills may let members redeem while they are off line. last_number: the highest number that the till said it used. Never removed: what was redeemed under it is reported by it.
create table offline_allowances (
    allowance_id text collate "C" primary key,
    store_id text collate "C" not null,
    terminal_id text collate "C" not null,
    program_id text collate "C" not null,
    points bigint not null,
    points_per_member bigint not null,
    card_points bigint not null,
    minimum_redemption bigint not null,
    currency_code text collate "C" not null,
    rate_points bigint not null,
    rate_minor bigint not null,
    granted_at bigint not null,
    expires_at bigint not null,
    closed_at bigint,
    last_number bigint,
    seal bytea not null
);
create index offline_allowances_store on offline_allowances (store_id, granted_at, allowance_id);
create index offline_allowances_open on offline_allowances (store_id, terminal_id) where closed_at is null;

-- What tills redeemed off line, and what became of it: once for each till and its own id. allowance_id: as told, is_stray where it is not the till's. A booked one is a hold
-- (allowance_id/redemption_id), which says whose it is. altered: how often it came again with other content than content_hash.
create table offline_redemptions (
    store_id text collate "C" not null,
    terminal_id text collate "C" not null,
    allowance_id text collate "C" not null,
    redemption_id text collate "C" not null,
    number bigint not null,
    points bigint not null,
    presence text collate "C" not null,
    redeemed_at bigint not null,
    received_at bigint not null,
    order_id text collate "C" not null,
    receipt text not null,
    outcome text collate "C" not null,
    is_stray bigint not null,
    debt bigint not null,
    code_step bigint,
    is_other_program bigint not null,
    altered bigint not null,
    content_hash bytea not null,
    seal bytea not null,
    primary key (store_id, terminal_id, allowance_id, redemption_id)
);
create index offline_redemptions_allowance on offline_redemptions (allowance_id, number, redemption_id);
create index offline_redemptions_stray on offline_redemptions (store_id, received_at) where is_stray = 1;

-- Where staff switched redeeming off line off. terminal_id: empty for the whole store.
create table offline_switches (
    store_id text collate "C" not null,
    terminal_id text collate "C" not null,
    is_off bigint not null,
    reason text not null,
    switched_by text collate "C" not null,
    switched_at bigint not null,
    seal bytea not null,
    primary key (store_id, terminal_id)
);

-- Members who proved to be at a store's till, until the proof ends.
create table presences (
    presence_id text collate "C" primary key,
    member_id text collate "C" not null,
    store_id text collate "C" not null,
    kind text collate "C" not null,
    expires_at bigint not null
);
create index presences_member on presences (member_id);
create index presences_over on presences (expires_at);

-- E-mail addresses and phone numbers that were verified to be somebody's, as keyed hashes: to whom each was verified last. link_id: by which that is taken back.
create table verified_names (
    name_key text collate "C" primary key,
    kind text collate "C" not null,
    customer_id text collate "C" not null,
    link_id text collate "C" not null,
    linked_at bigint not null
);
create index verified_names_link on verified_names (link_id);
create index verified_names_customer on verified_names (customer_id);

create index holds_parts on holds (part_of) where part_of is not null;

-- Wallets: money that the shop owes whoever holds it, in minor units of one currency. The root row of an account, as a member's: its lots, entries and holds stand in
-- the same tables, under the wallet's id. A card's PIN stands nowhere. order_id to buyer_is_guest: of a card that was sold.
create table wallets (
    wallet_id text collate "C" primary key,
    kind text collate "C" not null,
    state text collate "C" not null,
    currency_code text collate "C" not null,
    market text collate "C" not null,
    member_id text collate "C",
    code text collate "C" unique,
    face_minor bigint not null,
    issued_at bigint not null,
    order_id text collate "C",
    line_id text collate "C",
    unit bigint,
    buyer_id text collate "C",
    buyer_is_guest bigint,
    issuance bigint not null,
    active bigint not null,
    held bigint not null,
    redeemed bigint not null,
    expired bigint not null,
    last_entry bigint not null,
    last_lot bigint not null,
    next_expiry bigint not null,
    chain_head bytea not null,
    version bigint not null,
    seal bytea not null
);
create unique index wallets_credit on wallets (member_id, currency_code) where kind = 'STORE_CREDIT';
create index wallets_member on wallets (member_id) where member_id is not null;
create index wallets_buyer on wallets (buyer_id) where buyer_id is not null;
create unique index wallets_order on wallets (order_id, line_id, unit) where order_id is not null;

-- What was given back to wallets, each under an id of whoever asked: once for ever. paid_by: the hold that it is of, or the wallet that it went into.
create table wallet_refunds (
    refund_id text collate "C" primary key,
    paid_by text collate "C" not null,
    amount_minor bigint not null,
    refunded_at bigint not null,
    seal bytea not null
);

-- Codes of a campaign that are made in the background, a batch at a time. Their terms stand here, once for all of them. minted: how many there are.
create table coupon_mints (
    mint_id text collate "C" primary key,
    campaign_id text collate "C" not null,
    prefix text collate "C" not null,
    terms text not null,
    wanted bigint not null,
    minted bigint not null,
    state text collate "C" not null,
    begun_at bigint not null,
    ended_at bigint,
    seal bytea not null
);
create index coupon_mints_campaign on coupon_mints (campaign_id, begun_at, mint_id);

-- Coupons: each code its own aggregate. issue_seal: of what was issued; standing_seal: of what became of it. The counts follow from the holds.
-- mint_id, mint_number: of codes that were made in the background, numbered from 1; terms is null then.
create table coupons (
    code text collate "C" primary key,
    code_key text collate "C" not null unique,
    terms text,
    mint_id text collate "C",
    mint_number bigint,
    redeemed_count bigint not null,
    held_count bigint not null,
    state text collate "C" not null,
    state_reason text not null,
    member_id text collate "C",
    issued_at bigint not null,
    version bigint not null,
    issue_seal bytea not null,
    standing_seal bytea not null
);
create index coupons_member on coupons (member_id, issued_at) where member_id is not null;
create unique index coupons_minted on coupons (mint_id, mint_number) where mint_id is not null;

-- Campaigns of coupons that somebody decided about: locked after their coupons, before the member. What is held counts.
create table campaigns (
    campaign_id text collate "C" primary key,
    state text collate "C" not null,
    state_reason text not null,
    currency_code text collate "C" not null,
    budget_minor bigint,
    budget_uses bigint,
    uses_per_person bigint,
    uses bigint not null,
    spent_minor bigint not null,
    budget_spent bigint not null,
    version bigint not null,
    seal bytea not null
);

-- How often an owner holds or has redeemed a code; under the coupon's lock, and its campaign's, if anything was decided about that. campaign_id: empty for none. A person is a customer and the guests who turned out to be the customer (guest_owners):
-- their uses count together.
create table coupon_uses (
    code text collate "C" not null,
    campaign_id text collate "C" not null,
    owner_id text collate "C" not null,
    used bigint not null,
    primary key (code, owner_id)
);
create index coupon_uses_campaign on coupon_uses (campaign_id, owner_id);

-- Orders seen. member_id: to whom it was credited. content: what it would earn by, while its owner may still enrol, or a guest turn out to be somebody else.
-- redemptions: what it was paid with in points, per line. lines: the goods, and what came back of them; kept: 1 while there is something left.
-- told_delivered_at: also when that turned out not to be so. buyer_key: of the marks that of a guest's e-mail address, by which it is found. marks: keyed hashes by which its buyer may turn out to
-- be somebody else (JSON of Domain/BuyerMark).
create table orders (
    order_id text collate "C" primary key,
    guest_id text collate "C",
    buyer_key text collate "C",
    owner_id text collate "C",
    member_id text collate "C",
    placed_at bigint not null,
    delivered_at bigint,
    told_delivered_at bigint,
    kept bigint not null,
    lines text not null,
    historical bigint not null,
    channel text collate "C" not null,
    program_id text collate "C",
    program_version bigint not null,
    earned_points bigint not null,
    clawed_points bigint not null,
    hold_id text collate "C",
    redemptions text,
    content text,
    content_seal bytea,
    remembered_until bigint,
    marks text,
    seal bytea not null
);
create index orders_member on orders (member_id, placed_at, earned_points, clawed_points) where member_id is not null;
create index orders_delivered on orders (member_id, told_delivered_at, delivered_at, kept) where member_id is not null;
create index orders_remembered on orders (owner_id) where content is not null;
create index orders_buyer on orders (buyer_key) where content is not null and owner_id is null;
create index orders_guest on orders (guest_id) where content is not null;

create index orders_remembered_until on orders (remembered_until) where content is not null;

-- Broken promises for which points were given: each once, whatever becomes of the promise later.
create table goodwill (
    promise_id text collate "C" primary key,
    order_id text collate "C" not null,
    member_id text collate "C" not null,
    points bigint not null,
    given_at bigint not null,
    seal bytea not null
);
create index goodwill_member on goodwill (member_id);

-- What an order (by its id) or an event (event/...) earned, by which rules, and what it was asked about (JSON of Domain/EarnedOrder): explained by, simulated with, and
-- what returns give back of caps is reckoned from it.
create table earnings (
    earning_id text collate "C" primary key,
    member_id text collate "C" not null,
    program_id text collate "C" not null,
    program_version bigint not null,
    earned_at bigint not null,
    document text not null,
    seal bytea not null
);
create index earnings_member on earnings (member_id, earned_at, earning_id);

-- Until when lines of an order can be returned, as Returns told last (JSON: line id to microseconds). It may be told before the order.
create table return_windows (
    order_id text collate "C" primary key,
    version bigint not null,
    windows text not null
);

-- What was used of caps on earning, per period. member_id: empty for a budget of all.
create table cap_uses (
    program_id text collate "C" not null,
    cap_id text collate "C" not null,
    member_id text collate "C" not null,
    period_start bigint not null,
    used bigint not null,
    primary key (program_id, cap_id, member_id, period_start)
);

-- Points that one person of the staff moved by hand in a day of a program, in either direction; under the lock of the person.
create table staff_use (
    program_id text collate "C" not null,
    person_id text collate "C" not null,
    day text collate "C" not null,
    points bigint not null,
    primary key (program_id, person_id, day)
);

-- Codes by which members bring friends: one for each member, made when somebody asks for it.
create table referral_codes (
    member_id text collate "C" primary key,
    code text collate "C" not null unique,
    made_at bigint not null,
    seal bytea not null
);

-- Friends whom members brought, each once. order_id: the friend's order that counts. referrer, friend: what each got (JSON of Domain/GivenReward).
create table referrals (
    referral_id text collate "C" primary key,
    referrer_id text collate "C" not null,
    friend_id text collate "C" not null unique,
    program_id text collate "C" not null,
    program_version bigint not null,
    linked_at bigint not null,
    ends_at bigint not null,
    state text collate "C" not null,
    reason text collate "C" not null,
    order_id text collate "C",
    rewarded_at bigint,
    referrer text not null,
    friend text not null,
    version bigint not null,
    seal bytea not null
);
create index referrals_referrer on referrals (referrer_id, linked_at, referral_id);

-- Devices that people were seen with, as keyed hashes: who brings themselves is known by them.
create table person_devices (
    customer_id text collate "C" not null,
    device_key text collate "C" not null,
    primary key (customer_id, device_key)
);

-- Adjustments that one person asked for and another one decides. requested_by, decided_by: JSON of Domain/Actor.
create table adjustments (
    adjustment_id text collate "C" primary key,
    member_id text collate "C" not null,
    points bigint not null,
    reason text not null,
    may_owe bigint not null,
    points_expire_at bigint,
    state text collate "C" not null,
    requested_by text not null,
    requested_at bigint not null,
    expires_at bigint not null,
    decided_by text,
    decided_at bigint,
    decline_reason text not null,
    version bigint not null,
    seal bytea not null
);
create index adjustments_state on adjustments (state, requested_at, adjustment_id);
create index adjustments_member on adjustments (member_id, requested_at, adjustment_id);
