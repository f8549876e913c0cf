using Grpc.Core;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Loyalty.Store;
using Omnichannel.Loyalty.V1;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Security;

namespace Omnichannel.Loyalty.Transport;

/// <summary>Gift cards: made, paid for, looked up by code and PIN, put on customers, called off.</summary>
public sealed class GiftCardGrpcService(WalletCommands commands, WalletQueries queries, GiftCards cards) : GiftCardService.GiftCardServiceBase
{
    private const int LongestCode = 32;

    public override Task<IssueGiftCardResponse> IssueGiftCard(IssueGiftCardRequest request, ServerCallContext context)
    {
        new RequestCheck().Amount("amount", request.Amount).OptionalText("market", request.Market, 16).ThrowIfInvalid();
        return commands.IssueCard(
            context.Command(request), WalletContract.Amount(request.Amount), request.Market, card => new IssueGiftCardResponse { Wallet = WalletContract.Wallet(card) });
    }

    public override Task<ActivateGiftCardResponse> ActivateGiftCard(ActivateGiftCardRequest request, ServerCallContext context)
    {
        new RequestCheck().Text("code", request.Code, LongestCode).OptionalText("reference", request.Reference, 256).ThrowIfInvalid();
        var cause = new Cause(default) { Channel = context.Caller().Channel.ToDomain(), Reference = request.Reference, Actor = ToDomain.Of(context.Caller()) };
        return cards.Answer(request.Code, Guesser.Of(context), code => commands.Activate(
            context.Command(request), code, cause, card => new ActivateGiftCardResponse { Wallet = WalletContract.Wallet(card) }));
    }

    public override Task<VoidGiftCardResponse> VoidGiftCard(VoidGiftCardRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("wallet_id", request.WalletId).ThrowIfInvalid();
        WalletRequests.CheckReason(request.Reason);
        var cause = new Cause(default) { Channel = context.Caller().Channel.ToDomain(), Reason = request.Reason, Actor = ToDomain.Of(context.Caller()) };
        return commands.Void(context.Command(request), request.WalletId, cause, card => new VoidGiftCardResponse { Wallet = WalletContract.Wallet(card) });
    }

    public override async Task<ShowGiftCardResponse> ShowGiftCard(ShowGiftCardRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("wallet_id", request.WalletId).ThrowIfInvalid();
        var view = await queries.Own(request.WalletId, context).ConfigureAwait(false);
        return view.Wallet is { Code: { } code, MemberId: null }
            ? new ShowGiftCardResponse { Code = code, Pin = cards.PinOf(view.Wallet) }
            : throw new RefusedException(new WalletNotFound());
    }

    public override async Task<LookUpGiftCardResponse> LookUpGiftCard(LookUpGiftCardRequest request, ServerCallContext context)
    {
        new RequestCheck().Text("code", request.Code, LongestCode).Text("pin", request.Pin, LongestCode).ThrowIfInvalid();
        var card = await cards.Find(request.Code, request.Pin, Guesser.Of(context), context.CancellationToken).ConfigureAwait(false);
        return new LookUpGiftCardResponse { Wallet = WalletContract.Wallet(card) };
    }

    public override async Task<ClaimGiftCardResponse> ClaimGiftCard(ClaimGiftCardRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("customer_id", request.CustomerId).Text("code", request.Code, LongestCode).Text("pin", request.Pin, LongestCode).ThrowIfInvalid();
        return await cards.Answer(request.Code, Guesser.Of(context), async code =>
        {
            var card = await queries.FindCard(code, context.CancellationToken).ConfigureAwait(false);
            return card is not null && cards.Fits(card.Wallet, request.Pin)
                ? await commands.Claim(
                    context.Command(request), card.Wallet.WalletId, request.CustomerId, claimed => new ClaimGiftCardResponse { Wallet = WalletContract.Wallet(claimed) }).ConfigureAwait(false)
                : throw new RefusedException(new CardNotFound());
        }).ConfigureAwait(false);
    }
}
