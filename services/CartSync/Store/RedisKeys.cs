using Omnichannel.CartSync.Domain;
using StackExchange.Redis;

namespace Omnichannel.CartSync.Store;

/// <summary>
/// The key schema. All keys of a shard share a hash tag, so one script may touch them together on a Redis cluster.
/// <code>
/// cart:{s07}:CART_ID         string  8 bytes etag, then the state
/// checkouts:{s07}:CART_ID    hash    checkout id -> checkout that ended
/// answer:{s07}:HASH          string  answer under a cart's idempotency key, with TTL
/// edits:{s07}:CART_ID        list    the latest plain edits with their keys and answers, the last first, with TTL
/// kept:{s07}:CART_ID         set     the cart's keys of answers and handoff codes, as long as the last of them, for whoever erases the cart
/// handoff:{s07}:CODE         string  cart id, with TTL
/// timers:{s07}               zset    cart id by due time in microseconds
/// outbox:{s07}               zset    event by sequence
/// outbox-seq:{s07}           string  last sequence
/// fence:{s07}                string  counts what was written to see the replicas have everything before it
/// </code>
/// </summary>
internal static class RedisKeys
{
    public static readonly RedisKey[] Timers = [.. Enumerable.Range(0, CartId.Shards).Select(shard => (RedisKey)$"timers:{Tag(shard)}")];
    public static readonly RedisKey[] Outboxes = [.. Enumerable.Range(0, CartId.Shards).Select(shard => (RedisKey)$"outbox:{Tag(shard)}")];
    public static readonly RedisKey[] OutboxSequences = [.. Enumerable.Range(0, CartId.Shards).Select(shard => (RedisKey)$"outbox-seq:{Tag(shard)}")];

    public static readonly RedisKey[] Fences = [.. Enumerable.Range(0, CartId.Shards).Select(shard => (RedisKey)$"fence:{Tag(shard)}")];

    private static readonly string[] CartPrefixes = [.. Enumerable.Range(0, CartId.Shards).Select(shard => $"cart:{Tag(shard)}:")];

    public static RedisKey Cart(string cartId) => CartPrefixes[Shard(cartId)] + cartId;

    public static RedisKey Checkouts(string cartId) => $"checkouts:{TagOf(cartId)}:{cartId}";

    public static RedisKey Handoff(string code) => $"handoff:{Tag(HandoffRules.ShardOf(code))}:{code}";

    public static RedisKey Answer(string cartId, AnswerKey key) => $"answer:{TagOf(cartId)}:{key.Digest(cartId)}";

    public static RedisKey Edits(string cartId) => $"edits:{TagOf(cartId)}:{cartId}";

    public static RedisKey Kept(string cartId) => $"kept:{TagOf(cartId)}:{cartId}";

    public static int Shard(string cartId) => CartId.TryShard(cartId, out var shard) ? shard : throw new ArgumentException("This is no cart id.", nameof(cartId));

    private static string TagOf(string cartId) => Tag(Shard(cartId));

    private static string Tag(int shard) => $"{{s{shard:00}}}";
}
