using System.Security.Cryptography;
using System.Text;
using Google.Protobuf.WellKnownTypes;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using Omnichannel.Support.V1;
using Omnichannel.SupportContext.Domain;
using Omnichannel.Types.V1;
using Touchpoint = Omnichannel.SupportContext.Domain.Touchpoint;

namespace Omnichannel.SupportContext.Store;

/// <summary>Records what a person did, once per touchpoint id of that person.</summary>
public sealed class Touchpoints(CommandExecutor executor, Timeline timeline)
{
    /// <summary>One transaction for the batch; a bad item never loses the others.</summary>
    public Task<IReadOnlyList<TouchpointOutcome>> Record(string ownerId, bool isGuest, Types.V1.Channel channel, IReadOnlyList<Touchpoint> batch, CancellationToken cancellation) =>
        executor.Apply<IReadOnlyList<TouchpointOutcome>>(
            async unit =>
            {
                var outcomes = new TouchpointOutcome[batch.Count];
                await timeline.Begin(unit).ConfigureAwait(false);
                var known = await Known(unit, [.. batch.Select(one => EntryId(ownerId, one.Id))]).ConfigureAwait(false);
                for (var i = 0; i < batch.Count; i++)
                {
                    var refusal = batch[i].Check(unit.Now);
                    var isDuplicate = refusal is null && !known.Add(EntryId(ownerId, batch[i].Id));
                    outcomes[i] = new TouchpointOutcome(isDuplicate, refusal);
                    if (refusal is null && !isDuplicate)
                    {
                        await timeline.Append(unit, ToEntry(ownerId, channel, batch[i])).ConfigureAwait(false);
                    }
                }

                var fresh = batch.Where((_, i) => outcomes[i] is { IsDuplicate: false, Refusal: null }).ToList();
                if (fresh.Count > 0)
                {
                    var version = await Customers.Touch(unit, ownerId).ConfigureAwait(false);
                    fresh.ForEach(one => unit.Publish(ownerId, version, EventHeader.News(one.OccurredAt, channel).On(ToEvent(ownerId, isGuest, one))));
                }

                return outcomes;
            },
            cancellation);

    private static async Task<HashSet<string>> Known(UnitOfWork unit, IReadOnlyList<string> ids)
    {
        return ids.Count == 0
            ? []
            : [.. await unit.Sql.Query<string>($"select entry_id from timeline where entry_id {unit.Sql.Dialect.In("@ids")}", new { ids = ids.ToArray() }).ConfigureAwait(false)];
    }

    // Frontends choose the ids: two people's equal ones are two touchpoints, and no id can take the place of an event's.
    private static string EntryId(string ownerId, string touchpointId) =>
        "touch." + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{ownerId}\n{touchpointId}")).AsSpan(0, 16));

    private static Entry ToEntry(string ownerId, Types.V1.Channel channel, Touchpoint one)
    {
        var facts = new Dictionary<string, string> { ["kind"] = one.Kind.Name(), ["touchpoint_id"] = one.Id };
        AddIfAny("target", one.Target);
        AddIfAny("campaign_source", one.CampaignSource);
        AddIfAny("session_id", one.SessionId);
        return new Entry
        {
            Id = EntryId(ownerId, one.Id),
            Owner = ownerId,
            Name = "support.TouchpointRecorded",
            OccurredAt = one.OccurredAt,
            Channel = channel.ToDomain(),
            StoreId = one.StoreId,
            SubjectId = one.Id,
            Facts = facts,
        };

        void AddIfAny(string name, string value)
        {
            if (value.Length > 0)
            {
                facts.Add(name, value);
            }
        }
    }

    private static TouchpointRecorded ToEvent(string ownerId, bool isGuest, Touchpoint one) => new()
    {
        CustomerId = isGuest ? "" : ownerId,
        GuestId = isGuest ? ownerId : "",
        TouchpointId = one.Id,
        Kind = one.Kind.ToContract(),
        Target = one.Kind is Domain.TouchpointKind.Search ? "" : one.Target,
        CampaignSource = one.CampaignSource,
        StoreId = one.StoreId,
        SessionId = one.SessionId,
    };
}

/// <summary>What became of a touchpoint.</summary>
public sealed record TouchpointOutcome(bool IsDuplicate, Platform.Domain.Refusal? Refusal);
