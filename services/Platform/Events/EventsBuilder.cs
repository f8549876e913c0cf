using Google.Protobuf;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Omnichannel.Platform.Execution;

namespace Omnichannel.Platform.Events;

/// <summary>Says which events a service consumes.</summary>
public sealed class EventsBuilder(IServiceCollection services)
{
    private readonly Dictionary<string, EventHandling> handlings = new(StringComparer.Ordinal);
    private readonly List<string> topics = [];

    /// <summary>Consumes the events of an area.</summary>
    /// <param name="area">For example <c>orders</c>.</param>
    /// <param name="on">Names the handlers. Types without one are skipped.</param>
    public EventsBuilder Consume(string area, Action<AreaEventsBuilder> on)
    {
        var topic = EventTopics.OfArea(area);
        if (!topics.Contains(topic))
        {
            topics.Add(topic);
        }

        on(new AreaEventsBuilder(services, topic, handlings));
        return this;
    }

    internal EventConsumption Build(string area) => new(ConsumerGroup(area), [.. topics], handlings);

    /// <summary>The consumer group of a service, also its name in the inbox.</summary>
    internal static string ConsumerGroup(string area) => $"omnichannel.{area}";
}

/// <summary>Names the handlers of one area's events. Handlers are singletons of the service's container.</summary>
public sealed class AreaEventsBuilder
{
    private readonly IServiceCollection services;
    private readonly string topic;
    private readonly Dictionary<string, EventHandling> handlings;

    internal AreaEventsBuilder(IServiceCollection services, string topic, Dictionary<string, EventHandling> handlings)
    {
        this.services = services;
        this.topic = topic;
        this.handlings = handlings;
    }

    /// <summary>
    /// Applies the event in the transaction of its inbox row, together with up to 255 others: once, whatever happens. The handler touches nothing
    /// but its unit of work; throwing undoes it, and it may be called again.
    /// </summary>
    public AreaEventsBuilder Handle<TEvent, THandler>(Func<THandler, ConsumedEvent<TEvent>, UnitOfWork, Task> apply)
        where TEvent : class, IMessage<TEvent>, new()
        where THandler : class => Add<TEvent, THandler>(new EventHandling.Inside<TEvent, THandler>(apply));

    /// <summary>
    /// Applies the event outside the service's SQL database (Redis, another service's rpc), then writes the inbox row. After a crash in between
    /// it is applied again: the effect must be idempotent by itself, for example by the event's id.
    /// </summary>
    public AreaEventsBuilder HandleOutside<TEvent, THandler>(Func<THandler, ConsumedEvent<TEvent>, CancellationToken, Task> apply)
        where TEvent : class, IMessage<TEvent>, new()
        where THandler : class => Add<TEvent, THandler>(new EventHandling.Outside<TEvent, THandler>(apply));

    private AreaEventsBuilder Add<TEvent, THandler>(EventHandling handling)
        where TEvent : class, IMessage<TEvent>, new()
        where THandler : class
    {
        var type = new TEvent().Descriptor;
        if (EventTopics.Of(type) != topic)
        {
            throw new ArgumentException($"{type.FullName} is not published on {topic}.");
        }

        if (!handlings.TryAdd(type.FullName, handling))
        {
            throw new ArgumentException($"{type.FullName} has a handler already.");
        }

        services.TryAddSingleton<THandler>();
        return this;
    }
}

/// <summary>What a service consumes, by whom.</summary>
/// <param name="Group">Consumer group, and the service's name in inbox and parked events.</param>
/// <param name="Topics">Topics of all consumed areas.</param>
/// <param name="Handlings">By full message name.</param>
internal sealed record EventConsumption(string Group, IReadOnlyList<string> Topics, IReadOnlyDictionary<string, EventHandling> Handlings);
