using Confluent.Kafka;

namespace Omnichannel.Architecture.Tests.StandIns;

/// <summary>The native library below Confluent.Kafka is found and works.</summary>
public sealed class SystemLibraryTests
{
    [Fact]
    public async Task Producer_OnTheSystemsLibrary_DeliversToTheMockBroker()
    {
        var config = new ProducerConfig { EnableIdempotence = true, Acks = Acks.All };
        config.Set("test.mock.num.brokers", "1");
        using var producer = new ProducerBuilder<string, byte[]>(config).Build();

        var first = await producer.ProduceAsync("probe", new() { Key = "k", Value = [1], Headers = new() { { "h", [2] } } });
        var second = await producer.ProduceAsync("probe", new() { Key = "k", Value = [3] });

        Assert.Equal(PersistenceStatus.Persisted, first.Status);
        Assert.Equal(first.Offset.Value + 1, second.Offset.Value);
    }
}
