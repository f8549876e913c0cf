using System.Runtime.CompilerServices;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Guests;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.People;
using Omnichannel.Platform.PersonalData;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.V1;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;
using PersonalRecord = Omnichannel.Platform.PersonalData.PersonalRecord;

namespace Omnichannel.Platform.Tests.PersonalData;

/// <summary>What any service gets by registering its kinds.</summary>
public sealed class PersonalDataGrpcServiceTests : IAsyncLifetime
{
    private readonly string directory = Directory.CreateTempSubdirectory("personal-").FullName;
    private RunningService service = null!;

    public async Task InitializeAsync() => service = await Start(builder => builder.AddPersonalData<Shoes>().AddPersonalData<Books>());

    public async Task DisposeAsync()
    {
        await service.DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task Export_IsOfEveryKind_InTheOrderOfTheirNames_AndGoesOnAtAnyPosition()
    {
        var all = await Export(service, "anna");

        Assert.Equal(["1 book b-anna", "2 shoe s-anna-1", "3 shoe s-anna-2"], all);
        Assert.Equal(all.Skip(2), await Export(service, "anna", after: 2));
        Assert.Empty(await Export(service, "anna", after: 3));
    }

    [Fact]
    public async Task Customer_StandsForWhoWasMergedIntoThem_AndForTheirGuests()
    {
        await service.App.Services.GetRequiredService<CommandExecutor>().Apply(async unit =>
        {
            await PersonMerges.Follow(unit, "m-1", new PersonMerge("old", "bea", 1));
            await GuestOwners.Follow(unit, "guest-1", "old", 1);
        });

        Assert.Equal(["1 book b-bea", "2 book b-old", "3 book b-guest-1"], (await Export(service, "bea")).Take(3));
        Assert.Equal(["1 book b-old", "2 book b-guest-1"], (await Export(service, "old")).Take(2));
    }

    [Fact]
    public async Task Erase_SaysWhatStays_ByDuty_AndAnswersAreGone()
    {
        await service.App.Services.GetRequiredService<IDatabase>().Write(sql => sql.Execute(
            """
            insert into idempotency (person, device, rpc, key, request_hash, refusal, answer, expires_at)
            values ('customer:anna', 'd', 'rpc', 'k', @none, null, @none, 9000000000000000), ('customer:bea', 'd', 'rpc', 'k', @none, null, @none, 9000000000000000)
            """,
            new { none = Array.Empty<byte>() }));
        Assert.Equal("1 answer k", (await Export(service, "anna"))[0]);

        var erased = await Client(service).ErasePersonalDataAsync(new ErasePersonalDataRequest { Person = new PersonReference { CustomerId = "anna" } });
        Assert.Equal([("answer", 1), ("book", 1), ("shoe", 0)], erased.Kinds.Select(kind => (kind.Kind, kind.ErasedCount)));
        var kept = Assert.Single(erased.Kinds[2].Kept);
        Assert.Equal((2, "INVOICE", Shoes.Until), (kept.Count, kept.Duty, kept.Until.ToDateTimeOffset()));
        Assert.Equal(0, (await Client(service).ErasePersonalDataAsync(new ErasePersonalDataRequest { Person = new PersonReference { CustomerId = "anna" } })).Kinds[0].ErasedCount);
        Assert.Equal("1 answer k", (await Export(service, "bea"))[0]);
    }

    [Fact]
    public async Task ServiceThatKeepsNothing_DoesNotServeIt()
    {
        await using var other = await Start(_ => { });

        Assert.Equal(StatusCode.Unimplemented, (await Assert.ThrowsAsync<RpcException>(() => Export(other, "anna"))).StatusCode);
    }

    [Fact]
    public Task EveryRpc_TurnsStrangersAway() => StrangerTest.Verify(service, PersonalDataService.Descriptor);

    private static PersonalDataService.PersonalDataServiceClient Client(RunningService service) => new(service.As(Role.Service, "support"));

    private static async Task<IReadOnlyList<string>> Export(RunningService service, string customer, long after = 0)
    {
        using var call = Client(service).ExportPersonalData(new ExportPersonalDataRequest { Person = new PersonReference { CustomerId = customer }, AfterPosition = after });
        var found = new List<string>();
        await foreach (var one in call.ResponseStream.ReadAllAsync())
        {
            found.Add($"{one.Position} {one.Record.Kind} {one.Record.Id}");
        }

        return found;
    }

    private Task<RunningService> Start(Action<PlatformBuilder> add) => RunningService.Start(
        (args, host) =>
        {
            var builder = PlatformApplication.CreateBuilder("support", args, host);
            builder.AddDatabase(typeof(PersonalDataGrpcServiceTests).Assembly);
            add(builder);
            return builder.Build();
        },
        new Dictionary<string, string?> { ["Omnichannel:Storage:Path"] = Path.Combine(directory, $"{Guid.NewGuid():N}.db") });

    /// <summary>One of each person, which may go.</summary>
    private sealed class Books : IPersonalData
    {
        public string Kind => "book";

        public async IAsyncEnumerable<PersonalRecord> Export(Person person, [EnumeratorCancellation] CancellationToken cancellation)
        {
            foreach (var id in person.Customers.Concat(person.Guests))
            {
                await Task.Yield();
                yield return new PersonalRecord($"b-{id}", new Struct());
            }
        }

        public Task<Erasure> Erase(Person person, CancellationToken cancellation) => Task.FromResult(Erasure.Of(1, []));
    }

    /// <summary>A pair of each customer, which has to stay.</summary>
    private sealed class Shoes : IPersonalData
    {
        public static readonly DateTimeOffset Until = new(2036, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public string Kind => "shoe";

        public async IAsyncEnumerable<PersonalRecord> Export(Person person, [EnumeratorCancellation] CancellationToken cancellation)
        {
            foreach (var number in new[] { 1, 2 })
            {
                await Task.Yield();
                yield return new PersonalRecord($"s-{person.Customers[0]}-{number}", new Struct()) { KeptUntil = Until, Duty = "INVOICE" };
            }
        }

        public Task<Erasure> Erase(Person person, CancellationToken cancellation) =>
            Task.FromResult(Erasure.Of(0, [("INVOICE", Until.AddYears(-1)), ("INVOICE", Until)]));
    }
}
