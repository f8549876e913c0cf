using Grpc.Core;
using Omnichannel.Returns.V1;
using Omnichannel.Types.V1;

namespace Omnichannel.Returns.Tests.Transport;

/// <content>The withdrawal function through the real wire.</content>
public sealed partial class ReturnsServiceTests
{
    [Fact]
    public async Task Withdrawal_IsTwoSteps_OfWhoeverProvesThatTheOrderIsTheirs()
    {
        await Sell("o1");
        var app = As(Role.Customer, "customer-1");
        Assert.Equal((StatusCode.NotFound, "ORDER_NOT_FOUND"), await Fails(() => As(Role.Customer, "eve").Withdrawals.OpenWithdrawalAsync(new OpenWithdrawalRequest { OrderId = "o1" })));
        var token = (await app.Withdrawals.OpenWithdrawalAsync(new OpenWithdrawalRequest { OrderId = "o1" })).Token;
        var guest = new WithdrawalService.WithdrawalServiceClient(service.Anonymous);

        var right = await guest.GetWithdrawalAsync(new GetWithdrawalRequest { Token = token, Language = "it" });
        var id = Guid.NewGuid().ToString();
        var declared = (await guest.DeclareWithdrawalAsync(new DeclareWithdrawalRequest
        {
            Token = token, WithdrawalId = id, Name = "Ada Lovelace", Email = "ada@example.com", Language = "it", Lines = { new WithdrawnUnits { LineId = "1", Quantity = 2 } },
        })).Withdrawal;
        var confirm = new ConfirmWithdrawalRequest { Token = token, WithdrawalId = id, StatementHash = declared.StatementHash };
        var confirmed = (await guest.ConfirmWithdrawalAsync(confirm)).Withdrawal;
        var again = (await guest.ConfirmWithdrawalAsync(confirm)).Withdrawal;
        var evidence = await As(Role.Agent, "agent-1").Withdrawals.GetWithdrawalEvidenceAsync(new GetWithdrawalEvidenceRequest { WithdrawalId = id });

        Assert.Equal(3, right.Right.Lines[0].Quantity);
        Assert.StartsWith("Si può recedere dal contratto per 3 di 3", right.Right.Lines[0].Explanation, StringComparison.Ordinal);
        Assert.Null(declared.ConfirmedAt);
        Assert.Contains("Ada Lovelace", declared.Statement, StringComparison.Ordinal);
        Assert.Equal(confirmed.ConfirmedAt, again.ConfirmedAt);
        Assert.Equal((declared.Statement, true, "ada@example.com"), (evidence.Evidence.Withdrawal.Statement, evidence.Intact, evidence.Evidence.Email));
        Assert.Equal(ReturnState.Approved, (await app.Returns.GetReturnAsync(new GetReturnRequest { ReturnId = confirmed.ReturnId })).GoodsReturn.State);
        Assert.Equal((StatusCode.FailedPrecondition, "WITHDRAWAL_STANDS"), await Fails(() => app.Returns.CancelReturnAsync(new CancelReturnRequest { ReturnId = confirmed.ReturnId })));
        await EventsOf(id, "WithdrawalConfirmed");
    }

    [Fact]
    public async Task Withdrawal_WithAForgedToken_OrBadInput_IsRefused()
    {
        await Sell("o1");
        var guest = new WithdrawalService.WithdrawalServiceClient(service.Anonymous);
        var token = (await As(Role.Agent, "agent-1").Withdrawals.OpenWithdrawalAsync(new OpenWithdrawalRequest { OrderId = "o1" })).Token;
        DeclareWithdrawalRequest Declaration(Action<DeclareWithdrawalRequest> change)
        {
            var request = new DeclareWithdrawalRequest { Token = token, WithdrawalId = Guid.NewGuid().ToString(), Name = "Ada" };
            change(request);
            return request;
        }

        Assert.Equal((StatusCode.NotFound, "GRANT_NOT_VALID"), await Fails(() => guest.GetWithdrawalAsync(new GetWithdrawalRequest { Token = token[..^2] + "AA" })));
        Assert.Equal((StatusCode.NotFound, "GRANT_NOT_VALID"), await Fails(() => guest.GetWithdrawalNoticeAsync(new GetWithdrawalNoticeRequest { Token = token })));
        foreach (var bad in new Action<DeclareWithdrawalRequest>[]
        {
            request => request.WithdrawalId = "1", request => request.Name = "", request => request.Name = "a\nb", request => request.Name = new string('a', 201), request => request.Email = "nobody",
            request => request.Lines.Add(new WithdrawnUnits { LineId = "1" }), request => request.Lines.Add([new WithdrawnUnits { LineId = "1", Quantity = 1 }, new WithdrawnUnits { LineId = "1", Quantity = 1 }]),
        })
        {
            Assert.Equal((StatusCode.InvalidArgument, "INVALID_FIELD"), await Fails(() => guest.DeclareWithdrawalAsync(Declaration(bad))));
        }

        Assert.Equal((StatusCode.NotFound, "LINE_NOT_FOUND"), await Fails(() => guest.DeclareWithdrawalAsync(Declaration(request => request.Lines.Add(new WithdrawnUnits { LineId = "9", Quantity = 1 })))));
        Assert.Equal((StatusCode.FailedPrecondition, "QUANTITY_EXCEEDS_RIGHT"), await Fails(() => guest.DeclareWithdrawalAsync(Declaration(request => request.Lines.Add(new WithdrawnUnits { LineId = "1", Quantity = 1_000_000 })))));
    }
}
