using System.Collections;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Omnichannel.Gateway.Contracts;
using Omnichannel.Gateway.Tests.Probe;
using Omnichannel.Gateway.Tests.Wire;
using Omnichannel.Gateway.Transcoding;
using Omnichannel.Types.V1;

namespace Omnichannel.Gateway.Tests;

/// <summary>Every annotated rpc, by its contract alone: what is sent as path, query and JSON body must arrive as the message, and its answer come back as JSON.</summary>
public sealed class TranscodingTests : IAsyncLifetime
{
    private static readonly RpcCatalogue Catalogue = new(GatewayUnderTest.ProbeServices);
    private static readonly JsonFormatter Google = new(JsonFormatter.Settings.Default.WithFormatDefaultValues(true));

    private GatewayUnderTest gateway = null!;

    public async Task InitializeAsync() => gateway = await GatewayUnderTest.Start();

    public async Task DisposeAsync() => await gateway.DisposeAsync();

    [Fact]
    public async Task EveryBindingOfEveryUnaryRpc_CarriesEverythingBothWays()
    {
        var bindings = Catalogue.All.Where(rpc => !rpc.Method.IsServerStreaming).SelectMany(rpc => rpc.HttpBindings.Select((binding, index) => (rpc, binding, index))).ToList();
        Assert.True(bindings.Count > 60, $"only {bindings.Count} bindings");
        foreach (var (rpc, binding, index) in bindings)
        {
            await CarriesEverything(rpc, binding, seed: index + rpc.FullName.Length);
        }
    }

    [Fact]
    public void EveryServiceOfTheContracts_IsOffered()
    {
        var services = typeof(Omnichannel.Cart.V1.CartService).Assembly.GetTypes()
            .Where(type => type.Namespace is { } space && space.StartsWith("Omnichannel.", StringComparison.Ordinal) && type.GetProperty("Descriptor")?.PropertyType == typeof(ServiceDescriptor))
            .Select(type => ((ServiceDescriptor)type.GetProperty("Descriptor")!.GetValue(null)!).FullName);
        Assert.Equal(services.Order(), PublishedServices.All.Select(service => service.Descriptor.FullName).Order());
    }

    [Fact]
    public async Task Query_NestedRepeatedEnumsAndTimes_ArriveInTheirFields()
    {
        var arrived = Arrives("Everything");
        var answer = await gateway.Send(
            "GET",
            "/v1/probe?inner.inner.name=deep&inner.tags=a&inner.tags=b%26c&numbers=1&numbers=2&colour=COLOUR_BLUE&colours=COLOUR_RED&moment=2026-01-31T10:00:00Z"
            + "&wrapped=w&wrappedNumber=5&update_mask=a,bC&span=1.5s&flag=true&maybe=0&firstChoice=x");
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(
            new EverythingRequest
            {
                Inner = new Inner { Inner_ = new Inner { Name = "deep" }, Tags = { "a", "b&c" } },
                Numbers = { 1, 2 },
                Colour = Colour.Blue,
                Colours = { Colour.Red },
                Moment = Timestamp.FromDateTime(new DateTime(2026, 1, 31, 10, 0, 0, DateTimeKind.Utc)),
                Wrapped = "w",
                WrappedNumber = 5,
                UpdateMask = new FieldMask { Paths = { "a", "b_c" } },
                Span = new Duration { Seconds = 1, Nanos = 500_000_000 },
                Flag = true,
                Maybe = 0,
                FirstChoice = "x",
            },
            arrived());
    }

    [Fact]
    public async Task Path_SeveralSegmentsSlashesAndVerbs_ArriveDecoded()
    {
        var arrived = Arrives("Everything");
        Assert.Equal(HttpStatusCode.OK, (await gateway.Send("PUT", "/v1/shelves/s%201/books/b/c%2Fd", "[]")).Status);
        Assert.Equal("shelves/s 1/books/b/c/d", arrived().Text);

        Assert.Equal(HttpStatusCode.OK, (await gateway.Send("DELETE", "/v1/probe/a:b%2Fc/parts/-5:drop")).Status);
        Assert.Equal(("a:b/c", -5L), (arrived().Text, arrived().Int64));

        Assert.Equal(HttpStatusCode.OK, (await gateway.Send("SEARCH", "/v1/probe/x:verb", "{}")).Status);
        Assert.Equal("x", arrived().Text);
    }

    [Fact]
    public async Task Body_OfAField_AndAnswerOfAField()
    {
        var arrived = Arrives("Everything");
        var answer = await gateway.Send("PATCH", "/v1/probe/n1?int32=5", """{ "number": 3 }""");
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(new EverythingRequest { Inner = new Inner { Name = "n1", Number = 3 }, Int32 = 5 }, arrived());
        Assert.Equal("n1", answer.Json.GetProperty("inner").GetProperty("name").GetString());
    }

