namespace Omnichannel.SupportContext.Domain;

/// <summary>Whose doing an event is.</summary>
public enum Doer
{
    /// <summary>Ours, a carrier's, a provider's or a clock's.</summary>
    System,

    /// <summary>The customer's, on whatever channel.</summary>
    Customer,

    /// <summary>The customer's when it happens in a store: they stand at the counter.</summary>
    CustomerInStore,
}

/// <summary>What is said about the events of one name.</summary>
/// <param name="Name">Area and message name.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Doer">Whose doing it is; the customer's own make up the channel switches.</param>
/// <param name="English">A sentence; <c>{name}</c> stands for a fact, <c>{name:money}</c> for an amount.</param>
/// <param name="Italian">The same in Italian.</param>
public sealed record EventForm(string Name, EntryKind Kind, Doer Doer, string English, string Italian)
{
    /// <summary>Place in the catalogue: of two events of the same instant, the cause comes before the effect.</summary>
    public int Rank { get; init; }
}

/// <summary>Every event that the timeline knows, causes before effects.</summary>
public static class EventCatalogue
{
    private static readonly EventForm Unknown = new("", EntryKind.None, Doer.System, "Something happened.", "È successo qualcosa.");

    private static readonly EventForm[] Forms =
    [
        new("support.TouchpointRecorded", EntryKind.Touchpoint, Doer.Customer, "{kind}: {target}", "{kind}: {target}"),
        new("cart.GuestLinked", EntryKind.Identity, Doer.Customer, "Signed in; what they did as a guest is theirs.", "Accesso effettuato; quanto fatto come ospite è suo."),
        new("support.IdentityLinked", EntryKind.Identity, Doer.System, "A name was linked ({kind}).", "È stato collegato un nome ({kind})."),
        new("support.IdentityUnlinked", EntryKind.Identity, Doer.System, "A name was unlinked ({kind}).", "È stato scollegato un nome ({kind})."),
        new("loyalty.MemberEnrolled", EntryKind.Points, Doer.Customer, "Became a member, tier {tier_id}.", "Si è iscritto al programma, livello {tier_id}."),
        new("messaging.ConsentChanged", EntryKind.Consent, Doer.Customer, "Decided on {purpose} by {medium}: granted {granted}.", "Ha deciso su {purpose} via {medium}: consenso {granted}."),
        new("cart.CartTouched", EntryKind.Cart, Doer.Customer, "Worked on the cart, {item_count} items.", "Ha lavorato al carrello, {item_count} articoli."),
        new("cart.CartMerged", EntryKind.Cart, Doer.Customer, "The guest cart was merged: {item_count} items.", "Il carrello ospite è stato unito: {item_count} articoli."),
        new("cart.CartMergeUndone", EntryKind.Cart, Doer.Customer, "The merge of the guest cart was undone.", "L'unione del carrello ospite è stata annullata."),
        new("cart.GuestUnlinked", EntryKind.Identity, Doer.Customer, "What was done as a guest is not theirs after all.", "Quanto fatto come ospite non è suo, dopotutto."),
        new("cart.CartHandedOff", EntryKind.Cart, Doer.Customer, "Took the cart from {from_channel} to another device, {item_count} items.", "Ha portato il carrello da {from_channel} a un altro dispositivo, {item_count} articoli."),
        new("cart.BackInStock", EntryKind.Cart, Doer.System, "{title} is back in stock, which they wanted to know.", "{title} è di nuovo disponibile, come voleva sapere."),
        new("cart.PriceDropped", EntryKind.Cart, Doer.System, "The price of {title} fell to {unit_price} {currency_code}, which they wanted to know.", "Il prezzo di {title} è sceso a {unit_price} {currency_code}, come voleva sapere."),
        new("cart.ItemNoticeChanged", EntryKind.Cart, Doer.System, "What they wanted to know of {sku} changed again: {reason}.", "Quanto voleva sapere di {sku} è cambiato ancora: {reason}."),
        new("cart.CartAbandoned", EntryKind.Cart, Doer.System, "The cart lies idle, stage {stage}.", "Il carrello è fermo, fase {stage}."),
        new("cart.CartRecovered", EntryKind.Cart, Doer.System, "Came back to an idle cart.", "È tornato a un carrello fermo."),
        new("loyalty.PointsHeld", EntryKind.Points, Doer.System, "{points} points were set aside.", "{points} punti messi da parte."),
        new("cart.CheckoutCancelled", EntryKind.Cart, Doer.System, "A checkout was given up: {reason}.", "Un acquisto non è andato a buon fine: {reason}."),
        new("cart.CheckoutRefundRequested", EntryKind.Refund, Doer.System, "Payments of a checkout are to be given back: {reason}.", "I pagamenti di un acquisto vanno restituiti: {reason}."),
        new("cart.CartCheckedOut", EntryKind.Cart, Doer.Customer, "Bought the cart: {item_count} items, {due:money}, order {order_number}.", "Ha acquistato il carrello: {item_count} articoli, {due:money}, ordine {order_number}."),
        new("orders.OrderPlaced", EntryKind.Order, Doer.Customer, "Ordered {item_count} items for {due:money}, order {order_number}.", "Ha ordinato {item_count} articoli per {due:money}, ordine {order_number}."),
        new("orders.OrderClaimed", EntryKind.Order, Doer.Customer, "Claimed the receipt {order_number}.", "Ha rivendicato lo scontrino {order_number}."),
        new("loyalty.PointsCaptured", EntryKind.Points, Doer.System, "{points} points were spent.", "{points} punti spesi."),
        new("loyalty.CouponRedeemed", EntryKind.Points, Doer.System, "Coupon {code} was used.", "Il buono {code} è stato usato."),
        new("orders.PromiseMade", EntryKind.Promise, Doer.System, "Delivery was promised by {promised_until}.", "Consegna promessa entro {promised_until}."),
        new("orders.PromiseRevised", EntryKind.Promise, Doer.System, "Delivery is now promised by {promised_until}.", "Consegna ora promessa entro {promised_until}."),
        new("orders.PromiseAtRisk", EntryKind.Promise, Doer.System, "The delivery promise is at risk: {reason}.", "La promessa di consegna è a rischio: {reason}."),
        new("orders.ShipmentCreated", EntryKind.Delivery, Doer.System, "A parcel was announced ({carrier_code} {tracking_number}).", "È stato annunciato un pacco ({carrier_code} {tracking_number})."),
        new("orders.ShipmentStatusChanged", EntryKind.Delivery, Doer.System, "A parcel is {status}.", "Un pacco è {status}."),
        new("orders.OrderFulfilmentChanged", EntryKind.Delivery, Doer.System, "{fulfilled} of {ordered} items left, {delivered} delivered, {returned} returned.", "{fulfilled} di {ordered} articoli partiti, {delivered} consegnati, {returned} resi."),
        new("orders.OrderDelivered", EntryKind.Delivery, Doer.System, "Everything of order {order_number} was delivered.", "L'ordine {order_number} è stato consegnato."),
        new("orders.OrderDeliveryCorrected", EntryKind.Delivery, Doer.System, "The order was not delivered after all: {reason}.", "L'ordine in realtà non è stato consegnato: {reason}."),
        new("orders.PromiseKept", EntryKind.Promise, Doer.System, "The delivery promise was kept.", "La promessa di consegna è stata mantenuta."),
        new("orders.PromiseBroken", EntryKind.Promise, Doer.System, "The delivery promise was broken: {reason}.", "La promessa di consegna non è stata mantenuta: {reason}."),
        new("orders.OrderCancelled", EntryKind.Order, Doer.Customer, "{item_count} items of order {order_number} were cancelled.", "{item_count} articoli dell'ordine {order_number} sono stati annullati."),
        new("orders.RefundRequested", EntryKind.Refund, Doer.System, "{amount:money} of the order are to be given back: {reason}.", "{amount:money} dell'ordine vanno restituiti: {reason}."),
        new("orders.SecondSaleRefused", EntryKind.Order, Doer.System, "A second sale under order {order_number} was not taken.", "Una seconda vendita con l'ordine {order_number} non è stata accettata."),
        new("returns.ReturnRequested", EntryKind.Return, Doer.Customer, "Began a return of {item_count} items, {rma_code}.", "Ha iniziato un reso di {item_count} articoli, {rma_code}."),
        new("returns.ReturnApproved", EntryKind.Return, Doer.System, "The return {rma_code} may come.", "Il reso {rma_code} è stato approvato."),
        new("returns.ReturnDeclined", EntryKind.Return, Doer.System, "The return {rma_code} was refused: {reason}.", "Il reso {rma_code} è stato rifiutato: {reason}."),
        new("returns.ReturnCancelled", EntryKind.Return, Doer.Customer, "Took the return back.", "Ha annullato il reso."),
        new("returns.ReturnExpired", EntryKind.Return, Doer.System, "The goods of the return did not come in time.", "La merce del reso non è arrivata in tempo."),
        new("returns.ReturnInTransit", EntryKind.Return, Doer.System, "The goods of the return {rma_code} are on their way.", "La merce del reso {rma_code} è in viaggio."),
        new("returns.ReturnReceived", EntryKind.Return, Doer.CustomerInStore, "{item_count} items of the return {rma_code} arrived.", "{item_count} articoli del reso {rma_code} sono arrivati."),
        new("returns.ReturnInspected", EntryKind.Return, Doer.System, "The returned goods were looked at.", "La merce resa è stata controllata."),
        new("returns.ReturnResolved", EntryKind.Return, Doer.CustomerInStore, "The return of {item_count} items was settled, {refund_amount:money}.", "Il reso di {item_count} articoli è stato definito, {refund_amount:money}."),
        new("returns.RefundRequested", EntryKind.Refund, Doer.System, "{amount:money} are to be given back.", "{amount:money} vanno restituiti."),
        new("returns.RefundCompleted", EntryKind.Refund, Doer.System, "{amount:money} were given back.", "{amount:money} sono stati restituiti."),
        new("returns.RefundFailed", EntryKind.Refund, Doer.System, "{amount:money} could not be given back: {reason}.", "Non è stato possibile restituire {amount:money}: {reason}."),
        new("returns.ReturnClosed", EntryKind.Return, Doer.System, "The return is done.", "Il reso è concluso."),
        new("loyalty.PointsEarned", EntryKind.Points, Doer.System, "{points} points were earned, pending.", "{points} punti guadagnati, in attesa."),
        new("loyalty.PointsActivated", EntryKind.Points, Doer.System, "{points} points became spendable.", "{points} punti ora utilizzabili."),
        new("loyalty.PointsReleased", EntryKind.Points, Doer.System, "{points} points went back.", "{points} punti riaccreditati."),
        new("loyalty.PointsClawedBack", EntryKind.Points, Doer.System, "{points} points were taken back.", "{points} punti stornati."),
        new("loyalty.PointsRestored", EntryKind.Points, Doer.System, "{points} points were given back.", "{points} punti restituiti."),
        new("loyalty.CouponGivenBack", EntryKind.Points, Doer.System, "Coupon {code} can be used again.", "Il buono {code} può essere usato di nuovo."),
        new("loyalty.PointsExpired", EntryKind.Points, Doer.System, "{points} points expired.", "{points} punti scaduti."),
        new("loyalty.PointsAdjusted", EntryKind.Points, Doer.System, "Staff changed the points by {points}: {reason}.", "Il personale ha modificato i punti di {points}: {reason}."),
        new("loyalty.TierChanged", EntryKind.Points, Doer.System, "The tier is now {tier_id}.", "Il livello ora è {tier_id}."),
        new("loyalty.CouponIssued", EntryKind.Points, Doer.System, "Coupon {code} was issued.", "È stato emesso il buono {code}."),
        new("messaging.MessageSent", EntryKind.Message, Doer.System, "Message {journey_id} was sent by {medium}.", "Messaggio {journey_id} inviato via {medium}."),
        new("messaging.MessageDelivered", EntryKind.Message, Doer.System, "Message {journey_id} arrived.", "Messaggio {journey_id} consegnato."),
        new("messaging.MessageSuppressed", EntryKind.Message, Doer.System, "Message {journey_id} was not sent: {reason}.", "Messaggio {journey_id} non inviato: {reason}."),
        new("messaging.MessageCancelled", EntryKind.Message, Doer.System, "Message {journey_id} was no longer needed: {reason}.", "Messaggio {journey_id} non più necessario: {reason}."),
        new("messaging.MessageFailed", EntryKind.Message, Doer.System, "Message {journey_id} could not be delivered: {reason}.", "Messaggio {journey_id} non recapitato: {reason}."),
    ];

    private static readonly Dictionary<string, EventForm> ByName =
        Forms.Select((form, rank) => form with { Rank = rank }).ToDictionary(form => form.Name, StringComparer.Ordinal);

    /// <summary>Names of all events, causes before effects.</summary>
    public static IEnumerable<string> Names => Forms.Select(form => form.Name);

    /// <summary>What is said about a name; a form of its own for one that is not known (any longer).</summary>
    public static EventForm Find(string name) => ByName.GetValueOrDefault(name, Unknown);
}
