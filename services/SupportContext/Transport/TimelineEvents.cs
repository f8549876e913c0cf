using Google.Protobuf;
using Omnichannel.Cart.V1;
using Omnichannel.Orders.V1;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Guests;
using Omnichannel.SupportContext.Domain;
using Omnichannel.SupportContext.Store;
using Omnichannel.Types.V1;
using Role = Omnichannel.Types.V1.Role;

namespace Omnichannel.SupportContext.Transport;

/// <summary>Every event of every service, onto the timeline. Duplicates, late ones and any order across aggregates give the same timeline.</summary>
public sealed class TimelineEvents(Timeline timeline, IdentityLinks links)
{
    /// <summary>Adds the event, and whose its contact is.</summary>
    public async Task Add<TEvent>(ConsumedEvent<TEvent> consumed, UnitOfWork unit)
        where TEvent : IEvent, IMessage<TEvent>
    {
        await timeline.Append(unit, EventReader.Read(consumed.Message, consumed.Record)).ConfigureAwait(false);
        if (EventReader.Contact(consumed.Message) is { } contact && EventReader.Person(consumed.Message) is { } person)
        {
            Timeline.Alias(unit, person, EntryOwner.Contact(contact));
        }
    }

    /// <summary>A receipt without a customer has found one: its entries are theirs.</summary>
    public async Task Claimed(ConsumedEvent<OrderClaimed> consumed, UnitOfWork unit)
    {
        await Add(consumed, unit).ConfigureAwait(false);
        Timeline.Alias(unit, consumed.Message.CustomerId, EntryOwner.Order(consumed.Message.OrderId));
    }

    /// <summary>A guest turned out to be a customer: their past joins.</summary>
    public async Task GuestLinked(ConsumedEvent<GuestLinked> consumed, UnitOfWork unit)
    {
        var linked = consumed.Message;
        await Add(consumed, unit).ConfigureAwait(false);
        var isNews = await GuestOwners.Linked(unit, consumed).ConfigureAwait(false) is not null;
        await links.GuestLinked(
            unit,
            new LinkRequest(linked.CustomerId, Guest(linked.GuestId), Assurance.Verified, $"merge:{linked.MergeId}", By(linked.CustomerId, linked.Channel)),
            $"guest-{consumed.Record.Id}",
            linked.EffectiveAt?.ToDateTimeOffset() ?? consumed.Record.Time,
            isNews).ConfigureAwait(false);
    }

    /// <summary>The merge that had shown it was taken back: the past leaves.</summary>
    public async Task GuestUnlinked(ConsumedEvent<GuestUnlinked> consumed, UnitOfWork unit)
    {
        var unlinked = consumed.Message;
        await Add(consumed, unit).ConfigureAwait(false);
        if (await GuestOwners.Unlinked(unit, consumed).ConfigureAwait(false) is not null)
        {
            await links.GuestUnlinked(unit, Guest(unlinked.GuestId), By(unlinked.CustomerId, unlinked.Channel)).ConfigureAwait(false);
        }
    }

    private static PersonName Guest(string guestId) =>
        PersonName.Of(Domain.IdentityKind.Guest, guestId, "") ?? throw new InvalidDataException("The event names no guest.");

    private static Actor By(string customerId, Types.V1.Channel channel) => new() { SubjectId = customerId, Role = Role.Customer, Channel = channel };
}
