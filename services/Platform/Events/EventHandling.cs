using Google.Protobuf;
using Microsoft.Extensions.DependencyInjection;
using Omnichannel.Platform.Execution;

namespace Omnichannel.Platform.Events;

/// <summary>What a service does with one type of event.</summary>
internal abstract class EventHandling
{
    /// <summary>Whether the effect is outside the service's SQL database.</summary>
    public abstract bool IsOutside { get; }

    /// <summary>Decodes the data.</summary>
    /// <exception cref="InvalidProtocolBufferException">The data is no message of this type.</exception>
    public abstract IMessage Decode(EventRecord record);

    /// <summary>Applies the event in the transaction of its inbox row.</summary>
    public virtual Task Apply(IServiceProvider services, IMessage message, EventRecord record, UnitOfWork work) => throw new NotSupportedException();

    /// <summary>Applies the event outside; it may come again.</summary>
    public virtual Task Apply(IServiceProvider services, IMessage message, EventRecord record, CancellationToken cancellation) => throw new NotSupportedException();

    private static IMessage Decode<TEvent>(EventRecord record)
        where TEvent : IMessage<TEvent>, new()
    {
        var message = new TEvent();
        message.MergeFrom(record.Data.Span);
        return message;
    }

    /// <summary>In the inbox transaction.</summary>
    internal sealed class Inside<TEvent, THandler>(Func<THandler, ConsumedEvent<TEvent>, UnitOfWork, Task> apply) : EventHandling
        where TEvent : class, IMessage<TEvent>, new()
        where THandler : class
    {
        public override bool IsOutside => false;

        public override IMessage Decode(EventRecord record) => Decode<TEvent>(record);

        public override Task Apply(IServiceProvider services, IMessage message, EventRecord record, UnitOfWork work) =>
            apply(services.GetRequiredService<THandler>(), new ConsumedEvent<TEvent>((TEvent)message, record), work);
    }

    /// <summary>Before the inbox row.</summary>
    internal sealed class Outside<TEvent, THandler>(Func<THandler, ConsumedEvent<TEvent>, CancellationToken, Task> apply) : EventHandling
        where TEvent : class, IMessage<TEvent>, new()
        where THandler : class
    {
        public override bool IsOutside => true;

        public override IMessage Decode(EventRecord record) => Decode<TEvent>(record);

        public override Task Apply(IServiceProvider services, IMessage message, EventRecord record, CancellationToken cancellation) =>
            apply(services.GetRequiredService<THandler>(), new ConsumedEvent<TEvent>((TEvent)message, record), cancellation);
    }
}
