using System.Collections.Concurrent;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Omnichannel.Architecture.Tests.Wire;

/// <summary>The packages on top of the stand-ins, through a real connection: every kind of call and what goes with it.</summary>
public sealed class WireTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private WireHost host = null!;

    public async Task InitializeAsync() => host = await WireHost.Start();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Unary_AnswersWithHeadersAndTrailers()
    {
        using var call = host.Client.SayAsync(
            new WireMessage { Number = 1, Text = "hi " }, new CallOptions(new Metadata { { "Greeting", "there" } }));

        var answer = await call;

        Assert.Equal((2, "hi there"), (answer.Number, answer.Text));
        Assert.Equal("wire", (await call.ResponseHeadersAsync).GetValue("answered-by"));
        Assert.Equal("1", call.GetTrailers().GetValue("cost"));
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    [Fact]
    public void Unary_Blocking_Answers() => Assert.Equal(8, host.Client.Say(new WireMessage { Number = 7 }).Number);

    [Fact]
    public async Task Refusal_CarriesStatusAndTrailers()
    {
        var refusal = await Assert.ThrowsAsync<RpcException>(
            async () => await host.Client.SayAsync(new WireMessage { Text = "refuse" }));

        Assert.Equal((StatusCode.FailedPrecondition, "refused"), (refusal.StatusCode, refusal.Status.Detail));
        Assert.Equal("BECAUSE", refusal.Trailers.GetValue("reason"));
        Assert.Equal([1, 2, 255], refusal.Trailers.GetValueBytes("detail-bin")!);
    }

    [Fact]
    public async Task ServerStream_ArrivesInOrder()
    {
        using var call = host.Client.Count(new WireMessage { Number = 100 });

        var numbers = new List<int>();
        await foreach (var message in call.ResponseStream.ReadAllAsync())
        {
            numbers.Add(message.Number);
        }

        Assert.Equal(Enumerable.Range(0, 100), numbers);
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    [Fact]
    public async Task ClientStream_IsSummedUp()
    {
        using var call = host.Client.Sum();
        for (var i = 1; i <= 100; i++)
        {
            await call.RequestStream.WriteAsync(new WireMessage { Number = i });
        }

        await call.RequestStream.CompleteAsync();

        Assert.Equal(5050, (await call).Number);
    }

    [Fact]
    public async Task Bidirectional_AnswersEachMessageBeforeTheNext()
    {
        using var call = host.Client.Chat();
        for (var i = 1; i <= 20; i++)
        {
            await call.RequestStream.WriteAsync(new WireMessage { Number = i });
            Assert.True(await call.ResponseStream.MoveNext());
            Assert.Equal(-i, call.ResponseStream.Current.Number);
        }

        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext());
    }

    [Fact]
    public async Task Deadline_EndsTheCallOnBothSides()
    {
        var refusal = await Assert.ThrowsAsync<RpcException>(async () => await host.Client.SayAsync(
            new WireMessage { Text = "wait" }, deadline: DateTime.UtcNow.AddMilliseconds(200)));

        Assert.Equal(StatusCode.DeadlineExceeded, refusal.StatusCode);
        await host.Log.Cancelled.Task.WaitAsync(Patience);
    }

    [Fact]
    public async Task Cancellation_ReachesTheServer()
    {
        using var cancellation = new CancellationTokenSource();
        using var call = host.Client.Count(
            new WireMessage { Number = 1, Text = "wait" }, cancellationToken: cancellation.Token);
        Assert.True(await call.ResponseStream.MoveNext());

        await cancellation.CancelAsync();

        var refusal = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext());
        Assert.Equal(StatusCode.Cancelled, refusal.StatusCode);
        await host.Log.Cancelled.Task.WaitAsync(Patience);
    }

    [Fact]
    public async Task Interceptors_SeeEveryKindOfCallInOrder()
    {
        var seen = new ConcurrentQueue<string>();
        var client = new Wire.WireClient(host.Channel.Intercept(
            new RecordingInterceptor("outer", seen), new RecordingInterceptor("inner", seen)));

        var text = (await client.SayAsync(new WireMessage())).Text;
        client.Say(new WireMessage());
        using (var call = client.Count(new WireMessage()))
        {
            Assert.False(await call.ResponseStream.MoveNext());
        }

        using (var call = client.Sum())
        {
            await call.RequestStream.CompleteAsync();
            await call;
        }

        using (var call = client.Chat())
        {
            await call.RequestStream.CompleteAsync();
            Assert.False(await call.ResponseStream.MoveNext());
        }

        string[] methods = ["Say", "Say", "Count", "Sum", "Chat"];
        Assert.Equal("inner", text);
        Assert.Equal(methods.SelectMany(name => new[] { $"outer {name}", $"inner {name}" }), seen);
        Assert.Equal(
            methods.SelectMany(name => new[] { "first", "second" }.Select(at => $"{at} /omnichannel.wire.test.Wire/{name}")),
            host.Log.Intercepted);
    }

    [Fact]
    public async Task CallCredentials_AddTheirHeader()
    {
        var credentials = CallCredentials.FromInterceptor((context, metadata) =>
        {
            metadata.Add("authorization", $"Bearer for {context.MethodName}");
            return Task.CompletedTask;
        });

        var answer = await host.Client.SayAsync(new WireMessage(), new CallOptions(credentials: credentials));

        Assert.Equal("Bearer for Say", answer.Text);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    public async Task CompressedRequest_IsRead(string encoding)
    {
        var text = new string('x', 10_000);

        var answer = await host.Client.SayAsync(
            new WireMessage { Text = text }, new Metadata { { "grpc-internal-encoding-request", encoding } });

        Assert.Equal(text, answer.Text);
    }

    [Fact]
    public void Binder_ReceivesTypedMethods()
    {
        var binder = new NameBinder();

        Wire.BindService(binder, null);

        Assert.Equal(["Unary Say", "ServerStreaming Count", "ClientStreaming Sum", "DuplexStreaming Chat"], binder.Names);
    }

    private sealed class NameBinder : ServiceBinderBase
    {
        public List<string> Names { get; } = [];

        public override void AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler) => Add(method);

        public override void AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler) => Add(method);

        public override void AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler) => Add(method);

        public override void AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler) => Add(method);

        private void Add(IMethod method) => Names.Add($"{method.Type} {method.Name}");
    }
}
