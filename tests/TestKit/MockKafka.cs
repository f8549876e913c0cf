using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text;

namespace Omnichannel.TestKit;

/// <summary>
/// A Kafka cluster inside this process: librdkafka's mock brokers, which speak the real protocol over TCP on loopback, to other processes too. Events
/// live as long as the cluster. Good for producing, consuming, groups, rebalances and offsets; it keeps at most 5 MiB a partition.
/// </summary>
public sealed class MockKafka : IDisposable
{
    private readonly nint client;
    private readonly nint cluster;
    private readonly int brokers;
    private readonly Native.CloseSocket closing;
    private readonly ConcurrentBag<int> abandoned = [];
    private volatile bool isSilent;

    /// <summary>Starts the brokers.</summary>
    /// <param name="brokers">How many.</param>
    /// <param name="joinWaitMs">How long the first member of a group waits for further ones before it is answered.</param>
    public MockKafka(int brokers = 1, int joinWaitMs = 50)
    {
        this.brokers = brokers;
        var error = new byte[512];
        var settings = Native.rd_kafka_conf_new();
        Check(Native.rd_kafka_conf_set(settings, "log_level", "0", error, error.Length));
        closing = Close;
        Native.rd_kafka_conf_set_closesocket_cb(settings, closing);
        client = Native.rd_kafka_new(Native.Producer, settings, error, error.Length);
        if (client == nint.Zero)
        {
            throw new InvalidOperationException($"librdkafka does not start: {Encoding.UTF8.GetString(error).TrimEnd('\0')}");
        }

        cluster = Native.rd_kafka_mock_cluster_new(client, brokers);
        Native.rd_kafka_mock_group_initial_rebalance_delay_ms(cluster, joinWaitMs);
        BootstrapServers = Marshal.PtrToStringUTF8(Native.rd_kafka_mock_cluster_bootstraps(cluster))!;
    }

    /// <summary>The brokers' addresses.</summary>
    public string BootstrapServers { get; }

    /// <summary>Creates a topic; one that a producer meets first would get 4 partitions.</summary>
    public void CreateTopic(string name, int partitions = 8) =>
        Check(Native.rd_kafka_mock_topic_create(cluster, name, partitions, brokers));

    /// <summary>The brokers close their connections and take no new ones. Nothing is forgotten.</summary>
    /// <param name="silently">Nobody is told: the connections stay open and nothing answers on them, as when a machine loses its power.</param>
    public void GoDown(bool silently = false)
    {
        isSilent = silently;
        for (var broker = 1; broker <= brokers; broker++)
        {
            Check(Native.rd_kafka_mock_broker_set_down(cluster, broker));
        }
    }

    /// <summary>The brokers answer again.</summary>
    public void ComeUp()
    {
        isSilent = false;
        for (var broker = 1; broker <= brokers; broker++)
        {
            Check(Native.rd_kafka_mock_broker_set_up(cluster, broker));
        }
    }

    /// <summary>Answers the next requests of a kind with these Kafka error codes, one each (0 lets one pass).</summary>
    /// <param name="apiKey">0 Produce, 1 Fetch, 8 OffsetCommit, 11 JoinGroup, …</param>
    /// <param name="errorCodes">Kafka protocol error codes.</param>
    public void FailRequests(short apiKey, params int[] errorCodes) =>
        Native.rd_kafka_mock_push_request_errors_array(cluster, apiKey, errorCodes.Length, errorCodes);

    /// <inheritdoc/>
    public void Dispose()
    {
        isSilent = false;
        Native.rd_kafka_mock_cluster_destroy(cluster);
        Native.rd_kafka_destroy(client);
        foreach (var socket in abandoned)
        {
            Close(socket, nint.Zero);
        }
    }

    // Processes started after a client connected have inherited the broker's end of the connection. Closing it here would leave it open there, and
    // the client waiting for answers: a shutdown ends the connection itself.
    private int Close(int socket, nint opaque)
    {
        if (isSilent)
        {
            abandoned.Add(socket);
            return 0;
        }

        _ = Native.shutdown(socket, Native.BothWays);
        return Native.close(socket);
    }

    private static void Check(int error)
    {
        if (error != 0)
        {
            throw new InvalidOperationException($"librdkafka's mock cluster answers {error}.");
        }
    }

    /// <summary>The names are librdkafka's and the operating system's.</summary>
    private static class Native
    {
        public const int Producer = 0;
        public const int BothWays = 2;

        private const string Library = "librdkafka";

        // As the client itself does: the first wants a libsasl2 that not every distribution has, the other none.
        static Native() => NativeLibrary.SetDllImportResolver(typeof(Native).Assembly, (name, assembly, paths) =>
            name == Library && !NativeLibrary.TryLoad(Library, assembly, paths, out _)
                ? NativeLibrary.Load("centos8-" + Library, assembly, paths)
                : nint.Zero);

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        public delegate int CloseSocket(int socket, nint opaque);

        [DllImport(Library)]
        public static extern nint rd_kafka_conf_new();

        [DllImport(Library, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
        public static extern int rd_kafka_conf_set(nint settings, string name, string value, byte[] error, nint errorSize);

        [DllImport(Library)]
        public static extern void rd_kafka_conf_set_closesocket_cb(nint settings, CloseSocket callback);

        [DllImport(Library, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
        public static extern nint rd_kafka_new(int type, nint settings, byte[] error, nint errorSize);

        [DllImport(Library)]
        public static extern void rd_kafka_destroy(nint client);

        [DllImport(Library)]
        public static extern nint rd_kafka_mock_cluster_new(nint client, int brokers);

        [DllImport(Library)]
        public static extern void rd_kafka_mock_cluster_destroy(nint cluster);

        [DllImport(Library)]
        public static extern nint rd_kafka_mock_cluster_bootstraps(nint cluster);

        [DllImport(Library)]
        public static extern void rd_kafka_mock_group_initial_rebalance_delay_ms(nint cluster, int delayMs);

        [DllImport(Library, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
        public static extern int rd_kafka_mock_topic_create(nint cluster, string topic, int partitions, int replicas);

        [DllImport(Library)]
        public static extern int rd_kafka_mock_broker_set_down(nint cluster, int broker);

        [DllImport(Library)]
        public static extern int rd_kafka_mock_broker_set_up(nint cluster, int broker);

        [DllImport(Library)]
        public static extern void rd_kafka_mock_push_request_errors_array(nint cluster, short apiKey, nint count, int[] errors);

        [DllImport("libc")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int shutdown(int socket, int how);

        [DllImport("libc")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int close(int socket);
    }
}
