using System.Buffers.Binary;
using StackExchange.Redis;

namespace Omnichannel.Benchmarks.Carts;

/// <summary>What carts ask of Redis, and nothing else. An operation: compare eight bytes and set a state as large as those of the benchmark's carts, in one script.</summary>
internal sealed class RawRedis : IDisposable
{
    private const int StateBytes = 768;
    private const string Script =
        """
        local stored = redis.call('GETRANGE', KEYS[1], 0, 7)
        if stored ~= ARGV[1] then return 0 end
        redis.call('SET', KEYS[1], ARGV[2])
        return 1
        """;

    private readonly ConnectionMultiplexer redis;
    private readonly long[] versions = new long[1024];

    public RawRedis(string configuration) => redis = ConnectionMultiplexer.Connect(configuration);

    public static string ScriptName(int callers) => $"raw Redis script ({callers})";

    public static string ReadName(int callers) => $"raw Redis read ({callers})";

    /// <summary>The first eight bytes of a caller's own key: what a read asks of Redis when the cart has not changed.</summary>
    public async Task Read(int caller) => await redis.GetDatabase().StringGetRangeAsync($"raw:{caller}", 0, 7).ConfigureAwait(false);

    /// <summary>One compare-and-set of a caller's own key.</summary>
    public async Task CompareAndSet(int caller)
    {
        var state = new byte[StateBytes];
        var expected = versions[caller] == 0 ? [] : new byte[8];
        if (expected.Length > 0)
        {
            BinaryPrimitives.WriteInt64LittleEndian(expected, versions[caller]);
        }

        BinaryPrimitives.WriteInt64LittleEndian(state, ++versions[caller]);
        var result = await redis.GetDatabase().ScriptEvaluateAsync(Script, [$"raw:{caller}"], [expected, state]).ConfigureAwait(false);
        if ((long)result != 1)
        {
            // Another count of callers has used this key before.
            await redis.GetDatabase().StringSetAsync($"raw:{caller}", state).ConfigureAwait(false);
        }
    }

    public void Dispose() => redis.Dispose();
}
