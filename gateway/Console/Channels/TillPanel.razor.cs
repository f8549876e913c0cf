using System.Globalization;
using Grpc.Core;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Omnichannel.Cart.V1;
using Omnichannel.Client;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Domain;
using Omnichannel.Types.V1;
using Omnichannel.WebConsole.Sessions;
using Omnichannel.WebConsole.Shared;
using TenderKind = Omnichannel.Types.V1.TenderKind;

namespace Omnichannel.WebConsole.Channels;

/// <summary>The till's panel. What it does for a person it also does for the tour.</summary>
public sealed partial class TillPanel
{
    private const int MostShown = 30;
    private const int MostFound = 8;
    private const string AtStore = "channels.where.atStore";
    private const string InCheckout = "channels.refused.CART_IN_CHECKOUT";

    private static readonly Dictionary<string, string> Drawings = new(StringComparer.Ordinal)
    {
        ["search"] = "M11 4a7 7 0 1 1 0 14 7 7 0 0 1 0-14zM16 16l5 5",
        ["close"] = "M6 6l12 12M18 6L6 18",
        ["good"] = "M5 12.5l4.500 4.500L19 7",
        ["warn"] = "M12 4l9 16H3zM12 10v4M12 17h.01",
        ["elsewhere"] = "M4 12h14M13 7l5 5-5 5",
        ["own"] = "M12 6v12M6 12h12",
        ["plain"] = "M7 12h10",
    };

    private readonly Address delivery = new();
    private TillDevice? till;
    private IReadOnlyList<LookupItemResponse>? found;
    private IReadOnlyList<ShippingOption> shipping = [];
    private string code = "";
    private string text = "";
    private bool isBusy;
    private TimeSpan? zone;
    private DotNetObjectReference<TillPanel>? self;
    private IJSObjectReference? module;

    /// <summary>The page's script is there, and knows the till.</summary>
    [Parameter]
    public EventCallback Attached { get; set; }

    private Seat Seat => Seats[SeatNames.Till];

    private static string SignInPath => "/session/till/sign-in?return=/channels";

    private bool IsFrozen => till?.View?.Server?.State is CartState.Holding or CartState.Ready or CartState.Completing or CartState.Merging;

    private Checkout? Waiting => IsFrozen ? till!.View!.Server!.Checkout : null;

    private bool IsOffline => till is { IsSwitchedOff: true } or { IsAway: true };

    private bool Ships => Waiting is null && !IsOffline && (till?.View?.Lines.Any(line => !line.IsSaved && till.Ships(line)) ?? false);

    private bool MaySell => !isBusy && (IsFrozen ? Waiting is { State: CartState.Ready } && !IsOffline : till?.View?.Lines.Any(line => !line.IsSaved) is true && (IsOffline || !Seat.IsOver));

    private Types.V1.Money? Offline => till?.View is { } view && TillReceipt.Due(view, till.PriceOf) is { } due ? new() { CurrencyCode = due.CurrencyCode, AmountMinor = due.AmountMinor } : null;

    private StateKind LineKind => till!.IsSwitchedOff ? StateKind.Neutral : Seat.IsOver ? StateKind.Bad : till.IsAway ? StateKind.Warning : StateKind.Good;

    private string LineText => W[till!.IsSwitchedOff ? "channels.state.offline" : Seat.IsOver ? "channels.state.ended" : till.IsAway ? "channels.state.away" : "channels.state.online"];

    /// <summary>Whether a till's person sits here.</summary>
    [JSInvokable]
    public bool IsReady() => till is not null && !Seat.IsOver;

    /// <summary>Joins a cart.</summary>
    /// <returns>Why not; empty when it is done. So it is with all that the tour does.</returns>
    [JSInvokable]
    public Task<string> Join(string handoff) => Done(till?.Join(handoff));

    /// <summary>Adds what a code or a sku names.</summary>
    [JSInvokable]
    public Task<string> Scan(string scan) => Done(till?.Scan(scan));

