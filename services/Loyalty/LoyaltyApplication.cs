using Omnichannel.Cart.V1;
using Omnichannel.Loyalty.Store;
using Omnichannel.Loyalty.Transport;
using Omnichannel.Orders.V1;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.Live;
using Omnichannel.Platform.PersonalData;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Storage;
using Omnichannel.Platform.Text;
using Omnichannel.Returns.V1;
using Omnichannel.Support.V1;

namespace Omnichannel.Loyalty;

/// <summary>What the service Loyalty is made of.</summary>
public static class LoyaltyApplication
{
    /// <summary>Builds the service; <see cref="PlatformApplication"/> runs it.</summary>
    public static WebApplication Build(string[] args, PlatformHost host)
    {
        var builder = PlatformApplication.CreateBuilder("loyalty", args, host);
        builder.AddDatabase(typeof(LoyaltyApplication).Assembly);
        builder.OnMigrate((services, cancellation) =>
            services.GetRequiredService<ProgramCatalogue>().Seed(services.GetRequiredService<IDatabase>(), cancellation));
        builder.AddLiveNotifications();
        builder.AddGuessLimits();
        builder.AddKeyedHash();
        builder.AddOutwardNumbers();
        builder.AddEvents(events => events
            .Consume("orders", on => on
                .Handle<OrderPlaced, OrderEvents>((handler, e, unit) => handler.Placed(e, unit))
                .Handle<OrderDelivered, OrderEvents>((handler, e, unit) => handler.Delivered(e, unit))
                .Handle<OrderDeliveryCorrected, OrderEvents>((handler, e, unit) => handler.DeliveryCorrected(e, unit))
                .Handle<OrderCancelled, OrderEvents>((handler, e, unit) => handler.Cancelled(e, unit))
                .Handle<ReturnCounted, OrderEvents>((handler, e, unit) => handler.Counted(e, unit))
                .Handle<PromiseBroken, OrderEvents>((handler, e, unit) => handler.PromiseBroken(e, unit))
                .Handle<PromiseOutcomeCorrected, OrderEvents>((handler, e, unit) => handler.PromiseOutcomeCorrected(e, unit))
                .Handle<RefundRequested, WalletEvents>((handler, e, unit) => handler.RefundRequested(e, unit))
                .Handle<PaymentReceived, WalletEvents>((handler, e, unit) => handler.PaymentReceived(e, unit))
                .Handle<OrderClaimed, OrderEvents>((handler, e, unit) => handler.Claimed(e, unit))
                .Handle<SecondSaleRefused, OrderEvents>((handler, e, unit) => handler.SecondSaleRefused(e, unit)))
            .Consume("returns", on => on
                .Handle<ReturnWindowSet, ReturnEvents>((handler, e, unit) => handler.WindowSet(e, unit))
                .Handle<StoreCreditBonusOwed, WalletEvents>((handler, e, unit) => handler.BonusOwed(e, unit))
                .Handle<RefundReclaimed, WalletEvents>((handler, e, unit) => handler.Reclaimed(e, unit)))
            .Consume("cart", on => on
                .Handle<GuestLinked, CartEvents>((handler, e, unit) => handler.GuestLinked(e, unit))
                .Handle<GuestUnlinked, CartEvents>((handler, e, unit) => handler.GuestUnlinked(e, unit)))
            .Consume("support", on => on
                .Handle<IdentityLinked, SupportEvents>((handler, e, unit) => handler.IdentityLinked(e, unit))
                .Handle<IdentityUnlinked, SupportEvents>((handler, e, unit) => handler.IdentityUnlinked(e, unit))
                .Handle<BirthdaySet, SupportEvents>((handler, e, unit) => handler.BirthdaySet(e, unit))
                .Handle<PersonMerged, SupportEvents>((handler, e, unit) => handler.PersonMerged(e, unit))
                .Handle<PersonMergeUndone, SupportEvents>((handler, e, unit) => handler.PersonMergeUndone(e, unit))));
        builder.AddTimer<PointsActivation>(TimerKinds.PointsActivation);
        builder.AddTimer<PointsExpiry>(TimerKinds.PointsExpiry);
        builder.AddTimer<Birthdays>(TimerKinds.Birthday);
        builder.AddTimer<WalletExpiry>(TimerKinds.WalletExpiry);
        builder.AddTimer<HoldExpiry>(TimerKinds.HoldExpiry);
        builder.AddTimer<AdjustmentExpiry>(TimerKinds.AdjustmentExpiry);
        builder.AddTimer<TierReview>(TimerKinds.TierReview);
        builder.AddTimer<ProgramReview>(TimerKinds.ProgramReview);
        builder.AddTimer<ReferralReview>(TimerKinds.ReferralReview);
        builder.AddTimer<CouponMinting>(TimerKinds.CouponMinting);
        builder.AddTimer<MergedPoints>(TimerKinds.MergedPoints);
        builder.AddTimer<ForgetOrders>(TimerKinds.ForgetOrders);
        builder.Services.AddSingleton(builder.Settings<RetentionSettings>());
        builder.AddPersonalData<AccountsOfPerson>();
        builder.AddPersonalData<EntriesOfPerson>();
        builder.AddPersonalData<LoyaltyOrdersOfPerson>();
        builder.AddPersonalData<AdjustmentsOfPerson>();
        builder.AddPersonalData<CouponsOfPerson>();
        builder.AddPersonalData<BirthdaysOfPerson>();
        builder.AddPersonalData<TillTracesOfPerson>();
        AddStore(builder.Services);
        builder.Services.AddSingleton<CouponGuesses>().AddSingleton<TillGuesses>().AddSingleton<ReferralGuesses>().AddSingleton<StaffAudit>().AddSingleton<GiftCards>();
        builder.AddGrpc<LoyaltyGrpcService>();
        builder.AddGrpc<LedgerGrpcService>();
        builder.AddGrpc<ProgramGrpcService>();
        builder.AddGrpc<HoldGrpcService>();
        builder.AddGrpc<CouponGrpcService>();
        builder.AddGrpc<WalletGrpcService>();
        builder.AddGrpc<GiftCardGrpcService>();
        builder.AddGrpc<TillGrpcService>();
        builder.AddGrpc<OfflineGrpcService>();
        builder.AddGrpc<AdjustmentGrpcService>();
        builder.AddGrpc<ReferralGrpcService>();
        return builder.Build();
    }

