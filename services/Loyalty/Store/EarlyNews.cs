using System.Text;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Platform.Events;
using Omnichannel.Platform.Storage;

namespace Omnichannel.Loyalty.Store;

/// <summary>What is told of an order before the order, and what waits until the order is credited.</summary>
internal static class EarlyNews
{
    /// <summary>By order id.</summary>
    public static readonly WaitingRoom Room = new("news-of-orders");

    private const string Delivery = "delivery";

    /// <summary>All of it is with the customer: the latest such news counts.</summary>
    public static WaitingNews Delivered(DateTimeOffset at) => new(Delivery, Delivery, at.ToMicros(), []);

    /// <summary>Units came back or were cancelled.</summary>
    public static WaitingNews Returned(ReturnedUnits units) =>
        new(units.NewsId, nameof(ReturnedUnits), units.EffectiveAt.ToMicros(), Encoding.UTF8.GetBytes(Columns.ToJson(units)));

    /// <summary>A promise about it was broken: once for each promise.</summary>
    public static WaitingNews Broken(BrokenPromise promise) =>
        new(promise.PromiseId, nameof(BrokenPromise), promise.At.ToMicros(), Encoding.UTF8.GetBytes(Columns.ToJson(promise)));

    /// <summary>When it was delivered; null when that is not among the news.</summary>
    public static DateTimeOffset? DeliveredAt(IEnumerable<WaitingNews> news) =>
        news.FirstOrDefault(IsDelivery) is { } delivery ? Instants.FromMicros(delivery.Position) : null;

    /// <summary>The units among the news.</summary>
    public static IReadOnlyList<ReturnedUnits> ReturnedUnits(IEnumerable<WaitingNews> news) =>
        Read<ReturnedUnits>(news, nameof(ReturnedUnits));

    /// <summary>The broken promises among the news.</summary>
    public static IReadOnlyList<BrokenPromise> BrokenPromises(IEnumerable<WaitingNews> news) => Read<BrokenPromise>(news, nameof(BrokenPromise));

    /// <summary>Whether it is of a delivery.</summary>
    public static bool IsDelivery(WaitingNews news) => news.Type == Delivery;

    private static IReadOnlyList<T> Read<T>(IEnumerable<WaitingNews> news, string type) =>
        [.. news.Where(each => each.Type == type).Select(each => Columns.FromJson<T>(Encoding.UTF8.GetString(each.Data)))];
}
