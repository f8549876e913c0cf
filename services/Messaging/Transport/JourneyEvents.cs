using Google.Protobuf;
using Omnichannel.Messaging.Store;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Execution;
using Omnichannel.Types.V1;

namespace Omnichannel.Messaging.Transport;

/// <summary>Hands events of other services to the journeys. History is not news: nothing of it starts a message.</summary>
internal sealed class JourneyEvents(MessageStore store)
{
    /// <summary>Any event that a journey or a check may want.</summary>
    public Task Take<TEvent>(ConsumedEvent<TEvent> e, UnitOfWork unit)
        where TEvent : class, IMessage<TEvent>, IEvent, new() =>
        e.Message.Origin is Origin.Historical ? Task.CompletedTask : store.Take(unit, e.Message, e.Record);
}
