using Omnichannel.Loyalty.V1;
using Omnichannel.Messaging.V1;
using Omnichannel.Orders.V1;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Guests;
using Omnichannel.Platform.Hosting;
using Omnichannel.Platform.People;
using Omnichannel.Platform.PersonalData;
using Omnichannel.Platform.Security;
using Omnichannel.Platform.Storage;
using Omnichannel.Returns.Labels;
using Omnichannel.Returns.Store;
using Omnichannel.Returns.Transport;

namespace Omnichannel.Returns;

/// <summary>What the service Returns is made of.</summary>
public static class ReturnsApplication
{
    /// <summary>Builds it.</summary>
    public static WebApplication Build(string[] args, PlatformHost host)
    {
        var builder = PlatformApplication.CreateBuilder("returns", args, host);
        builder.AddDatabase(typeof(ReturnsApplication).Assembly);
        builder.AddGuessLimits();
        builder.AddEvents(events => events
            .Consume("orders", on => on
                .Handle<OrderPlaced, OrderEvents>((handler, consumed, work) => handler.Placed(consumed, work))
                .Handle<OrderFulfilmentChanged, OrderEvents>((handler, consumed, work) => handler.FulfilmentChanged(consumed, work))
                .Handle<OrderDelivered, OrderEvents>((handler, consumed, work) => handler.Delivered(consumed, work))
                .Handle<OrderDeliveryCorrected, OrderEvents>((handler, consumed, work) => handler.DeliveryCorrected(consumed, work))
                .Handle<OrderCancelled, OrderEvents>((handler, consumed, work) => handler.Cancelled(consumed, work))
                .Handle<ClaimFiled, OrderEvents>((handler, consumed, work) => handler.ClaimFiled(consumed, work))
                .Handle<ClaimResolved, OrderEvents>((handler, consumed, work) => handler.ClaimResolved(consumed, work))
                .Handle<ReturnCounted, RefundEvents>((handler, consumed, work) => handler.Counted(consumed, work))
                .Handle<ReturnParcelChanged, ReturnParcelEvents>((handler, consumed, work) => handler.Changed(consumed, work))
                .Handle<OrderClaimed, OrderEvents>((handler, consumed, work) => handler.Claimed(consumed, work))
                .Handle<RefundRequested, RefundEvents>((handler, consumed, work) => handler.Requested(consumed, work))
                .Handle<RefundCompleted, RefundEvents>((handler, consumed, work) => handler.Completed(consumed, work))
                .Handle<RefundFailed, RefundEvents>((handler, consumed, work) => handler.Failed(consumed, work)))
            .Consume("cart", on => on.FollowGuests())
            .Consume("loyalty", on => on
                .Handle<MemberEnrolled, TierEvents>((handler, consumed, work) => handler.Enrolled(consumed, work))
                .Handle<TierChanged, TierEvents>((handler, consumed, work) => handler.TierChanged(consumed, work)))
            .Consume("messaging", on => on.Handle<MessageSent, AcknowledgementEvents>((handler, consumed, work) => handler.Sent(consumed, work)))
            .Consume("support", on => on.FollowPeople()));
        builder.AddClient<ContactService.ContactServiceClient>("messaging");
        RequireGrantKeys(builder);
        builder.AddTimer<ReturnExpiry>(ReturnsStore.ExpiryTimer);
        builder.Services.AddSingleton(builder.Settings<LabelSettings>());
        builder.Services.AddSingleton<FileLabels>();
        builder.AddTimer<WithdrawalLook>(WithdrawalWatch.LookTimer);
        builder.AddTimer<WithdrawalContact>(WithdrawalStore.ContactTimer);
        builder.Services.AddSingleton<OrderBook>();
        builder.Services.AddSingleton<PolicyBook>();
        builder.Services.AddSingleton<ReturnsStore>();
        builder.Services.AddSingleton<ReturnQueries>();
        builder.Services.AddSingleton<DryRun>();
        builder.Services.AddSingleton<Explainer>();
        builder.Services.AddSingleton<PhotoStore>();
        builder.AddTimer<PhotoLeft>(PhotoStore.LeftTimer);
        builder.Services.AddSingleton<ReturnImport>();
        builder.Services.AddSingleton<WithdrawalStore>();
        builder.Services.AddSingleton<WithdrawalWatch>();
        builder.AddPersonalData<WithdrawalsOfPerson>();
        builder.AddPersonalData<PhotosOfPerson>();
        builder.OnMigrate((services, cancellation) => services.GetRequiredService<PolicyBook>().PublishBuiltIn(cancellation));
        builder.AddGrpc<ReturnsGrpcService>();
        builder.AddGrpc<ReturnPolicyGrpcService>();
        builder.AddGrpc<ReverseDeliveryGrpcService>();
        builder.AddGrpc<ReturnPhotoGrpcService>();
        builder.AddGrpc<WithdrawalGrpcService>();
        return builder.Build();
    }

    /// <exception cref="StartupException">There is no key to sign with: nobody who is signed in could withdraw.</exception>
    private static void RequireGrantKeys(PlatformBuilder builder)
    {
        if (!new GrantTokens(builder.Settings<GrantSettings>(), builder.Host).CanIssue)
        {
            throw new StartupException(
                "Omnichannel:Grants:Keys is not set, and who may withdraw from a contract is shown by it: set Omnichannel:Grants:Keys:0:Id and :Secret (base64, at least 32 bytes), the same as Order-tracking has.");
        }
    }
}