    [Fact]
    public async Task Body_ContradictsPath_IsRefused() => (await gateway.Send("PATCH", "/v1/probe/n1", """{ "name": "n2" }"""))
        .AssertProblem(400, "INVALID_FIELD").GetProperty("violations")[0].GetProperty("field").ValueEquals("inner.name");

    [Fact]
    public async Task Headers_TokenKeyTraceAndDeadline_GoWithTheCall()
    {
        FakeCallHeaders? headers = null;
        gateway.Upstream.On(GatewayUnderTest.ProbeRpc + "Guarded", async call =>
        {
            headers = new FakeCallHeaders(call.Headers["authorization"], call.Headers["idempotency-key"], call.Headers["traceparent"], call.Headers["grpc-timeout"]);
            await call.Send(new GuardedResponse());
        });
        var request = gateway.Request("GET", "/v1/probe:guarded?name=x", role: Role.Customer);
        request.Headers.Add("Idempotency-Key", "key-1");
        request.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        request.Headers.Add("X-Request-Timeout", "2.5");
        Assert.Equal(HttpStatusCode.OK, (await gateway.Send(request)).Status);
        Assert.NotNull(headers);
        Assert.Equal(request.Headers.Authorization!.ToString(), headers.Authorization);
        Assert.Equal("key-1", headers.IdempotencyKey);
        Assert.StartsWith("00-0af7651916cd43dd8448eb211c80319c-", headers.TraceParent, StringComparison.Ordinal);
        Assert.InRange(Milliseconds(headers.Timeout), 1500, 2500);

        Assert.Equal(HttpStatusCode.OK, (await gateway.Send("GET", "/v1/probe:guarded", role: Role.Customer)).Status);
        Assert.InRange(Milliseconds(headers.Timeout), 13_000, 15_000);
    }

    [Fact]
    public async Task CartsOfTheSameId_GoToTheSameOfSeveralDestinations()
    {
        await using var second = await FakeUpstream.Start();
        await using var several = await GatewayUnderTest.Start(prepare: host => ((Dictionary<string, string?>)host.Settings)["Omnichannel:Gateway:Services:cart"] = host.Settings["Omnichannel:Services:cart"] + "," + second.Address);
        var seen = new Dictionary<string, HashSet<string>>();
        foreach (var (upstream, name) in new[] { (several.Upstream, "first"), (second, "second") })
        {
            upstream.On("/omnichannel.cart.v1.CartService/GetCart", async call =>
            {
                var id = (await call.Read<Omnichannel.Cart.V1.GetCartRequest>()).CartId;
                lock (seen)
                {
                    (seen.TryGetValue(id, out var where) ? where : seen[id] = []).Add(name);
                }

                await call.Send(new Omnichannel.Cart.V1.GetCartResponse());
            });
        }

        for (var round = 0; round < 3; round++)
        {
            for (var cart = 0; cart < 20; cart++)
            {
                Assert.Equal(HttpStatusCode.OK, (await several.Send("GET", $"/v1/carts/c{cart:00}-x", role: Role.Customer)).Status);
            }
        }

        Assert.Equal(20, seen.Count);
        Assert.All(seen.Values, where => Assert.Single(where));
        Assert.Equal(2, seen.Values.SelectMany(where => where).Distinct().Count());
    }

