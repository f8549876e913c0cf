using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>Goodwill that was given for a promise, as it stands in its table: written once, with its entry.</summary>
internal sealed record GoodwillRow
{
    public const string Select =
        """
        select promise_id as PromiseId, order_id as OrderId, member_id as MemberId, points as Points, given_at as GivenAt, seal as Seal from goodwill
        """;

    public const string InsertOnce =
        """
        insert into goodwill (promise_id, order_id, member_id, points, given_at, seal) values (@PromiseId, @OrderId, @MemberId, @Points, @GivenAt, @Seal)
        on conflict (promise_id) do nothing returning promise_id
        """;

    public string PromiseId { get; init; } = "";

    public string OrderId { get; init; } = "";

    public string MemberId { get; init; } = "";

    public long Points { get; init; }

    public long GivenAt { get; init; }

    public byte[]? Seal { get; init; }

    /// <summary>What the seal must be.</summary>
    public byte[] TrueSeal() => Store.Seal.Of(this with { Seal = null });

    public static GoodwillRow Of(BrokenPromise promise, string memberId, long points, DateTimeOffset now)
    {
        var row = new GoodwillRow { PromiseId = promise.PromiseId, OrderId = promise.OrderId, MemberId = memberId, Points = points, GivenAt = now.ToMicros() };
        return row with { Seal = row.TrueSeal() };
    }
}
