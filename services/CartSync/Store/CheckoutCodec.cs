using Omnichannel.CartSync.Domain;
using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Time;
using Omnichannel.Values;

namespace Omnichannel.CartSync.Store;

/// <summary>A checkout as part of the cart's blob, and alone in the archive of ended ones.</summary>
internal static class CheckoutCodec
{
    public static byte[] Archive(Checkout checkout)
    {
        using var to = new StateWriter();
        to.Number(1);
        Write(to, checkout);
        return to.ToArray();
    }

    public static Checkout FromArchive(ReadOnlyMemory<byte> data)
    {
        var from = new StateReader(data);
        var format = from.Number();
        return format == 1 ? Read(from) : throw new InvalidDataException($"A checkout is stored in format {format}; this version reads format 1.");
    }

    public static void Write(StateWriter to, Checkout checkout)
    {
        to.Text(checkout.CheckoutId);
        to.Number(checkout.Generation);
        to.Number(checkout.Attempt);
        to.Text(checkout.OrderNumber);
        to.Text(checkout.ContactId);
        to.Word(checkout.Phase);
        CartCodec.WriteActor(to, checkout.Actor);
        to.Maybe(checkout.CompletedBy, CartCodec.WriteActor);
        to.Time(checkout.StartedAt);
        to.Time(checkout.ExpiresAt);
        to.Time(checkout.DriveAt);
        to.Text(checkout.HoldId);
        to.Many(checkout.CouponCodes, static (w, code) => w.Text(code));
        to.Many(checkout.EarlyAccessIds, static (w, id) => w.Text(id));
        to.Number(checkout.Points);
        to.Text(checkout.ShippingOptionId);
        to.Number(checkout.Promise.Min);
        to.Number(checkout.Promise.Max);
        to.Flag(checkout.Promise.AreWorkingDays);
        to.Text(ClockTime.ToText(checkout.Promise.CutOff));
        to.Text(ClockTime.ToText(checkout.Promise.By));
        to.Flag(checkout.IsPromiseLearned);
        to.Number(checkout.ReturnPolicyVersion);
        to.Text(checkout.Country);
        to.Flag(checkout.IsInStore);
        to.Many(checkout.Lines, WriteLine);
        to.Number(checkout.Totals.ItemsMinor);
        to.Number(checkout.Totals.DiscountsMinor);
        to.Number(checkout.Totals.PointsValueMinor);
        to.Number(checkout.Totals.ShippingMinor);
        to.Number(checkout.Totals.TaxMinor);
        to.Number(checkout.Totals.RoundingMinor);
        to.Number(checkout.Totals.StandardShippingMinor);
        to.Many(checkout.Tenders, WriteTender);
        to.Many(checkout.Wallets, static (w, wallet) =>
        {
            w.Text(wallet.WalletId);
            w.Number(wallet.MostMinor ?? 0);
        });
        to.Many(checkout.WalletTenders, WriteTender);
        to.Maybe(checkout.Cancellation, CartCodec.WriteReason);
        to.Maybe(checkout.BegunBy, WriteKey);
        to.Maybe(checkout.CompletedByKey, WriteKey);
    }

    public static Checkout Read(StateReader from) => new()
    {
        CheckoutId = from.Text(),
        Generation = from.Number(),
        Attempt = from.Count(),
        OrderNumber = from.Text(),
        ContactId = from.Text(),
        Phase = from.Word<CartPhase>(),
        Actor = CartCodec.ReadActor(from),
        CompletedBy = from.Maybe(CartCodec.ReadActor),
        StartedAt = from.Time(),
        ExpiresAt = from.Time(),
        DriveAt = from.Time(),
        HoldId = from.Text(),
        CouponCodes = from.Many(static r => r.Text()),
        EarlyAccessIds = from.Many(static r => r.Text()),
        Points = from.Number(),
        ShippingOptionId = from.Text(),
        Promise = new DeliveryDays(from.Count(), from.Count()) { AreWorkingDays = from.Flag(), CutOff = ClockTime.Parse(from.Text()), By = ClockTime.Parse(from.Text()) },
        IsPromiseLearned = from.Flag(),
        ReturnPolicyVersion = from.Count(),
        Country = from.Text(),
        IsInStore = from.Flag(),
        Lines = from.Many(ReadLine),
        Totals = new Totals(from.Number(), from.Number(), from.Number(), from.Number(), from.Number()) { RoundingMinor = from.Number(), StandardShippingMinor = from.Number() },
        Tenders = from.Many(ReadTender),
        Wallets = from.Many(static r => new WalletShare(r.Text(), r.Number())),
        WalletTenders = from.Many(ReadTender),
        Cancellation = from.Maybe(CartCodec.ReadReason),
        BegunBy = from.Maybe(ReadKey),
        CompletedByKey = from.Maybe(ReadKey),
    };

    private static void WriteTender(StateWriter to, Tender tender)
    {
        to.Word(tender.Kind);
        to.Text(tender.Reference);
        to.Flag(tender.AmountMinor is not null);
        to.Number(tender.AmountMinor ?? 0);
        to.Text(tender.Means);
    }

    private static Tender ReadTender(StateReader from)
    {
        var kind = from.Word<TenderKind>();
        var reference = from.Text();
        var hasAmount = from.Flag();
        var amount = from.Number();
        return new Tender(kind, reference, hasAmount ? amount : null) { Means = from.Text() };
    }

    private static void WriteLine(StateWriter to, SaleLine line)
    {
        to.Text(line.LineId);
        to.Text(line.Sku);
        to.Text(line.Title);
        to.Many(line.Options, CartCodec.WriteOption);
        to.Text(line.Category);
        to.Number(line.Quantity);
        to.Word(line.Measure);
        to.Text(line.UnitPrice);
        to.Number(line.LineTotalMinor);
        to.Many(line.Discounts, static (w, discount) =>
        {
            w.Word(discount.Kind);
            w.Text(discount.SourceId);
            w.Number(discount.AmountMinor);
        });
        to.Number(line.PointsRedeemed);
        CartCodec.WriteFulfilment(to, line.Fulfilment);
        to.Flag(line.IsNonMerchandise);
        to.Flag(line.IsGiftCard);
        to.Word(line.Exception);
    }

    private static SaleLine ReadLine(StateReader from) => new()
    {
        LineId = from.Text(),
        Sku = from.Text(),
        Title = from.Text(),
        Options = from.Many(CartCodec.ReadOption),
        Category = from.Text(),
        Quantity = from.Count(),
        Measure = from.Word<Measure>(),
        UnitPrice = from.Text(),
        LineTotalMinor = from.Number(),
        Discounts = from.Many(static r => new DiscountShare(r.Word<DiscountKind>(), r.Text(), r.Number())),
        PointsRedeemed = from.Number(),
        Fulfilment = CartCodec.ReadFulfilment(from),
        IsNonMerchandise = from.Flag(),
        IsGiftCard = from.Flag(),
        Exception = from.Word<WithdrawalException>(),
    };

    private static void WriteKey(StateWriter to, AnswerKey key)
    {
        to.Text(key.Principal.Person);
        to.Text(key.Principal.Device);
        to.Text(key.Rpc);
        to.Text(key.Key);
        to.Text(key.RequestHash);
        to.Number(key.RetentionHours);
    }

    private static AnswerKey ReadKey(StateReader from) => new(new Principal(from.Text(), from.Text()), from.Text(), from.Text(), from.Text(), from.Count());
}
