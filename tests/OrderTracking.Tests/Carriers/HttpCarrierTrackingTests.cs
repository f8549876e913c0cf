using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Omnichannel.OrderTracking.Carriers;
using Omnichannel.OrderTracking.Domain;
using Omnichannel.OrderTracking.Tests.Domain;
using Omnichannel.Platform.Security;

namespace Omnichannel.OrderTracking.Tests.Carriers;

public sealed class HttpCarrierTrackingTests : IAsyncLifetime, IDisposable
{
    private const string Pigeon = """
        carrier: pigeon
        polling:
          uri: https://pigeon.example
          path: "/rings/{number}?full=1"
          headers:
            X-Key: "k {key}"
          everyMinutes: 30
          perMinute: 4

        """;

    private readonly ConcurrentQueue<(string Path, string? Key)> asked = [];
    private WebApplication server = null!;
    private HttpCarrierTracking port = null!;

    public async Task InitializeAsync()
    {
        server = WebApplication.CreateSlimBuilder().Build();
        server.Urls.Add("http://127.0.0.1:0");
        server.Run(async http =>
        {
            asked.Enqueue((http.Request.Path + http.Request.QueryString, http.Request.Headers["X-Key"]));
            switch (http.Request.Path.Value)
            {
                case "/rings/busy":
                    http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                    http.Response.Headers.RetryAfter = "90";
                    break;
                case { } path when path.StartsWith("/rings/busy-until", StringComparison.Ordinal):
                    var hours = int.Parse(path[(path.IndexOf("until", StringComparison.Ordinal) + "until%2F".Length)..], CultureInfo.InvariantCulture);
                    http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                    http.Response.Headers.RetryAfter = DateTimeOffset.UtcNow.AddHours(hours).ToString("R", CultureInfo.InvariantCulture);
                    break;
                case "/rings/spent":
                    http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                    break;
                case "/rings/new":
                    http.Response.StatusCode = StatusCodes.Status404NotFound;
                    break;
                case "/rings/broken":
                    http.Response.StatusCode = StatusCodes.Status500InternalServerError;
                    break;
                default:
                    await http.Response.WriteAsync("""{"ring":1}""");
                    break;
            }
        });
        await server.StartAsync();
        port = Port(new OutboundLimits(TimeProvider.System));
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    public void Dispose() => port.Dispose();

    private HttpCarrierTracking Port(OutboundLimits limits, TimeProvider? clock = null) => new(
        new CarrierCatalogue([CarrierFile.Parse(Pigeon)]), new CarrierSettings { Accounts = { ["pigeon"] = new CarrierAccountSettings { Key = "secret", Uri = server.Urls.First() } } },
        limits, clock ?? TimeProvider.System, NullLogger<HttpCarrierTracking>.Instance);

    [Fact]
    public async Task Ask_TheCarrier_WithTheAccount_AnswersItsDocument()
    {
        Assert.Equal(new CarrierAnswer("""{"ring":1}"""), await port.Ask("pigeon", "R/1", default));
        Assert.Equal(("/rings/R%2F1?full=1", "k secret"), Assert.Single(asked));
        Assert.Equal(TimeSpan.FromMinutes(30), port.Every("pigeon"));
        Assert.Null(port.Every("dove"));
    }

    [Fact]
    public async Task Ask_WhatTheCarrierDoesNotAnswer_IsNoDocument_OrFails()
    {
        Assert.Equal(new CarrierAnswer(null), await port.Ask("pigeon", "new", default));
        await Assert.ThrowsAsync<HttpRequestException>(() => port.Ask("pigeon", "broken", default));
        Assert.Equal(new CarrierAnswer(null, TimeSpan.FromSeconds(90)), await port.Ask("pigeon", "busy", default));
    }

    /// <summary>A carrier refuses the account, not the parcel; where it does not say for how long, it is left alone for longer each time.</summary>
    [Fact]
    public async Task Ask_ACarrierThatHasHadEnough_IsLeftAlone_WhateverTheParcel()
    {
        var clock = new StoppedClock { Now = Some.Monday };
        using var asking = Port(new OutboundLimits(TimeProvider.System), clock);

        foreach (var minutes in (int[])[1, 2, 4])
        {
            var before = asked.Count;
            Assert.Equal(TimeSpan.FromMinutes(minutes), (await asking.Ask("pigeon", "spent", default)).AskAgainAfter);
            Assert.Equal(TimeSpan.FromMinutes(minutes), (await asking.Ask("pigeon", "R1", default)).AskAgainAfter);
            Assert.Equal(before + 1, asked.Count);
            clock.Now += TimeSpan.FromMinutes(minutes);
        }

        Assert.NotNull((await asking.Ask("pigeon", "R1", default)).Document);
    }

    [Fact]
    public async Task Ask_MoreThanTheCarrierAllows_IsNotAsked()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 9).Select(i => port.Ask("pigeon", i.ToString(CultureInfo.InvariantCulture), default)));

        Assert.Equal(4, asked.Count);
        Assert.Equal(5, answers.Count(answer => answer is { Document: null, AskAgainAfter: not null }));
    }

    [Fact]
    public async Task Ask_ByReplicasThatShareTheirLimits_StaysWithinWhatTheCarrierAllowsThemAll()
    {
        var shared = new OutboundLimits(TimeProvider.System);
        using HttpCarrierTracking one = Port(shared), other = Port(shared);
        await Task.WhenAll(Enumerable.Range(0, 9).Select(i => (i % 2 == 0 ? one : other).Ask("pigeon", i.ToString(CultureInfo.InvariantCulture), default)));

        Assert.Equal(4, asked.Count);
    }

    [Theory]
    [InlineData("1", 3_400, 3_600)]
    [InlineData("-1", 60, 60)]
    [InlineData("300000", 86_400, 86_400)]
    public async Task Ask_ACarrierThatIsBusyUntilAMoment_IsAskedAgainThen_AtMostADayLater(string hours, int fromSeconds, int toSeconds) =>
        Assert.InRange((await port.Ask("pigeon", $"busy-until/{hours}", default)).AskAgainAfter!.Value, TimeSpan.FromSeconds(fromSeconds), TimeSpan.FromSeconds(toSeconds));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(48, 4)]
    [InlineData(600, 24)]
    public void Next_AParcelThatIsSilent_IsAskedAboutLessAndLess(double silentHours, double hours)
    {
        var parcel = Some.Parcel("p1").With([Some.Event(ShipmentStatus.InTransit, 1)]);
        var now = Some.Monday.AddHours(1 + silentHours);

        Assert.InRange(PollingRules.Next(parcel, TimeSpan.FromHours(1), now)!.Value, now.AddHours(hours * 0.9), now.AddHours(hours * 1.1));
    }

    [Fact]
    public void Next_AParcelThatEnded_OrIsForgotten_IsNotAskedAbout()
    {
        Assert.Null(PollingRules.Next(Some.Parcel("p1").With([Some.Event(ShipmentStatus.Delivered, 1)]), TimeSpan.FromHours(1), Some.Monday.AddHours(2)));
        Assert.Null(PollingRules.Next(Some.Parcel("p1"), TimeSpan.FromHours(1), Some.Monday.AddDays(61)));
        Assert.NotEqual(
            PollingRules.Next(Some.Parcel("p1"), TimeSpan.FromHours(1), Some.Monday), PollingRules.Next(Some.Parcel("p2"), TimeSpan.FromHours(1), Some.Monday));
    }

    private sealed class StoppedClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
