using Grpc.Core;
using Omnichannel.Loyalty.V1;
using Omnichannel.Types.V1;
using Omnichannel.WebConsole.Shared;

namespace Omnichannel.WebConsole.TillDesk;

/// <summary>Whoever is at a till: found, proved to be there, and what they can pay with.</summary>
/// <param name="calls">The gateway's gRPC as a till or somebody of a store.</param>
/// <param name="mayProve">Tills take proof; people of a store find only.</param>
public sealed class TillDeskModel(CallInvoker calls, bool mayProve) : PageModel
{
    private readonly TillService.TillServiceClient tills = new(calls);
    private readonly LoyaltyService.LoyaltyServiceClient members = new(calls);
    private readonly ProgramService.ProgramServiceClient programs = new(calls);
    private readonly CouponService.CouponServiceClient coupons = new(calls);
    private readonly WalletService.WalletServiceClient wallets = new(calls);
    private string card = "";

    /// <summary>Who was found; null for nobody.</summary>
    public FoundMember? Member { get; private set; }

    /// <summary>The latest version of their program.</summary>
    public LoyaltyProgram? Program { get; private set; }

    /// <summary>In which what points pay is told; empty where points pay nothing.</summary>
    public string Currency { get; private set; } = "";

    /// <summary>What the spendable points pay; null where they pay nothing.</summary>
    public Money? Worth { get; private set; }

    /// <summary>The proof that they are here; null without one.</summary>
    public Presence? Presence { get; private set; }

    /// <summary>What the scan of a card is still worth today; null for any other proof.</summary>
    public long? CardPointsLeft { get; private set; }

    /// <summary>Store credit and cards.</summary>
    public IReadOnlyList<Wallet> Wallets { get; private set; } = [];

    /// <summary>Their own coupons.</summary>
    public IReadOnlyList<Coupon> Coupons { get; private set; } = [];

    /// <summary>Whether the scan of their card can prove them here.</summary>
    public bool HasCard => card.Length > 0;

    /// <summary>Finds whose it is; a picture of the app proves at once that they are here, where tills ask.</summary>
    /// <param name="term">What was read or said.</param>
    /// <param name="region">Where a phone number without its country is dialled.</param>
    public Task<bool> Find(TillTerm term, string region) => Try(async () =>
    {
        Forget();
        if (term.IsOfTheApp && mayProve)
        {
            await Prove(new ProvePresenceRequest { Scan = term.Text });
        }
        else
        {
            var found = (await tills.FindMemberAsync(term.ToRequest(region))).Member;
            card = term.IsPhone || term.IsOfTheApp ? "" : term.Text;
            await Look(found);
        }
    });

    /// <summary>Their card was scanned.</summary>
    public Task<bool> ProveByCard() => Try(() => Prove(new ProvePresenceRequest { Scan = card }));

    /// <summary>They read out what their app shows.</summary>
    public Task<bool> ProveByCode(string code) => Try(() => Prove(new ProvePresenceRequest { Code = new ToldCode { MemberId = Member!.MemberId, Code = code.Trim() } }));

    /// <summary>Tells what they can pay in another currency.</summary>
    public Task<bool> Choose(string currency) => Try(async () =>
    {
        var (worth, own) = await Payable(Member!, currency);
        (Currency, Worth, Coupons) = (currency, worth, own);
    });

    /// <summary>They have gone.</summary>
    public void Leave()
    {
        Forgive();
        Forget();
    }

    private async Task Prove(ProvePresenceRequest proof)
    {
        var proved = await tills.ProvePresenceAsync(proof);
        await Look(proved.Member);
        (Presence, CardPointsLeft) = (proved.Presence, proved.Presence.Kind is PresenceKind.Card ? proved.CardPointsLeft : null);
    }

    private async Task Look(FoundMember found)
    {
        var program = (await programs.GetProgramAsync(new GetProgramRequest { ProgramId = found.ProgramId })).Program;
        var currency = program.RedemptionRates.Any(rate => rate.CurrencyCode == Currency) ? Currency : program.RedemptionRates.FirstOrDefault()?.CurrencyCode ?? "";
        var owned = wallets.ListWalletsAsync(new ListWalletsRequest { CustomerId = found.MemberId }).ResponseAsync;
        var payable = currency.Length > 0 ? Payable(found, currency) : Task.FromResult<(Money?, IReadOnlyList<Coupon>)>((null, []));
        await Task.WhenAll(owned, payable);
        (Member, Program, Currency) = (found, program, currency);
        (Worth, Coupons) = await payable;
        Wallets = (await owned).Wallets;
    }

    private async Task<(Money? Worth, IReadOnlyList<Coupon> Coupons)> Payable(FoundMember found, string currency)
    {
        var balance = members.GetBalanceAsync(new GetBalanceRequest { MemberId = found.MemberId, CurrencyCode = currency }).ResponseAsync;
        var own = coupons.ListMemberCouponsAsync(new ListMemberCouponsRequest { MemberId = found.MemberId }).ResponseAsync;
        await Task.WhenAll(balance, own);
        return ((await balance).ActiveValue, (await own).Coupons);
    }

    private void Forget()
    {
        (Member, Presence, CardPointsLeft, Worth, card) = (null, null, null, null, "");
        (Wallets, Coupons) = ([], []);
    }
}
