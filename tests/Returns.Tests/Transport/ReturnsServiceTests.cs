using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Hosting;
using Omnichannel.Returns.V1;
using Omnichannel.TestKit;
using Omnichannel.Types.V1;

namespace Omnichannel.Returns.Tests.Transport;

/// <summary>Through the real wire and the embedded event log.</summary>
public sealed partial class ReturnsServiceTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly TempFolder folder = new();
    private EmbeddedEventLog log = null!;
    private RunningService service = null!;

    public async Task InitializeAsync()
    {
        log = new EmbeddedEventLog(new EmbeddedEventLogOptions { Path = Path.Combine(folder.Path, "events.db") }, TimeProvider.System);
        service = await RunningService.Start(
            ReturnsApplication.Build,
            new Dictionary<string, string?>
            {
                ["Omnichannel:Storage:Provider"] = "sqlite", ["Omnichannel:Storage:Path"] = Path.Combine(folder.Path, "returns.db"),
                ["Omnichannel:Services:messaging"] = "http://127.0.0.1:1", ["Omnichannel:Grants:Keys:0:Id"] = "a", ["Omnichannel:Grants:Keys:0:Secret"] = Convert.ToBase64String(new byte[32]),
            },
            host: new PlatformHost { EventLog = log });
    }

    public async Task DisposeAsync()
    {
        await service.DisposeAsync();
        await log.DisposeAsync();
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public Task Strangers_GetNothing() => StrangerTest.Verify(service, "omnichannel.returns.v1");

    [Fact]
    public async Task BegunInTheApp_CompletedAtTheTill_RefundedOnce()
    {
        await Sell("o1");
        var app = As(Role.Customer, "customer-1");
        var till = As(Role.Terminal, "till-1");

        var eligibility = await app.Policies.GetEligibilityAsync(new GetEligibilityRequest { OrderId = "o1", Language = "it" });
        var begun = (await app.Returns.CreateReturnAsync(Request("o1", 2))).GoodsReturn;
        var scanned = (await till.Returns.GetReturnByRmaCodeAsync(new GetReturnByRmaCodeRequest { RmaCode = begun.RmaCode.ToLowerInvariant() })).GoodsReturn;
        var done = (await till.Returns.CompleteReturnInStoreAsync(new CompleteReturnInStoreRequest { RmaCode = scanned.RmaCode })).GoodsReturn;
        var again = await Fails(() => till.Returns.CompleteReturnInStoreAsync(new CompleteReturnInStoreRequest { ReturnId = scanned.ReturnId }));
        await Publish([Sales.Record("o1", new Orders.V1.RefundCompleted { ReturnId = done.ReturnId, RefundId = done.Refund.RefundId, Amount = done.Refund.Amount }, version: 9)]);
        var closed = await Until(app, done.ReturnId, found => found.State is ReturnState.Closed);

        Assert.Equal(3, eligibility.Lines[0].ReturnableQuantity);
        Assert.StartsWith("Si possono restituire 3 di 3", eligibility.Lines[0].Explanation, StringComparison.Ordinal);
        Assert.Contains("<svg", begun.QrSvg, StringComparison.Ordinal);
        Assert.Equal(ReturnState.Resolved, done.State);
        Assert.Equal("associate-1", done.ResolvedBy.ActingId);
        Assert.Equal((StatusCode.FailedPrecondition, "WRONG_STATE"), again);
        Assert.Equal(RefundState.Completed, closed.Refund.State);
        Assert.Single((await app.Returns.ListReturnsAsync(new ListReturnsRequest { CustomerId = "customer-1" })).Returns);
        Assert.Equal(done.ReturnId, (await app.Returns.GetReturnAsync(new GetReturnRequest { ReturnId = done.ReturnId })).GoodsReturn.ReturnId);
        await EventsOf(done.ReturnId, "ReturnRequested", "ReturnApproved", "ReturnReceived", "ReturnInspected", "ReturnResolved", "RefundOwed", "ReturnClosed");
    }

    /// <summary>A till pays out what is granted, so its call waits for the grant.</summary>
    [Fact]
    public async Task CashAtTheTill_IsInTheAnswer_OnceItIsGranted()
    {
        await Sell("o1");
        var till = As(Role.Terminal, "till-1");
        var begun = (await As(Role.Customer, "customer-1").Returns.CreateReturnAsync(Request("o1", 3))).GoodsReturn;

        var (request, key) = (new CompleteReturnInStoreRequest { ReturnId = begun.ReturnId, RefundCashAtTill = true }, new Metadata { { "idempotency-key", "till-1-done" } });
        var completing = till.Returns.CompleteReturnInStoreAsync(request, key).ResponseAsync;
        var owed = (await Until(till, begun.ReturnId, found => found.Refund is not null)).Refund;
        await Publish(
        [
            Sales.Record("o1", new Orders.V1.RefundCompleted
            {
                ReturnId = begun.ReturnId, RefundId = owed.RefundId, Amount = owed.Amount, CashAtTill = owed.Amount, Tenders = { new Tender { Kind = TenderKind.Cash, Amount = owed.Amount } },
            }, version: 9),
        ]);

        Assert.Equal(owed.RefundId, (await completing).GoodsReturn.Refund.RefundId);
        await Eventually.Within(Limit, async () =>
        {
            var done = (await till.Returns.CompleteReturnInStoreAsync(request, key)).GoodsReturn;
            Assert.Equal((ReturnState.Closed, owed.Amount), (done.State, done.Refund.CashAtTill));
        });
    }

    [Fact]
    public async Task RmaCodes_TriedThrough_AreSlowedDown_AtTheDeskAndAtTheTill_AndRightOnesAreNot()
    {
        await Sell("o1");
        var begun = (await As(Role.Customer, "customer-1").Returns.CreateReturnAsync(Request("o1", 2))).GoodsReturn;
        var eve = As(Role.Terminal, "till-eve");
        var codes = Enumerable.Range(0, 6).Select(i => $"R-2345678{i + 2}").ToList();
        foreach (var code in codes)
        {
            Assert.Equal((StatusCode.NotFound, "RETURN_NOT_FOUND"), await Fails(() => eve.Returns.GetReturnByRmaCodeAsync(new GetReturnByRmaCodeRequest { RmaCode = code })));
        }

        foreach (var code in codes.Take(3))
        {
            Assert.Equal((StatusCode.NotFound, "RETURN_NOT_FOUND"), await Fails(() => eve.Returns.CompleteReturnInStoreAsync(new CompleteReturnInStoreRequest { RmaCode = code })));
        }

        // What is no code at all is a guess like any other; a return's own id is none.
        Assert.Equal((StatusCode.NotFound, "RETURN_NOT_FOUND"), await Fails(() => eve.Returns.GetReturnByRmaCodeAsync(new GetReturnByRmaCodeRequest { RmaCode = "anything" })));
        Assert.Equal((StatusCode.ResourceExhausted, "RATE_LIMITED"), await Fails(() => eve.Returns.GetReturnByRmaCodeAsync(new GetReturnByRmaCodeRequest { RmaCode = begun.RmaCode })));
        Assert.Equal((StatusCode.ResourceExhausted, "RATE_LIMITED"), await Fails(() => eve.Returns.CompleteReturnInStoreAsync(new CompleteReturnInStoreRequest { RmaCode = begun.RmaCode })));
        Assert.Equal(begun.ReturnId, (await eve.Returns.GetReturnAsync(new GetReturnRequest { ReturnId = begun.ReturnId })).GoodsReturn.ReturnId);

        var till = As(Role.Terminal, "till-1");
        for (var i = 0; i < 30; i++)
        {
            Assert.Equal(begun.ReturnId, (await till.Returns.GetReturnByRmaCodeAsync(new GetReturnByRmaCodeRequest { RmaCode = begun.RmaCode })).GoodsReturn.ReturnId);
        }

        Assert.Equal(ReturnState.Resolved, (await till.Returns.CompleteReturnInStoreAsync(new CompleteReturnInStoreRequest { RmaCode = begun.RmaCode })).GoodsReturn.State);
    }

    [Fact]
    public async Task ReceivedAndInspectedApart_StaffApproves()
    {
        await Sell("o1");
        var policy = (await As(Role.Ops, "ops-1").Policies.GetPolicyAsync(new GetPolicyRequest { PolicyId = "default" })).Policy;
        policy.Rules[0].RequiresApproval = true;
        var dry = await As(Role.Ops, "ops-1").Policies.PublishPolicyAsync(new PublishPolicyRequest { Policy = policy, DryRun = true });
        await As(Role.Ops, "ops-1").Policies.PublishPolicyAsync(new PublishPolicyRequest { Policy = policy, Origin = Origin.Historical });
        await Sell("o2");
        var begun = (await As(Role.Customer, "customer-1").Returns.CreateReturnAsync(Request("o2", 3))).GoodsReturn;
        var desk = As(Role.Associate, "associate-1");

        Assert.Equal((1, true), (dry.DifferentOrders, dry.Differences.All(difference => difference.Then.RequiresApproval)));
        Assert.Equal(ReturnState.Requested, begun.State);
        Assert.Equal((StatusCode.FailedPrecondition, "APPROVAL_PENDING"), await Fails(() => As(Role.Terminal, "till-1").Returns.CompleteReturnInStoreAsync(new CompleteReturnInStoreRequest { ReturnId = begun.ReturnId })));
        Assert.Equal((StatusCode.InvalidArgument, "REASON_REQUIRED"), await Fails(() => desk.Returns.DeclineReturnAsync(new DeclineReturnRequest { ReturnId = begun.ReturnId })));
        Assert.Equal(ReturnState.Approved, (await desk.Returns.ApproveReturnAsync(new ApproveReturnRequest { ReturnId = begun.ReturnId })).GoodsReturn.State);
        await desk.Returns.ReceiveReturnAsync(new ReceiveReturnRequest { ReturnId = begun.ReturnId, Lines = { new ReceivedLine { LineId = "1", Quantity = 1 } } });
        await desk.Returns.ReceiveReturnAsync(new ReceiveReturnRequest { ReturnId = begun.ReturnId });
        var resolved = await desk.Returns.InspectReturnAsync(new InspectReturnRequest
        {
            ReturnId = begun.ReturnId,
            Inspections = { new Inspection { LineId = "1", Quantity = 3, Grade = InspectionGrade.B, Disposition = Disposition.Restocked } },
        });
        Assert.Equal(1000, resolved.GoodsReturn.RefundAmount.AmountMinor);
    }

    [Fact]
    public async Task Posted_ThenCancelledByTheCustomer_IsTakenByStaffWithAReason()
    {
        await Sell("o1");
        var app = As(Role.Customer, "customer-1");
        var ops = As(Role.Ops, "ops-1");
        var begun = (await app.Returns.CreateReturnAsync(Request("o1", 3))).GoodsReturn;

        Assert.Equal((StatusCode.PermissionDenied, "ROLE_NOT_ALLOWED"), await Fails(() => app.Returns.ReportReturnPostedAsync(new ReportReturnPostedRequest { ReturnId = begun.ReturnId })));
        Assert.Equal((StatusCode.InvalidArgument, "TIME_IN_FUTURE"), await Fails(() => ops.Returns.ReportReturnPostedAsync(
            new ReportReturnPostedRequest { ReturnId = begun.ReturnId, PostedAt = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow.AddDays(1)) })));
        var posted = (await ops.Returns.ReportReturnPostedAsync(new ReportReturnPostedRequest { ReturnId = begun.ReturnId, CarrierCode = "dhl", TrackingNumber = "4711" })).GoodsReturn;
        Assert.Equal((ReturnState.InTransit, "dhl", null), (posted.State, posted.Parcel.CarrierCode, posted.ReceiveUntil));
        await app.Returns.CancelReturnAsync(new CancelReturnRequest { ReturnId = begun.ReturnId });

        Assert.Equal((StatusCode.FailedPrecondition, "WRONG_STATE"), await Fails(() => ops.Returns.ReceiveReturnAsync(new ReceiveReturnRequest { ReturnId = begun.ReturnId })));
        var late = (await ops.Returns.ReceiveReturnAsync(new ReceiveReturnRequest { ReturnId = begun.ReturnId, LateReason = "came all the same" })).GoodsReturn;
        Assert.Equal((ReturnState.Received, "came all the same"), (late.State, late.LateReason));
        var asked = Request("o1", 1);
        asked.Exception = new ExceptionRequest { Reason = "because" };
        Assert.Equal((StatusCode.InvalidArgument, "INVALID_FIELD"), await Fails(() => app.Returns.CreateReturnAsync(asked)));
    }

    [Fact]
    public async Task PublishPolicy_FeeWithoutTheCurrencyOfTheMarket_IsRefused()
    {
        await Sell("o1");
        var ops = As(Role.Ops, "ops-1");
        var policy = (await ops.Policies.GetPolicyAsync(new GetPolicyRequest { PolicyId = "default" })).Policy;
        policy.Rules[0].Fees.Add(new ReturnFee { Code = "RETURN_SHIPPING", Amount = new Money { CurrencyCode = "USD", AmountMinor = 495 } });

        Assert.Equal((StatusCode.InvalidArgument, "POLICY_INVALID"), await Fails(() => ops.Policies.PublishPolicyAsync(new PublishPolicyRequest { Policy = policy, DryRun = true })));
        policy.Rules[0].Fees.Add(new ReturnFee { Code = "RETURN_SHIPPING", Amount = new Money { CurrencyCode = "EUR", AmountMinor = 450 } });
        await ops.Policies.PublishPolicyAsync(new PublishPolicyRequest { Policy = policy, Origin = Origin.Historical });
        await Sell("o2");
        var lines = (await As(Role.Customer, "customer-1").Policies.GetEligibilityAsync(new GetEligibilityRequest { OrderId = "o2" })).Lines;
        Assert.Equal("EUR", Assert.Single(lines[0].Fees).Amount.CurrencyCode);
    }

    [Fact]
    public async Task SameKeyTwice_SameAnswer_AnotherOwner_NotFound()
    {
        await Sell("o1");
        var app = As(Role.Customer, "customer-1");
        var key = new Metadata { { "idempotency-key", "key-1" } };

        var first = await app.Returns.CreateReturnAsync(Request("o1", 1), key);
        var second = await app.Returns.CreateReturnAsync(Request("o1", 1), key);
        var thief = As(Role.Customer, "customer-2");

        Assert.Equal(first, second);
        Assert.Equal((StatusCode.NotFound, "RETURN_NOT_FOUND"), await Fails(() => thief.Returns.GetReturnAsync(new GetReturnRequest { ReturnId = first.GoodsReturn.ReturnId })));
        Assert.Equal((StatusCode.NotFound, "RETURN_NOT_FOUND"), await Fails(() => thief.Returns.CancelReturnAsync(new CancelReturnRequest { ReturnId = first.GoodsReturn.ReturnId })));
        Assert.Equal((StatusCode.NotFound, "ORDER_NOT_FOUND"), await Fails(() => thief.Policies.GetEligibilityAsync(new GetEligibilityRequest { OrderId = "o1" })));
        Assert.Equal((StatusCode.NotFound, "ORDER_NOT_FOUND"), await Fails(() => thief.Returns.CreateReturnAsync(Request("o1", 1))));
        Assert.Equal(ReturnState.Cancelled, (await app.Returns.CancelReturnAsync(new CancelReturnRequest { ReturnId = first.GoodsReturn.ReturnId })).GoodsReturn.State);
    }

    [Fact]
    public async Task ExplainPolicy_IsOpenToAll()
    {
        var shop = new ReturnsClients(service.Anonymous);

        var words = await shop.Policies.ExplainPolicyAsync(new ExplainPolicyRequest { Market = "IT", Category = "home/candles", Language = "it-IT" });

        Assert.Equal(("it", "standard", 1), (words.Language, words.Decision.RuleId, words.Decision.PolicyVersion));
        Assert.Equal((StatusCode.NotFound, "POLICY_NOT_FOUND"), await Fails(() => shop.Policies.ExplainPolicyAsync(new ExplainPolicyRequest { PolicyId = "other" })));
    }

    [Fact]
    public async Task BadInput_IsRefusedPrecisely()
    {
        var app = As(Role.Customer, "customer-1");
        var ops = As(Role.Ops, "ops-1");
        var twice = Request("o1", 1);
        twice.Lines.Add(twice.Lines[0]);
        var batch = new ImportReturnsRequest();
        batch.Returns.Add(Enumerable.Range(0, 1001).Select(_ => new ReturnRecord()));

        Assert.Equal((StatusCode.InvalidArgument, "INVALID_FIELD"), await Fails(() => app.Returns.CreateReturnAsync(new CreateReturnRequest())));
        Assert.Equal((StatusCode.InvalidArgument, "INVALID_FIELD"), await Fails(() => app.Returns.CreateReturnAsync(Request("o1", -1))));
        Assert.Equal((StatusCode.InvalidArgument, "INVALID_FIELD"), await Fails(() => app.Returns.CreateReturnAsync(twice)));
        Assert.Equal((StatusCode.InvalidArgument, "INVALID_FIELD"), await Fails(() => As(Role.Terminal, "till-1").Returns.CompleteReturnInStoreAsync(new CompleteReturnInStoreRequest())));
        Assert.Equal((StatusCode.InvalidArgument, "PAGE_TOKEN_INVALID"), await Fails(() => app.Returns.ListReturnsAsync(new ListReturnsRequest { CustomerId = "customer-1", PageToken = "%" })));
        Assert.Equal((StatusCode.InvalidArgument, "BATCH_TOO_LARGE"), await Fails(() => ops.Returns.ImportReturnsAsync(batch)));
        Assert.Equal((StatusCode.InvalidArgument, "INVALID_FIELD"), await Fails(() => ops.Returns.ImportReturnsAsync(
            new ImportReturnsRequest { Returns = { new ReturnRecord { ReturnedAt = new Timestamp { Seconds = long.MaxValue } } } })));
        Assert.Equal((StatusCode.InvalidArgument, "INVALID_FIELD"), await Fails(() => ops.Policies.PublishPolicyAsync(new PublishPolicyRequest())));
        Assert.Equal((StatusCode.InvalidArgument, "POLICY_INVALID"), await Fails(() => ops.Policies.PublishPolicyAsync(
            new PublishPolicyRequest { Policy = new ReturnPolicy { PolicyId = "default", Rules = { new PolicyRule { Fees = { new ReturnFee { Percent = "1e9" } } } } } })));
    }

    [Fact]
    public async Task Import_OfAThousand_IsAnsweredPerItem()
    {
        foreach (var part in Enumerable.Range(0, 400).Chunk(100))
        {
            await Publish([.. part.Select(i => Sales.Record($"h{i}", Sales.Placed($"h{i}", externalId: $"x{i}", origin: Origin.Historical)))]);
        }

        var batch = new ImportReturnsRequest();
        batch.Returns.Add(Enumerable.Range(0, 1000).Select(i => new ReturnRecord
        {
            Source = "shop", ExternalId = $"c{i}", OrderSource = "shop", OrderExternalId = $"x{i % 400}", ReturnedAt = Timestamp.FromDateTimeOffset(Sales.PlacedAt.AddDays(9)),
            Lines = { new ReturnRecordLine { LineId = "1", Quantity = 1 } },
        }));
        var answer = await Eventually.Within(Limit, async () =>
        {
            var sent = await As(Role.Service, "import").Returns.ImportReturnsAsync(batch);
            Assert.DoesNotContain(sent.Results, result => result.Outcome is ImportReturnOutcome.OrderUnknown);
            return sent;
        });

        Assert.Equal(batch.Returns.Select(record => record.ExternalId), answer.Results.Select(result => result.ExternalId));
        Assert.All(answer.Results, result => Assert.True(result.Outcome is ImportReturnOutcome.Imported or ImportReturnOutcome.Duplicate));
    }

    [Fact]
    public async Task SendBackRepaired_SaysWhatItDoesNotTake()
    {
        await Sell("o1");
        var begun = (await As(Role.Customer, "customer-1").Returns.CreateReturnAsync(Request("o1", 1))).GoodsReturn;
        var units = new RepairedUnits { LineId = "1", Quantity = 1, Outcome = RepairOutcome.NotRepairable };

        var unsaid = await Fails(() => Send(units));
        units.Note = "no parts";

        Assert.Equal((StatusCode.InvalidArgument, "INVALID_FIELD"), unsaid);
        Assert.Equal((StatusCode.InvalidArgument, "INVALID_FIELD"), await Fails(() => Send()));
        Assert.Equal((StatusCode.FailedPrecondition, "QUANTITY_EXCEEDS_REPAIR"), await Fails(() => Send(units)));

        AsyncUnaryCall<SendBackRepairedResponse> Send(params RepairedUnits[] lines) =>
            As(Role.Terminal, "till-1").Returns.SendBackRepairedAsync(new SendBackRepairedRequest { ReturnId = begun.ReturnId, Lines = { lines } });
    }

    private static CreateReturnRequest Request(string orderId, int quantity) => new()
    {
        OrderId = orderId, Lines = { new ReturnLineRequest { LineId = "1", Quantity = quantity, Resolution = Resolution.Refund, Reason = ReturnReason.TooSmall } },
    };

    private static async Task<(StatusCode, string?)> Fails<T>(Func<AsyncUnaryCall<T>> call)
    {
        var error = await Assert.ThrowsAsync<RpcException>(async () => await call());
        return (error.StatusCode, error.Reason());
    }

    private ReturnsClients As(Role role, string subject) => new(service.As(role, subject));

    // Bought and delivered yesterday; the events come twice and the child first.
    private async Task Sell(string orderId)
    {
        var placed = Sales.Placed(orderId, at: DateTimeOffset.UtcNow.AddDays(-4));
        var delivered = Sales.Delivered(orderId);
        delivered.EffectiveAt = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow.AddDays(-1));
        var first = Sales.Record(orderId, delivered, version: 2);
        var second = Sales.Record(orderId, placed);
        await Publish(first, second, first, second);
        await Eventually.Within(Limit, async () => Assert.Equal(
            3, (await As(Role.Agent, "agent-1").Policies.GetEligibilityAsync(new GetEligibilityRequest { OrderId = orderId })).Lines[0].ReturnableQuantity));
    }

    private static async Task<Return> Until(ReturnsClients caller, string returnId, Func<Return, bool> whether)
    {
        Return? found = null;
        await Eventually.Within(Limit, async () =>
        {
            found = (await caller.Returns.GetReturnAsync(new GetReturnRequest { ReturnId = returnId })).GoodsReturn;
            Assert.True(whether(found));
        });
        return found!;
    }

    private async Task Publish(params EventRecord[] records)
    {
        await using var publisher = log.CreatePublisher("test");
        await publisher.Publish(records, default);
    }

    // Partitions are read in any order: what is told of the order itself may stand among these.
    private async Task EventsOf(string returnId, params string[] expected)
    {
        await using var subscription = log.Subscribe("test", ["omnichannel.returns.events.v1"]);
        var seen = new List<string>();
        await Eventually.Within(Limit, async () =>
        {
            if (await subscription.Poll(100, TimeSpan.FromMilliseconds(100), default) is { } batch)
            {
                seen.AddRange(batch.Events.Where(record => record.Subject == returnId).Select(record => record.Type.Split('.')[^1]));
                await subscription.Commit(batch, default);
            }

            Assert.Equal(expected, seen);
        });
    }
}
