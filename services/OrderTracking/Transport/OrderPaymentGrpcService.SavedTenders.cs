using System.Globalization;
using Grpc.Core;
using Omnichannel.Orders.V1;
using Omnichannel.OrderTracking.Store;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Security;
using Omnichannel.Types.V1;
using SavedTender = Omnichannel.OrderTracking.Domain.SavedTender;
using SavedTenders = Omnichannel.OrderTracking.Domain.SavedTenders;

namespace Omnichannel.OrderTracking.Transport;

/// <content>The rpcs about means of payment that customers saved.</content>
public sealed partial class OrderPaymentGrpcService
{
    /// <inheritdoc/>
    public override async Task<ListSavedTendersResponse> ListSavedTenders(ListSavedTendersRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("customer_id", request.CustomerId).ThrowIfInvalid();
        var found = await saved.Find(request.CustomerId, context.CancellationToken);
        return new ListSavedTendersResponse { Tenders = { ToProto(found, context) } };
    }

    /// <inheritdoc/>
    public override async Task<SaveTenderResponse> SaveTender(SaveTenderRequest request, ServerCallContext context)
    {
        var check = new RequestCheck().Id("customer_id", request.CustomerId).Present("tender", request.Tender);
        if (request.Tender is { } tender)
        {
            check.Known("tender.kind", tender.Kind).Text("tender.reference", tender.Reference, LongestReference).OptionalText("tender.brand", tender.Brand, 32)
                .That(tender.LastFour.Length == 0 || (tender.LastFour.Length == 4 && tender.LastFour.All(char.IsAsciiDigit)), "tender.last_four", "must be four digits")
                .That(
                    (tender.ExpiryMonth, tender.ExpiryYear) is (0, 0) or ( >= 1 and <= 12, >= 2000 and <= 2199), "tender.expiry_month", "must be a month of a year from 2000 to 2199");
        }

        check.ThrowIfInvalid();
        RefuseCardNumber("tender.reference", request.Tender!.Reference);
        RefuseCardNumber("tender.brand", request.Tender.Brand);
        var added = new SavedTender
        {
            TenderId = "", Kind = request.Tender.Kind.ToDomain(), Reference = request.Tender.Reference, Brand = request.Tender.Brand, LastFour = request.Tender.LastFour,
            ExpiryMonth = request.Tender.ExpiryMonth, ExpiryYear = request.Tender.ExpiryYear,
        };
        var after = await saved.Apply(request.CustomerId, (known, id) => known.Save(added with { TenderId = id.ToString("N", CultureInfo.InvariantCulture) }), context.CancellationToken);
        return new SaveTenderResponse { Tender = ToProto(after, context).First(answer => answer.Kind == request.Tender.Kind && answer.Reference == request.Tender.Reference) };
    }

    /// <inheritdoc/>
    public override async Task<SetDefaultTenderResponse> SetDefaultTender(SetDefaultTenderRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("customer_id", request.CustomerId).Id("tender_id", request.TenderId).ThrowIfInvalid();
        var after = await saved.Apply(request.CustomerId, (known, _) => known.Prefer(request.TenderId), context.CancellationToken);
        return new SetDefaultTenderResponse { Tenders = { ToProto(after, context) } };
    }

    /// <inheritdoc/>
    public override Task<DeleteSavedTenderResponse> DeleteSavedTender(DeleteSavedTenderRequest request, ServerCallContext context)
    {
        new RequestCheck().Id("customer_id", request.CustomerId).Id("tender_id", request.TenderId).ThrowIfInvalid();
        return saved.Execute(
            context.Command(request),
            request.CustomerId,
            known => known.Delete(request.TenderId),
            after => new DeleteSavedTenderResponse { Tenders = { ToProto(after, context) } },
            context.CancellationToken);
    }

    private IEnumerable<Orders.V1.SavedTender> ToProto(SavedTenders found, ServerCallContext context) =>
        found.ToProto(clock.GetUtcNow(), withReferences: context.Caller().Role is Role.Service);
}
