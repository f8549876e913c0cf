using System.Collections.Concurrent;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;
using Omnichannel.Returns.Domain;

namespace Omnichannel.Returns.Store;

/// <summary>The published policies. A version never changes, so it is read from the database once per process.</summary>
public sealed class PolicyBook(IDatabase database, CommandExecutor executor)
{
    private readonly ConcurrentDictionary<(string PolicyId, long Version), ReturnPolicy> versions = new();

    /// <summary>Gives a fresh installation the built-in policy, so that it works before anybody has published one.</summary>
    public Task PublishBuiltIn(CancellationToken cancellation = default) => executor.Apply(
        unit =>
        {
            Insert(unit, BuiltInPolicy.Document with { Version = 1 }, " on conflict do nothing");
            return Task.CompletedTask;
        },
        cancellation);

    /// <summary>Publishes a checked document as the next version of its policy.</summary>
    /// <param name="command">Who and under which key.</param>
    /// <param name="policy">The document.</param>
    /// <param name="isHistory">Whether it is part of an import, and may be in force from a time that is past.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public Task<V1.PublishPolicyResponse> Publish(CommandContext command, ReturnPolicy policy, bool isHistory, CancellationToken cancellation = default) => executor.Execute(
        command,
        async unit =>
        {
            var latest = await unit.Sql.QueryFirst<long?>("select max(version) from policies where policy_id = @id", new { id = policy.PolicyId }).ConfigureAwait(false);
            var published = policy with
            {
                Version = (int)(latest ?? 0) + 1,
                EffectiveFrom = VersionInForce.EffectiveFrom(policy.EffectiveFrom, unit.Now, isHistory, "policy.effective_from").Value,
            };
            Insert(unit, published, "");
            return new V1.PublishPolicyResponse { Policy = published.ToProto() };
        },
        cancellation);

    /// <summary>In which currencies each market has bought: what a document is checked against.</summary>
    public Task<IReadOnlyList<MarketCurrency>> Bought(CancellationToken cancellation = default) => database.Read(
        sql => sql.Query<MarketCurrency>("select market as Market, currency_code as CurrencyCode from purchase_currencies order by market, currency_code"), cancellation);

    /// <summary>One version, or the latest; null when there is none.</summary>
    public Task<ReturnPolicy?> Find(string policyId, int version, CancellationToken cancellation = default) => database.Read(
        async sql => version != 0
            ? await Find(sql, policyId, version).ConfigureAwait(false)
            : await Find(sql, policyId, await sql.QueryFirst<long?>(
                "select max(version) from policies where policy_id = @policyId", new { policyId }).ConfigureAwait(false) ?? 0).ConfigureAwait(false),
        cancellation);

    /// <summary>The version that a purchase made now is under; null when there is no such policy.</summary>
    public Task<ReturnPolicy?> InForce(string policyId, DateTimeOffset at, CancellationToken cancellation = default) => database.Read(
        async sql => await Find(sql, policyId, await sql.QueryFirst<long?>(
            $"select {InForceSql("@policyId", "@at")}", new { policyId, at = at.ToMicros() }).ConfigureAwait(false) ?? 0).ConfigureAwait(false),
        cancellation);

    /// <summary>One version; null when there is none.</summary>
    public async Task<ReturnPolicy?> Find(SqlSession sql, string policyId, long version)
    {
        if (versions.TryGetValue((policyId, version), out var known))
        {
            return known;
        }

        var document = await sql.QueryFirst<byte[]>(
            "select document from policies where policy_id = @policyId and version = @version", new { policyId, version }).ConfigureAwait(false);
        return document is null ? null : versions.GetOrAdd((policyId, version), V1.ReturnPolicy.Parser.ParseFrom(document).ToDomain());
    }

    /// <summary>One version that is known to be there: an order names it.</summary>
    public async Task<ReturnPolicy> Get(SqlSession sql, long version) =>
        await Find(sql, ReturnPolicy.Default, version).ConfigureAwait(false) ?? throw new RefusedException(new PolicyNotFound());

    /// <summary>SQL for the version in force at a time; purchases from before the first one are under the first one.</summary>
    internal static string InForceSql(string policyId, string at) =>
        $"""
        coalesce((select version from policies where policy_id = {policyId} and effective_from <= {at} order by {VersionInForce.SqlOrder} limit 1),
                 (select version from policies where policy_id = {policyId} order by effective_from, version desc limit 1))
        """;

    private static void Insert(UnitOfWork unit, ReturnPolicy policy, string onConflict) => unit.Sql.Defer(
        "insert into policies (policy_id, version, effective_from, published_at, document) values (@id, @version, @from, @at, @document)" + onConflict,
        new
        {
            id = policy.PolicyId,
            version = (long)policy.Version,
            from = policy.EffectiveFrom.ToMicros(),
            at = unit.Now.ToMicros(),
            document = Google.Protobuf.MessageExtensions.ToByteArray(policy.ToProto()),
        });
}
