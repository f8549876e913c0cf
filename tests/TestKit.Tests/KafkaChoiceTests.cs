namespace Omnichannel.TestKit.Tests;

public sealed class KafkaChoiceTests
{
    [Theory]
    [InlineData(null, null, EngineState.Absent)]
    [InlineData("", "", EngineState.Absent)]
    [InlineData("", "1", EngineState.Absent)]
    [InlineData("", "", EngineState.WithoutImage)]
    public void Of_NothingElse_IsTheMockCluster(string? servers, string? pull, EngineState engine) =>
        Assert.IsType<KafkaChoice.Mock>(KafkaChoice.Of(servers, pull, engine));

    [Theory]
    [InlineData(null, EngineState.WithImage, false)]
    [InlineData("1", EngineState.WithImage, false)]
    [InlineData("1", EngineState.WithoutImage, true)]
    public void Of_EngineWithTheImage_OrLeaveToPullIt_IsAContainer(string? pull, EngineState engine, bool pulls) =>
        Assert.Equal(new KafkaChoice.Container(pulls), KafkaChoice.Of(null, pull, engine));

    [Theory]
    [InlineData("127.0.0.1:9092")]
    [InlineData("kafka-0.kafka:9092,kafka-1.kafka:9092,[::1]:9093")]
    public void Of_ServersThatAreNamed_AreThese_WhateverEngineThereIs(string servers) =>
        Assert.All(Enum.GetValues<EngineState>(), engine => Assert.Equal(new KafkaChoice.Named(servers), KafkaChoice.Of(servers, "1", engine)));

    [Theory]
    [InlineData("localhost", "")]
    [InlineData("localhost:", "")]
    [InlineData(":9092", "")]
    [InlineData("localhost:0", "")]
    [InlineData("localhost:99999", "")]
    [InlineData("a:1,", "")]
    [InlineData("a:1, b:2", "")]
    [InlineData("", "yes")]
    [InlineData("a:1", "0")]
    public void Of_VariableThatSaysNothingUseful_IsRefusedByName(string servers, string pull)
    {
        var refused = Assert.Throws<ArgumentException>(() => KafkaChoice.Of(servers, pull, EngineState.WithImage));
        Assert.StartsWith(pull is "" ? KafkaChoice.ServersVariable : KafkaChoice.PullVariable, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_SaysWhichAndWhy()
    {
        Assert.Equal("Kafka: the servers that OMNICHANNEL_TEST_KAFKA names, a:1", KafkaChoice.Of("a:1", null, EngineState.Absent).Text);
        Assert.Equal($"Kafka: {KafkaChoice.Image} in a container", KafkaChoice.Of(null, null, EngineState.WithImage).Text);
        Assert.Equal($"Kafka: {KafkaChoice.Image} in a container, pulled first", KafkaChoice.Of(null, "1", EngineState.WithoutImage).Text);
        Assert.Equal("Kafka: the mock cluster, for no container engine answers", KafkaChoice.Of(null, "1", EngineState.Absent).Text);
        Assert.Equal(
            $"Kafka: the mock cluster, for the container engine has no {KafkaChoice.Image}, and OMNICHANNEL_TEST_PULL=1 is not set",
            KafkaChoice.Of(null, null, EngineState.WithoutImage).Text);
    }
}
