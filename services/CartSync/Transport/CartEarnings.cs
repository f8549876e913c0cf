using System.Collections.Immutable;
using Grpc.Core;
using Omnichannel.Cart.V1;
using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Sagas;
using Omnichannel.CartSync.Store;
using Omnichannel.Loyalty.V1;
using Omnichannel.Platform.Contracts;
using Actor = Omnichannel.CartSync.Domain.Actor;

namespace Omnichannel.CartSync.Transport;

/// <summary>
/// What carts would earn. The cart is here and the rules are Loyalty's, which calls nobody: so it is asked from here, with the cart's lines, for the cart's owner.
/// </summary>
public sealed class CartEarnings(ProgramService.ProgramServiceClient loyalty)
{
    // Whoever enrols without choosing is in this one.
    private const string UsualProgram = "default";

    /// <summary>What these lines would earn if the cart's owner bought them where the actor is.</summary>
    public async Task<SimulateCartEarnResponse> Of(SharedCart cart, ImmutableArray<SaleLine> lines, Actor actor, CancellationToken cancellation)
    {
        var answer = new SimulateCartEarnResponse { Version = cart.Version };
        if (lines.IsEmpty)
        {
            return answer;
        }

        if (!cart.OwnerIsGuest && await OfMember(cart, lines, actor, cancellation).ConfigureAwait(false) is { } own)
        {
            (answer.IsMember, answer.Points, answer.StatusPoints) = (true, own.Points, own.StatusPoints);
            answer.Lines.AddRange(own.Lines.Select(Line));
            return answer;
        }

        var usual = await loyalty.SimulateEarnAsync(
            new SimulateEarnRequest { ProgramId = UsualProgram, Market = cart.Market, Channel = actor.Channel.ToContract(), Lines = { LoyaltyHolds.Basket(cart, lines) } },
            cancellationToken: cancellation).ConfigureAwait(false);
        (answer.Points, answer.StatusPoints) = (usual.Points, usual.StatusPoints);
        answer.Lines.AddRange(usual.Lines.Select(Line));
        return answer;
    }

    private async Task<SimulateMemberEarnResponse?> OfMember(SharedCart cart, ImmutableArray<SaleLine> lines, Actor actor, CancellationToken cancellation)
    {
        try
        {
            return await loyalty.SimulateMemberEarnAsync(
                new SimulateMemberEarnRequest { MemberId = cart.OwnerId, Market = cart.Market, Channel = actor.Channel.ToContract(), Lines = { LoyaltyHolds.Basket(cart, lines) } },
                cancellationToken: cancellation).ConfigureAwait(false);
        }
        catch (RpcException error) when (error.StatusCode is StatusCode.NotFound)
        {
            return null;
        }
    }

    private static LineEarn Line(EarnedLine line) => new() { LineId = line.LineId, Points = line.Points, StatusPoints = line.StatusPoints };
}
