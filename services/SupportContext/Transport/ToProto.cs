using Google.Protobuf.WellKnownTypes;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Storage;
using Omnichannel.Support.V1;
using Omnichannel.SupportContext.Domain;
using Omnichannel.SupportContext.Store;
using Omnichannel.Types.V1;

namespace Omnichannel.SupportContext.Transport;

/// <summary>Answers in the contract's terms.</summary>
internal static class ToProto
{
    public static TimelineEntry Entry(Entry entry, string customerId, string language)
    {
        var (area, name) = entry.Name.Split('.') is [var left, var right] ? (left, right) : ("", entry.Name);
        var mapped = new TimelineEntry
        {
            EntryId = entry.Id,
            CustomerId = customerId,
            Kind = entry.Form.Kind.ToContract(),
            EventName = $"omnichannel.{area}.v1.{name}",
            OccurredAt = Timestamp.FromDateTimeOffset(entry.OccurredAt),
            RecordedAt = Timestamp.FromDateTimeOffset(entry.RecordedAt),
            Channel = entry.Channel.ToContract(),
            Origin = entry.IsHistorical ? Origin.Historical : Origin.Live,
            StoreId = entry.StoreId,
            SubjectId = entry.SubjectId,
            Summary = Sentences.Of(entry, language),
            Sequence = entry.Sequence,
            ByCustomer = entry.IsByCustomer,
        };
        mapped.Facts.Add(entry.Facts.ToDictionary());
        return mapped;
    }

    public static Support.V1.Profile Profile(string customerId, StoredProfile? stored)
    {
        if (stored is null)
        {
            return new Support.V1.Profile { CustomerId = customerId };
        }

        var profile = stored.Profile;
        return new Support.V1.Profile
        {
            CustomerId = customerId,
            Name = profile.Name,
            Language = profile.Language,
            TimeZone = profile.TimeZone,
            Birthday = profile.Birthday,
            HomeStoreId = profile.HomeStoreId,
            Interests = { profile.Interests },
            UpdatedAt = Timestamp.FromDateTimeOffset(stored.UpdatedAt),
        };
    }

    public static IdentityLink Link(StoredLink link)
    {
        var mapped = new IdentityLink
        {
            LinkId = link.LinkId,
            CustomerId = link.CustomerId,
            Identity = new Identity { Kind = link.Kind.ToContract(), Value = link.Shown, Issuer = link.Issuer },
            Assurance = link.Assurance.ToContract(),
            Evidence = link.Evidence,
            LinkedBy = Actor.Parser.ParseFrom(link.LinkedBy),
            LinkedAt = Instants.ToTimestamp(link.LinkedAt),
        };
        if (link.UnlinkedAt is { } ended)
        {
            mapped.UnlinkedAt = Instants.ToTimestamp(ended);
            mapped.UnlinkedBy = Actor.Parser.ParseFrom(link.UnlinkedBy);
            mapped.UnlinkReason = link.UnlinkReason;
        }

        return mapped;
    }

    public static GetContextResponse Context(string customerId, CustomerRecord record, string language)
    {
        var context = record.Context;
        return new GetContextResponse
        {
            CustomerId = customerId,
            Profile = Profile(customerId, record.Profile),
            Identities = { record.Links.Select(Link) },
            OpenCarts = { context.OpenCarts.Select(Cart) },
            Orders = { context.Orders.Select(Order) },
            Returns = { context.Returns.Select(Return) },
            Loyalty = context.Loyalty is { } loyalty ? Loyalty(loyalty) : null,
            Messages = { context.Messages.Select(Message) },
            FrictionSignals =
            {
                context.Frictions.Select(friction => new FrictionSignal
                {
                    Code = friction.Code,
                    SubjectId = friction.SubjectId,
                    OccurredAt = Timestamp.FromDateTimeOffset(friction.OccurredAt),
                    Summary = friction.Summary,
                }),
            },
            SuggestedActions =
            {
                context.Suggestions.Select(suggestion => new SuggestedAction
                {
                    Code = suggestion.Code,
                    SubjectId = suggestion.SubjectId,
                    Summary = suggestion.Summary,
                    FrictionCode = suggestion.FrictionCode,
                    RuleId = suggestion.RuleId,
                }),
            },
            RecentEntries = { record.Recent.Select(entry => Entry(entry, customerId, language)) },
            ChannelSwitches = record.Path.Switches,
            Channels = { record.Path.Channels.Select(channel => channel.ToContract()) },
            OrderCount = checked((int)record.OrderCount),
            FirstSeenAt = At(record.FirstSeenAt),
            LastSeenAt = At(record.LastSeenAt),
        };
    }

    private static CartSummary Cart(CartState cart) => new()
    {
        CartId = cart.CartId,
        LastChannel = cart.LastChannel.ToContract(),
        ItemCount = checked((int)cart.ItemCount),
        ItemsTotal = Money(cart.ItemsTotal),
        TouchedAt = Timestamp.FromDateTimeOffset(cart.TouchedAt),
        Abandoned = cart.IsAbandoned,
    };

    private static OrderSummary Order(OrderState order) => new()
    {
        OrderId = order.OrderId,
        OrderNumber = order.OrderNumber,
        Channel = order.Channel.ToContract(),
        StoreId = order.StoreId,
        PlacedAt = Timestamp.FromDateTimeOffset(order.PlacedAt),
        Total = Money(order.Total),
        ItemCount = (int)Math.Min(order.ItemCount, int.MaxValue),
        Status = order.Status,
        PromiseState = order.PromiseState,
        PromisedUntil = At(order.PromisedUntil),
        DeliveredAt = At(order.DeliveredAt),
        Origin = order.IsHistorical ? Origin.Historical : Origin.Live,
    };

    private static ReturnSummary Return(ReturnState one) => new()
    {
        ReturnId = one.ReturnId,
        RmaCode = one.RmaCode,
        OrderId = one.OrderId,
        State = one.State,
        ItemCount = (int)Math.Min(one.ItemCount, int.MaxValue),
        RefundAmount = Money(one.RefundAmount),
        RequestedChannel = one.RequestedChannel.ToContract(),
        ResolvedChannel = one.ResolvedChannel.ToContract(),
        RequestedAt = Timestamp.FromDateTimeOffset(one.RequestedAt),
        ResolvedAt = At(one.ResolvedAt),
    };

    private static LoyaltySummary Loyalty(LoyaltyState loyalty) => new()
    {
        TierId = loyalty.TierId,
        PendingPoints = loyalty.Pending,
        ActivePoints = loyalty.Active,
        HeldPoints = loyalty.Held,
        DebtPoints = loyalty.Debt,
        EnrolledAt = At(loyalty.EnrolledAt),
    };

    private static MessageSummary Message(MessageState message) => new()
    {
        MessageId = message.MessageId,
        JourneyId = message.JourneyId,
        StepId = message.StepId,
        State = message.State,
        Reason = message.Reason,
        SubjectId = message.SubjectId,
        OccurredAt = Timestamp.FromDateTimeOffset(message.OccurredAt),
    };

    private static Money? Money(Platform.Domain.Money? money) =>
        money is { } amount ? new Money { CurrencyCode = amount.CurrencyCode, AmountMinor = amount.AmountMinor } : null;

    private static Timestamp? At(DateTimeOffset? at) => at is { } instant ? Timestamp.FromDateTimeOffset(instant) : null;
}