    /// <summary>A line ships from elsewhere.</summary>
    [JSInvokable]
    public Task<string> Ship(string sku) => Done(till?.View?.Lines.FirstOrDefault(line => line.Sku == sku) is { } line ? till.SetShips(line, ships: true) : null);

    /// <summary>Sells by card. What ships goes to an address of the story.</summary>
    [JSInvokable]
    public async Task<string> Sell()
    {
        shipping = till is null ? [] : await till.ShippingOptions();
        return await Done(till?.Sell(TenderKind.Card, shipping is [var first, ..] ? new Address { Name = "Anna", Street = "Via Brera 1", PostalCode = "20121", Town = "Milano", Option = first.ShippingOptionId }.ToShipping(Tills.Market) : null));
    }

    /// <summary>Leaves the cart.</summary>
    [JSInvokable]
    public Task Leave() => till?.Leave() ?? Task.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Seat.Changed -= SeatChanged;
        Let(null);
        try
        {
            if (module is not null)
            {
                await module.InvokeVoidAsync("detachTill", self);
                await module.DisposeAsync();
            }
        }
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException)
        {
            // The page is away already.
        }

        self?.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        await Seats.Load();
        if (RendererInfo.IsInteractive)
        {
            Seat.Changed += SeatChanged;
            Sit();
        }
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            // Reached by a link of another page, the document's head does not run it. The tour reaches the till by it.
            module = await Script.InvokeAsync<IJSObjectReference>("import", "/channels/page.js");
            self = DotNetObjectReference.Create(this);
            await module.InvokeVoidAsync("attachTill", self);
            zone = TimeSpan.FromMinutes(-await module.InvokeAsync<int>("zoneMinutes"));
            await Attached.InvokeAsync();
        }
    }

    private static IEnumerable<(string Key, Types.V1.Money? Amount, string Sign)> Rows(Totals totals) =>
        [("items", totals.Items, ""), ("discounts", totals.Discounts, "−"), ("points", totals.PointsValue, "−"), ("shipping", totals.Shipping, ""), ("tax", totals.Tax, "")];

    private static string Tone(TillTone tone) => tone switch
    {
        TillTone.Own => "own",
        TillTone.Elsewhere => "elsewhere",
        TillTone.Good => "good",
        TillTone.Warn => "warn",
        _ => "plain",
    };

    private static RenderFragment Drawing(string name) => builder =>
    {
        builder.OpenElement(0, "svg");
        builder.AddAttribute(1, "class", "icon");
        builder.AddAttribute(2, "viewBox", "0 0 24 24");
        builder.AddAttribute(3, "aria-hidden", "true");
        builder.OpenElement(4, "path");
        builder.AddAttribute(5, "d", Drawings[name]);
        builder.CloseElement();
        builder.CloseElement();
    };

    // Somebody signed in or out, or the session went on.
    private void SeatChanged() => _ = InvokeAsync(() =>
    {
        Sit();
        StateHasChanged();
    });

    private void Sit()
    {
        if (Seat.Person is null || till is null || till.Name.Subject != Seat.Person.Subject || till.Name.StoreId != Seat.Person.StoreId)
        {
            Let(Tills.Attach(Seat));
        }
        else if (!Seat.IsOver)
        {
            till.Use(Seat);
        }
    }

    private void Let(TillDevice? next)
    {
        if (till is not null)
        {
            till.Changed -= Refresh;
            if (till != next)
            {
                Tills.Detach(till, Seat);
            }
        }

        till = next;
        found = null;
        if (till is not null)
        {
            till.Changed += Refresh;
        }
    }

    private void Refresh() => _ = InvokeAsync(async () =>
    {
        if (Ships && shipping.Count == 0 && till is not null)
        {
            shipping = await till.ShippingOptions();
            delivery.Option = shipping is [var first, ..] ? first.ShippingOptionId : "";
        }

        StateHasChanged();
    });

    private void Switch() => till!.IsSwitchedOff = !till.IsSwitchedOff;

    private Task JoinTyped() => Busy(async () =>
    {
        if (code.Length > 0 && await till!.Join(code))
        {
            code = "";
        }
    });

    private Task FindTyped() => Busy(async () =>
    {
        var typed = text.Trim();
        found = null;
        if (typed.Length == 0)
        {
            return;
        }

        if (TillCatalogue.IsScan(typed))
        {
            text = await till!.Scan(typed) ? "" : typed;
            return;
        }

        try
        {
            found = await till!.Search(typed, MostFound);
        }
        catch (RpcException)
        {
            // Off line a till finds what its code or its sku names.
            text = await till!.Scan(typed) ? "" : typed;
        }
    });

    private Task AddFound(LookupItemResponse item) => Busy(async () =>
    {
        await till!.Add(item, item.Item.Measure is Types.V1.Measure.Unspecified or Types.V1.Measure.Piece ? 1 : 100);
        (found, text) = (null, "");
    });

    private void CloseFound() => (found, text) = (null, "");

    private Task SellBy(TenderKind paid) => Busy(() => till!.Sell(paid, Ships ? delivery.ToShipping(Tills.Market) : null));

    private async Task Busy(Func<Task> run)
    {
        isBusy = true;
        try
        {
            await run();
        }
        finally
        {
            isBusy = false;
        }
    }

    private async Task<string> Done(Task<bool>? run) =>
        run is null ? W["channels.tour.noTill"] : await run ? "" : till?.Notice is { } notice ? Say(notice) : W["channels.tour.failed"];

    private string Say(TillHappening happening) => W.Say(happening.Key, [.. happening.Values.Select(value => (value.Name, (object?)Spoken(value.Value)))]);

    private object Spoken(object value) => value switch
    {
        ItemName name => Title(name.Sku, name.Title) is { Length: > 0 } title ? title : W["channels.aLine"],
        Place place => Where(place),
        Remark remark => W.Has(remark.Key) ? W.Say(remark.Key, ("quantity", remark.Quantity)) : W["channels.aLine"],
        Why why => Refusal(why),
        _ => value,
    };

    private string Title(string sku, string title, LookupItemResponse? item = null) =>
        (item ?? till?.ItemOf(sku))?.Item is { } known ? known.Title.In(W.Language, sku) : title.Length > 0 ? title : sku;

    private string Where(Place place)
    {
        var key = $"channels.where.{place.Channel.ToString().ToUpperInvariant()}";
        return place.StoreId.Length > 0 ? W.Say(AtStore, ("store", place.StoreId)) : W[W.Has(key) ? key : "channels.where.elsewhere"];
    }

    private string Refusal(Why why)
    {
        if (why.Reason == "CART_IN_CHECKOUT")
        {
            var channel = why.Metadata.GetValueOrDefault("channel", "").Replace("CHANNEL_", "", StringComparison.Ordinal);
            var place = new Place(Enum.TryParse<Channel>(channel, ignoreCase: true, out var known) ? known : Channel.Unspecified, why.Metadata.GetValueOrDefault("store_id", ""));
            return W.Say(InCheckout, ("where", Where(place)));
        }

        var key = $"channels.refused.{why.Reason}";
        return W.Has(key) ? W[key] : why.Message;
    }

    private string PriceOf(Types.V1.Money money) => W.Locale.Price(new Platform.Domain.Money(money.CurrencyCode, money.AmountMinor));

    private string UnitPriceOf(string? price, string? currency, Types.V1.Measure measure) =>
        UnitPrice.TryParse(currency ?? "", price ?? "", out var read) ? W.Locale.Price(read with { Measure = measure.ToDomain() }) : W["channels.notForSale"];

    private string TimeOf(DateTimeOffset at) => at.ToOffset(zone ?? TimeSpan.Zero).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    private sealed class Address
    {
        public string Name { get; set; } = "";

        public string Street { get; set; } = "";

        public string PostalCode { get; set; } = "";

        public string Town { get; set; } = "";

        public string Option { get; set; } = "";

        public TillShipping ToShipping(string market) => new(Option, new DeliveryDetails
        {
            RecipientName = Name,
            Address = new PostalAddress { AddressLines = { Street }, PostalCode = PostalCode, Locality = Town, RegionCode = market },
        });
    }
}
