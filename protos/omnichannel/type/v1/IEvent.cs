using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Omnichannel.Types.V1;

/// <summary>
/// What every event of every area says first. Each message of an events file is declared to be one beside it: only then can it be published, and a message that lacks a field does not compile.
/// </summary>
public interface IEvent : IMessage
{
    /// <summary>Whether it is news.</summary>
    Origin Origin { get; set; }

    /// <summary>When it happened.</summary>
    Timestamp EffectiveAt { get; set; }

    /// <summary>Where it happened; unspecified where a service did it by itself.</summary>
    Channel Channel { get; set; }
}
