using Google.Protobuf;
using Omnichannel.Cart.V1;
using Omnichannel.Orders.V1;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
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
        where TEvent : IMessage<TEvent>
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
        if (PersonName.Of(Domain.IdentityKind.Guest, linked.GuestId, "") is not { } name)
        {
            throw new InvalidDataException("GuestLinked names no guest.");
        }

        await links.GuestLinked(
            unit,
            new LinkRequest(linked.CustomerId, name, Assurance.Verified, $"merge:{linked.MergeId}", new Actor
            {
                SubjectId = linked.CustomerId,
                Role = Role.Customer,
                Channel = linked.Channel,
            }),
            $"guest-{consumed.Record.Id}",
            linked.EffectiveAt?.ToDateTimeOffset() ?? consumed.Record.Time).ConfigureAwait(false);
    }
}
