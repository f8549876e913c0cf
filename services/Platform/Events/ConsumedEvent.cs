using Google.Protobuf;

namespace Omnichannel.Platform.Events;

/// <summary>An event as its handler is given it.</summary>
/// <param name="Message">The decoded event.</param>
/// <param name="Record">Its envelope: id, subject, time, aggregate version.</param>
public sealed record ConsumedEvent<TEvent>(TEvent Message, EventRecord Record)
    where TEvent : IMessage<TEvent>;
