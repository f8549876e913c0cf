using Google.Protobuf.WellKnownTypes;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Storage;
using Role = Omnichannel.Types.V1.Role;

namespace Omnichannel.Loyalty.Transport;

/// <summary>Contract messages as domain objects. Whoever calls has validated them.</summary>
internal static class ToDomain
{
    public static Actor Of(Caller caller) => new(caller.Subject, caller.Role.ToDomain(), caller.Channel.ToDomain(), caller.StoreId, caller.ActorId);

    public static Asker Asker(Types.V1.Actor actor, string ownerId, bool ownerIsGuest) => actor.Role switch
    {
        Role.Customer or Role.Guest or Role.Assistant when actor.SubjectId != ownerId || ownerIsGuest != (actor.Role is Role.Guest) => Domain.Asker.Joined,
        Role.Customer or Role.Guest or Role.Assistant => Domain.Asker.Owner,
        _ => Domain.Asker.Staff,
    };

    public static DateTimeOffset? Instant(Timestamp? at) => at is null ? null : Platform.Storage.Instants.FromMicros(at.ToMicros());

    public static CouponTerms Terms(V1.CouponTerms terms) => new()
    {
        Percent = terms.BenefitCase is V1.CouponTerms.BenefitOneofCase.Percent && Decimals.TryParse(terms.Percent, out var percent) ? percent : 0,
        AmountMinor = terms.Amount?.AmountMinor ?? 0,
        AmountCurrency = terms.Amount?.CurrencyCode ?? "",
        FreeShipping = terms.FreeShipping,
        EarlyAccessId = terms.EarlyAccessId,
        MemberId = terms.MemberId.Length == 0 ? null : terms.MemberId,
        MaxRedemptions = terms.MaxRedemptions == 0 ? 1 : terms.MaxRedemptions,
        MaxRedemptionsPerOwner = terms.MaxRedemptionsPerOwner,
        MinimumBasketMinor = terms.MinimumBasket?.AmountMinor ?? 0,
        MinimumBasketCurrency = terms.MinimumBasket?.CurrencyCode ?? "",
        Categories = [.. terms.Categories],
        Skus = [.. terms.Skus],
        Markets = [.. terms.Markets],
        ValidFrom = Instant(terms.ValidFrom),
        ValidUntil = Instant(terms.ValidUntil),
        CampaignId = terms.CampaignId,
        Stacking = terms.Stacking is V1.CouponStacking.Exclusive ? CouponStacking.Exclusive : CouponStacking.Joint,
        StackingGroup = terms.StackingGroup,
        GiveBack = terms.GiveBack is V1.CouponGiveBack.Unspecified ? CouponGiveBack.Cancelled : (CouponGiveBack)terms.GiveBack,
    };

    public static CampaignTerms Campaign(V1.SetCampaignRequest request) => new(
        request.CampaignId, request.Budget?.CurrencyCode ?? "", request.Budget?.AmountMinor, request.HasBudgetUses ? request.BudgetUses : null)
    {
        State = request.State is V1.CouponState.Unspecified ? CouponState.Usable : (CouponState)request.State,
        StateReason = request.Reason,
        UsesPerPerson = request.HasUsesPerPerson ? request.UsesPerPerson : null,
    };

    public static EarningLine Line(V1.BasketLine line) =>
        new(line.LineId, line.Sku, line.Category, line.Quantity, line.Amount?.AmountMinor ?? 0, !line.NonMerchandise);
}
