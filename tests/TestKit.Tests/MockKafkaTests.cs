using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Omnichannel.TestKit.Tests;

public sealed class MockKafkaTests
{
    [Fact]
    public async Task GoDown_AChildProcessHasInheritedTheConnection_EndsIt()
    {
        using var kafka = new MockKafka();
        using var client = await ConnectAsync(kafka);
        using var child = Process.Start("sleep", "600");
        try
        {
            kafka.GoDown();

            Assert.True(await IsEndedAsync(client));
        }
        finally
        {
            child.Kill();
        }
    }

    [Fact]
    public async Task GoDown_Silently_TellsNobody()
    {
        using var kafka = new MockKafka();
        using var silent = await ConnectAsync(kafka);
        kafka.GoDown(silently: true);
        await Assert.ThrowsAsync<SocketException>(() => ConnectAsync(kafka));
        kafka.ComeUp();

        using var told = await ConnectAsync(kafka);
        kafka.GoDown();

        Assert.True(await IsEndedAsync(told));
        Assert.Equal(0, silent.Available);
        Assert.False(silent.Client.Poll(TimeSpan.Zero, SelectMode.SelectRead), "an end would be readable");
    }

    private static async Task<TcpClient> ConnectAsync(MockKafka kafka)
    {
        var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPEndPoint.Parse(kafka.BootstrapServers));

            // A request and its answer: the broker has taken the connection.
            await client.GetStream().WriteAsync(new byte[] { 0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 1, 0xFF, 0xFF });
            await client.GetStream().ReadExactlyAsync(new byte[8]);
            while (client.Available > 0)
            {
                await client.GetStream().ReadExactlyAsync(new byte[client.Available]);
            }

            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    private static async Task<bool> IsEndedAsync(TcpClient client)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        try
        {
            return await client.GetStream().ReadAsync(new byte[1], patience.Token) == 0;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
