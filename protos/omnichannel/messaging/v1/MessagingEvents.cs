using Omnichannel.Types.V1;

namespace Omnichannel.Messaging.V1;

/// <summary>Which message it is about, to whom, and why.</summary>
public interface IMessageEvent : IEvent
{
    string MessageId { get; set; }

    string ContactId { get; set; }

    string JourneyId { get; set; }

    string StepId { get; set; }

    string SubjectId { get; set; }
}

public sealed partial class MessageSent : IMessageEvent;

public sealed partial class MessageDelivered : IMessageEvent;

public sealed partial class MessageSuppressed : IMessageEvent;

public sealed partial class MessageCancelled : IMessageEvent;

public sealed partial class MessageFailed : IMessageEvent;

public sealed partial class ConsentChanged : IEvent;
