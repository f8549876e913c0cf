using System.Diagnostics;
using Google.Protobuf;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Storage;
using Omnichannel.Types.V1;

namespace Omnichannel.Platform.Events;

/// <summary>What every event says first, whatever it is about. The one way to fill it in: what is published goes through <see cref="On"/>.</summary>
/// <param name="IsHistorical">Imported: it happened at its time, and is no news.</param>
/// <param name="EffectiveAt">When it happened.</param>
/// <param name="Channel">Where it happened; unspecified where a service did it by itself.</param>
public sealed record EventHeader(bool IsHistorical, DateTimeOffset EffectiveAt, Channel Channel)
{
    /// <summary>Of something that happened just now.</summary>
    public static EventHeader News(DateTimeOffset effectiveAt, Channel channel = Channel.Unspecified) => new(IsHistorical: false, effectiveAt, channel);

    /// <summary>That of an event, for what follows from it.</summary>
    public static EventHeader Of(IEvent message) => new(message.Origin is Origin.Historical, message.EffectiveAt.ToDateTimeOffset(), message.Channel);

    /// <summary>The event with this header, ready to be published.</summary>
    public OutgoingEvent On(IEvent message)
    {
        message.Origin = IsHistorical ? Origin.Historical : Origin.Live;
        message.EffectiveAt = Instants.ToTimestamp(EffectiveAt.ToMicros());
        message.Channel = Channel;
        return new OutgoingEvent(this, message);
    }
}

/// <summary>An event that has its header.</summary>
public sealed record OutgoingEvent
{
    internal OutgoingEvent(EventHeader header, IEvent message)
    {
        Header = header;
        Message = message;
    }

    /// <summary>What was filled in.</summary>
    public EventHeader Header { get; }

    /// <summary>The event.</summary>
    public IEvent Message { get; }

    /// <summary>The event as it stands on its topic, which follows from its proto package.</summary>
    /// <param name="id">Unique for ever.</param>
    /// <param name="source">The publishing service.</param>
    /// <param name="subject">Aggregate id.</param>
    /// <param name="aggregateVersion">Version of the aggregate after the step.</param>
    /// <param name="now">The envelope's time of what is news; history has its own.</param>
    public EventRecord ToRecord(Guid id, string source, string subject, long aggregateVersion, DateTimeOffset now) => new(
        EventTopics.Of(Message.Descriptor), id.ToString(), Message.Descriptor.FullName, source, subject, aggregateVersion, Header.IsHistorical ? Header.EffectiveAt : now,
        Activity.Current?.Id, Message.ToByteArray());
}
