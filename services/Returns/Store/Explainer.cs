using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Storage;
using Omnichannel.Returns.Domain;

namespace Omnichannel.Returns.Store;

/// <summary>Something that might be bought, and by whom.</summary>
/// <param name="PolicyId">Which policy is asked.</param>
/// <param name="Line">What, where and how it would be paid; of the shopper it says nothing.</param>
/// <param name="CustomerId">Who; empty for a guest or somebody unknown.</param>
/// <param name="GuestId">Which guest.</param>
public sealed record Intended(string PolicyId, RuleSubject Line, string CustomerId, string GuestId);

/// <summary>By which rule something could be returned that were bought now.</summary>
public sealed record Explained(ReturnPolicy Policy, PolicyRule Rule, RuleSubject Subject);

/// <summary>Finds the rule for what is not bought yet, as the order would have it.</summary>
public sealed class Explainer(IDatabase database, PolicyBook policies)
{
    /// <summary>The rule for a line that were bought then.</summary>
    public async Task<Explained> Explain(Intended intended, CancellationToken cancellation)
    {
        var at = intended.Line.PlacedAt;
        var policy = await policies.InForce(intended.PolicyId, at, cancellation).ConfigureAwait(false) ?? throw new RefusedException(new PolicyNotFound());
        var subject = intended.CustomerId.Length + intended.GuestId.Length == 0 && !policy.Asks.Signals
            ? intended.Line
            : await database.Read(
                async sql => intended.Line with
                {
                    Tier = await sql.QueryFirst<string>($"select {Shoppers.Tier}", new { customer = intended.CustomerId, placed = at.ToMicros() }).ConfigureAwait(false) ?? "",
                    Signals = await Shoppers.Signals(sql, intended.CustomerId, intended.GuestId, at, policy).ConfigureAwait(false),
                },
                cancellation).ConfigureAwait(false);
        return new Explained(policy.In(subject.Market), policy.RuleFor(subject), subject);
    }
}
