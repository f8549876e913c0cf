namespace Omnichannel.TestKit;

/// <summary>What a machine's container engine can do for a test.</summary>
public enum EngineState
{
    /// <summary>None answers.</summary>
    Absent,

    /// <summary>It answers and does not have the image.</summary>
    WithoutImage,

    /// <summary>It has the image.</summary>
    WithImage,
}

/// <summary>Which Kafka the tests run on: servers that somebody named, else a container, else librdkafka's mock cluster.</summary>
/// <param name="Text">The choice in words, with its reason.</param>
public abstract record KafkaChoice(string Text)
{
    /// <summary>Names servers: host:port, separated by commas.</summary>
    public const string ServersVariable = "OMNICHANNEL_TEST_KAFKA";

    /// <summary>1: an image that is missing is pulled.</summary>
    public const string PullVariable = "OMNICHANNEL_TEST_PULL";

    /// <summary>What a container runs.</summary>
    public const string Image = "apache/kafka:4.1.1";

    /// <summary>Chooses.</summary>
    /// <param name="servers">Of <see cref="ServersVariable"/>; null or empty when it is not set.</param>
    /// <param name="pull">Of <see cref="PullVariable"/>; null or empty when it is not set.</param>
    /// <param name="engine">What there is for <see cref="Image"/>.</param>
    /// <exception cref="ArgumentException">A variable does not say what it should.</exception>
    public static KafkaChoice Of(string? servers, string? pull, EngineState engine)
    {
        if (pull is not (null or "" or "1"))
        {
            throw new ArgumentException($"{PullVariable} is '{pull}' and can only be 1.");
        }

        return (string.IsNullOrEmpty(servers), engine, pull) switch
        {
            (false, _, _) => new Named(Checked(servers!)),
            (true, EngineState.WithImage, _) => new Container(Pulls: false),
            (true, EngineState.WithoutImage, "1") => new Container(Pulls: true),
            (true, EngineState.WithoutImage, _) => new Mock($"the container engine has no {Image}, and {PullVariable}=1 is not set"),
            _ => new Mock("no container engine answers"),
        };
    }

    private static string Checked(string servers) => servers.Split(',').All(IsAddress)
        ? servers
        : throw new ArgumentException($"{ServersVariable} is '{servers}' and should be host:port, several separated by commas.");

    private static bool IsAddress(string server) =>
        server.LastIndexOf(':') is > 0 and var colon && ushort.TryParse(server.AsSpan(colon + 1), out var port) && port > 0 && !server.Any(char.IsWhiteSpace);

    /// <summary>Servers that are there.</summary>
    /// <param name="BootstrapServers">Their addresses.</param>
    public sealed record Named(string BootstrapServers) : KafkaChoice($"Kafka: the servers that {ServersVariable} names, {BootstrapServers}");

    /// <summary>A server in a container.</summary>
    /// <param name="Pulls">Its image is to be pulled first.</param>
    public sealed record Container(bool Pulls) : KafkaChoice($"Kafka: {Image} in a container{(Pulls ? ", pulled first" : "")}");

    /// <summary>The mock cluster.</summary>
    /// <param name="Why">Why none of the others.</param>
    public sealed record Mock(string Why) : KafkaChoice($"Kafka: the mock cluster, for {Why}");
}