    private async Task CarriesEverything(Rpc rpc, HttpBinding binding, int seed)
    {
        var request = new RandomMessages(seed, full: true).Create(rpc.Method.InputType);
        var response = new RandomMessages(seed + 1, full: true).Create(rpc.Method.OutputType);
        if (!binding.HasBody || binding.BodyField is not null)
        {
            KeepWhatQueriesCanSay(request, binding, 0);
        }

        var path = Path(binding, request);
        IMessage? arrived = null;
        gateway.Upstream.On(rpc.FullName, async call =>
        {
            arrived = rpc.Method.InputType.Parser.ParseFrom(await call.ReadMessage());
            await call.Send(response);
        });

        var body = binding.HasBody ? Body(binding, request) : null;
        var answer = await gateway.Send(binding.Method, path, body, RoleFor(rpc));
        Assert.True(answer.Status == HttpStatusCode.OK, $"{answer.Body} {binding.Method} {path} for {rpc.FullName}");
        Assert.Equal("application/json", answer.ContentType);
        Assert.Equal(request, arrived);
        var expected = binding.ResponseField is { } field ? Google.Format((IMessage)field.Accessor.GetValue(response)) : Google.Format(response);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(answer.Body)), rpc.FullName);
    }

    private static Role RoleFor(Rpc rpc) => rpc.IsAnonymous ? Role.Unspecified
        : rpc.Access.RuleCase is AccessRule.RuleOneofCase.SubjectField or AccessRule.RuleOneofCase.OwnedResource ? Role.Customer
        : rpc.Access.Roles[0];

    private static string Body(HttpBinding binding, IMessage request)
    {
        if (binding.BodyField is not { } field)
        {
            return Google.Format(request);
        }

        var output = new System.Buffers.ArrayBufferWriter<byte>();
        Json.ProtoJsonWriter.WriteField(output, request, field);
        return System.Text.Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static string Path(HttpBinding binding, IMessage request)
    {
        var path = binding.Path.Source;
        foreach (var variable in binding.Path.Variables)
        {
            var several = variable.Parts.Count > 1;
            var text = several ? "shelves/s 1/books/b2/c3" : string.Empty;
            if (several)
            {
                variable.Field.Field.Accessor.SetValue(request, text);
            }
            else
            {
                text = Text(variable.Field.Field, Value(request, variable.Field));
            }

            var start = path.IndexOf('{', StringComparison.Ordinal);
            var escaped = several ? text.Replace(" ", "%20", StringComparison.Ordinal) : Uri.EscapeDataString(text);
            path = path[..start] + escaped + path[(path.IndexOf('}', start) + 1)..];
        }

        if (!binding.TakesQuery)
        {
            return path;
        }

        var bound = binding.Path.Variables.Select(variable => variable.Field.Name).ToHashSet();
        var query = Query(request, string.Empty).Where(pair => !bound.Contains(pair.Name) && (binding.BodyField is not { } body || pair.Name.Split('.')[0] != body.JsonName));
        return path + "?" + string.Join('&', query.Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Text)}"));
    }

    private static object Value(IMessage message, FieldPath path)
    {
        foreach (var name in path.Name.Split('.')[..^1])
        {
            message = (IMessage)message.Descriptor.Fields.InDeclarationOrder().Single(field => field.JsonName == name).Accessor.GetValue(message);
        }

        return path.Field.Accessor.GetValue(message);
    }

    private static IEnumerable<(string Name, string Text)> Query(IMessage message, string prefix)
    {
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder())
        {
            var value = field.Accessor.GetValue(message);
            var isText = FieldPath.Find(field.Name, message.Descriptor) is not null;
            if (field.IsRepeated && isText)
            {
                foreach (var element in (IEnumerable)value)
                {
                    yield return (prefix + field.JsonName, Text(field, element));
                }
            }
            else if (field.HasPresence && !field.Accessor.HasValue(message))
            {
                continue;
            }
            else if (isText)
            {
                yield return (prefix + field.JsonName, Text(field, value));
            }
            else if (!field.IsRepeated && !field.IsMap)
            {
                foreach (var inner in Query((IMessage)value, prefix + field.JsonName + "."))
                {
                    yield return inner;
                }
            }
        }
    }

    private static string Text(FieldDescriptor field, object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        float number => number.ToString("R", CultureInfo.InvariantCulture),
        ByteString bytes => bytes.ToBase64(),
        IMessage message => JsonFormatter.Default.Format(message).Trim('"'),
        System.Enum => field.EnumType.FindValueByNumber((int)value).Name,
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    // Maps, free JSON and lists of messages can only stand in a body; empty messages cannot be said at all.
    private static void KeepWhatQueriesCanSay(IMessage message, HttpBinding binding, int depth)
    {
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder())
        {
            if (depth == 0 && field == binding.BodyField)
            {
                continue;
            }

            if (FieldPath.Find(field.Name, message.Descriptor) is not null)
            {
                continue;
            }

            var inner = field is { IsRepeated: false, IsMap: false } ? field.Accessor.GetValue(message) as IMessage : null;
            if (inner is null || inner.Descriptor.File.Package == "google.protobuf")
            {
                field.Accessor.Clear(message);
                continue;
            }

            KeepWhatQueriesCanSay(inner, binding, depth + 1);
            if (inner.CalculateSize() == 0)
            {
                field.Accessor.Clear(message);
            }
        }
    }

    private Func<EverythingRequest> Arrives(string rpc)
    {
        EverythingRequest? arrived = null;
        gateway.Upstream.On(GatewayUnderTest.ProbeRpc + rpc, async call =>
        {
            arrived = await call.Read<EverythingRequest>();
            await call.Send(new EverythingResponse { Everything = arrived });
        });
        return () => arrived ?? throw new InvalidOperationException("nothing arrived");
    }

    private static double Milliseconds(string? timeout) => double.Parse(timeout![..^1], CultureInfo.InvariantCulture) * timeout[^1] switch
    {
        'n' => 1e-6,
        'u' => 1e-3,
        'm' => 1,
        'S' => 1000,
        _ => 60_000,
    };

    private sealed record FakeCallHeaders(string? Authorization, string? IdempotencyKey, string? TraceParent, string? Timeout);
}