    /// <summary>The store's parts, all without state of their own.</summary>
    public static IServiceCollection AddStore(IServiceCollection services) => services
        .AddSingleton<ProgramCatalogue>()
        .AddSingleton<ExpiryNotices>()
        .AddSingleton<Ledgers>()
        .AddSingleton<Wallets>()
        .AddSingleton<WalletHolds>()
        .AddSingleton<WalletCommands>()
        .AddSingleton<WalletQueries>()
        .AddSingleton<WalletRefunds>()
        .AddSingleton<CardSales>()
        .AddSingleton<Members>()
        .AddSingleton<MergedWallets>()
        .AddSingleton<MemberMerges>()
        .AddSingleton<PersonStore>()
        .AddSingleton<EarnBook>()
        .AddSingleton<EventCommands>()
        .AddSingleton<ProgramSimulation>()
        .AddSingleton<Tiers>()
        .AddSingleton<Store.Orders>()
        .AddSingleton<Coupons>()
        .AddSingleton<CouponReads>()
        .AddSingleton<CouponMints>()
        .AddSingleton<UsedHolds>()
        .AddSingleton<Rewards>()
        .AddSingleton<Holds>()
        .AddSingleton<MemberSecrets>()
        .AddSingleton<Presences>()
        .AddSingleton<StaffUses>()
        .AddSingleton<OfflineRedemptions>()
        .AddSingleton<Adjustments>()
        .AddSingleton<Referrals>()
        .AddSingleton<Commands>()
        .AddSingleton<Statements>()
        .AddSingleton<LotList>()
        .AddSingleton<Movements>()
        .AddSingleton<LedgerProof>();
}
