using Omnichannel.OrderTracking.Domain;
using Omnichannel.Platform.Time;
using static Omnichannel.OrderTracking.Tests.Domain.Some;

namespace Omnichannel.OrderTracking.Tests.Domain;

public sealed class LaneTests
{
    private static readonly MarketDays Italy = WorkingDays.BuiltIn.In("IT");

    [Fact]
    public void Times_OfArrivedParcels_AreTheirQuantiles()
    {
        var times = TransitTimes.Of(Enumerable.Range(1, 100).Select(i => new TransitTime(i, true, 1)));

        Assert.Equal((50, 91, 100), (times.OfArrivingWithin(0.5), times.Within(0.9), times.Within(0.99)));
        Assert.Equal((100, 1), (times.Parcels, times.Arriving));
    }

    [Fact]
    public void Times_WithLostParcels_LeaveRoomForThem()
    {
        var times = TransitTimes.Of(Enumerable.Range(1, 100).Select(i => new TransitTime(i > 95 ? 300 : i, i <= 95, 1)));

        Assert.Equal((91, null), (times.Within(0.9), times.Within(0.95)));
        Assert.Equal(0.95, times.Arriving, 6);
        Assert.Equal(95, times.OfArrivingWithin(1));
    }

    [Fact]
    public void Times_OfParcelsUnderWay_AreNotTakenForShort()
    {
        // Every parcel takes 4 days; those that left lately are 2 days under way, and the few that were faster have come.
        var parcels = Enumerable.Range(0, 100).Select(i => i < 50 ? new TransitTime(2, false, 1) : new TransitTime(4, true, 1)).Append(new TransitTime(1, true, 1));

        var times = TransitTimes.Of(parcels);

        Assert.Equal((4, 4), (times.Within(0.5), times.Within(0.9)));
    }

    [Fact]
    public void Times_OfNothing_AreUnknown()
    {
        var times = TransitTimes.Of([new TransitTime(3, false, 1)]);

        Assert.Equal((null, null, 0), (times.Within(0.5), times.OfArrivingWithin(0.5), times.Parcels));
    }

    [Theory]
    [InlineData("2026-03-02", "2026-03-02T11:00:00Z", 0.5)] // noon of the day itself
    [InlineData("2026-03-02", "2026-03-04T17:00:00Z", 2.75)]
    [InlineData("2026-03-06", "2026-03-07T11:00:00Z", 1)] // Saturday is the end of Friday
    [InlineData("2026-03-06", "2026-03-09T05:00:00Z", 1.25)] // Monday follows Friday
    [InlineData("2026-04-03", "2026-04-07T10:00:00Z", 1.5)] // Easter Monday is free
    [InlineData("2026-03-02", "2026-02-27T10:00:00Z", 0)]
    public void WorkingTime_LeavesFreeDaysOut(string day, string at, double time) =>
        Assert.Equal(time, WorkingTime.Since(DateOnly.Parse(day, null), DateTimeOffset.Parse(at, null), Italy), 6);

    [Fact]
    public void WorkingTime_OfAWrongDate_EndsAfterAYear() =>
        Assert.Equal(366, WorkingTime.Since(new DateOnly(1, 1, 2), Monday, Italy));

    [Theory]
    [InlineData(15, 30, 0, "16:00")]
    [InlineData(23, 30, 1, "01:00")] // the end of the day itself would be no promise
    public void Days_OfWhatComesTheSameDay_AreNone_UntilAnHour(int hour, int minute, int days, string by)
    {
        var passages = Many(100, 0).Select(passage => passage with { ArrivedAt = Italy.Days.From(Italy.Days.DayOf(passage.OrderedAt), new TimeOnly(hour, minute)) });

        var learned = LearnedDays.Of(passages, new LaneQuestion(Lane.Any), Monday.AddDays(9))!.Days;

        Assert.Equal((days, TimeOnly.Parse(by, null), true), (learned.Max, learned.By, learned.ArePromised));
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(1.25)]
    [InlineData(4.75)]
    public void WorkingTime_AfterAsLong_IsSinceThen(double time) =>
        Assert.Equal(time, WorkingTime.Since(new DateOnly(2026, 4, 2), WorkingTime.After(new DateOnly(2026, 4, 2), time, Italy), Italy), 6);

    [Fact]
    public void Days_AreThoseInWhichNineOfTenCame_FromTheCutOff_ToTheHour()
    {
        // Ordered at ten, and at three in the afternoon: both come at half past four, two working days after the day from which they count. One of twenty takes four.
        var passages = Enumerable.Range(0, 200).Select(i =>
        {
            var day = new DateOnly(2026, 1, 7).AddDays(i / 5);
            var orderedAt = Italy.Days.From(day, new TimeOnly(i % 2 == 0 ? 10 : 15, 0));
            var counted = DeliveryDays.CountedFrom(orderedAt, new TimeOnly(14, 0), Italy);
            return Travelled(orderedAt, Italy.Days.From(Italy.Calendar.Add(counted, i % 20 == 0 ? 4 : 2), new TimeOnly(16, 30)));
        });

        var learned = LearnedDays.Of(passages, new LaneQuestion(Lane.Any) { CutOff = new TimeOnly(14, 0) }, Monday.AddDays(30))!;

        Assert.Equal(new DeliveryDays(2, 2) { AreWorkingDays = true, CutOff = new TimeOnly(14, 0), By = new TimeOnly(17, 0) }, learned.Days);
        Assert.Equal(DateTimeOffset.Parse("2026-03-10T15:30:00Z", null), learned.ExpectedAt(DateTimeOffset.Parse("2026-03-06T09:00:00Z", null), Italy));
        Assert.Equal(DateTimeOffset.Parse("2026-03-11T15:59:59Z", null), learned.Days.From(DateTimeOffset.Parse("2026-03-06T14:00:00Z", null), Italy).LatestAt);
    }

    [Fact]
    public void Days_WithGivenHandling_CountFromTheHandOver()
    {
        var passages = Many(100, 2).Select(passage => passage with { LeftAt = passage.ArrivedAt!.Value.AddHours(-2) }).ToList();

        var learned = LearnedDays.Of(passages, new LaneQuestion(Lane.Any) { HandlingDays = 3 }, Monday.AddDays(9))!;

        Assert.Equal((3, 3), (learned.Days.Min, learned.Days.Max));
        Assert.Equal(2, LearnedDays.Of(passages, new LaneQuestion(Lane.Any), Monday.AddDays(9))!.Days.Max);
    }

    [Fact]
    public void Days_OfTooFewParcels_AreNotLearned()
    {
        Assert.Null(LearnedDays.Of(Many(29, 1), new LaneQuestion(Lane.Any), Monday.AddDays(9)));
        Assert.NotNull(LearnedDays.Of(Many(45, 1), new LaneQuestion(Lane.Any), Monday.AddDays(9)));
    }

    [Fact]
    public void Days_WhereOneOfFiveIsLost_AreNotLearned() =>
        Assert.Null(LearnedDays.Of(
            Many(200, 1).Select((passage, i) => i % 5 == 0 ? passage with { ArrivedAt = null } : passage), new LaneQuestion(Lane.Any), Monday.AddDays(60)));

    [Fact]
    public void Lane_WithManyParcels_SpeaksForItself_AndWithFew_IsFilledUpFromTheCountry()
    {
        var slow = Many(300, 5).Select(passage => passage with { PostalArea = "10" });
        var fast = Many(300, 1).Select(passage => passage with { PostalArea = "20" }).ToList();
        var lane = new Lane("", "IT", "20");

        Assert.Equal(1, LearnedDays.Of([.. slow, .. fast], new LaneQuestion(lane), Monday.AddDays(9))!.Days.Max);
        Assert.Equal(5, LearnedDays.Of([.. slow, .. fast.Take(20)], new LaneQuestion(lane), Monday.AddDays(9))!.Days.Max);
        Assert.Equal(1, LearnedDays.Of([.. slow.Take(3), .. fast], new LaneQuestion(new Lane("", "IT", "10")), Monday.AddDays(9))!.Days.Max);
    }

    [Fact]
    public void Lane_ToAnotherCountry_TeachesNothing() =>
        Assert.Null(LearnedDays.Of(Many(300, 1), new LaneQuestion(new Lane("", "RO", "")), Monday.AddDays(9)));

    [Fact]
    public void Lane_OfAnotherLocation_OnlyFillsUp()
    {
        Passage[] passages = [.. Many(200, 1).Select(passage => passage with { OriginId = "north" }), .. Many(200, 6).Select(passage => passage with { OriginId = "south" })];

        Assert.Equal((1, 6), (Max("north"), Max("south")));
        int Max(string origin) => LearnedDays.Of(passages, new LaneQuestion(new Lane(origin, "IT", "")), Monday.AddDays(9))!.Days.Max;
    }

    [Fact]
    public void UsualDays_AreThoseOfParcelsThatCame()
    {
        // Lost ones take no part: a lane that loses two of a hundred would else have no 99th.
        var passages = Enumerable.Range(0, 100).Select(i => Travelled(Monday, i < 2 ? null : Monday.AddDays(i < 90 ? 3.5 : 11.5)) with { LeftAt = Monday });

        var usual = UsualDays.Of(passages, Lane.Any, Monday.AddDays(90))!;

        Assert.Equal((12, 12), (usual.P95, usual.P99));
        Assert.Null(UsualDays.Of(passages.Take(20), Lane.Any, Monday.AddDays(90)));
    }

    [Fact]
    public void Passage_FollowsTheParcel_AndItsCorrections()
    {
        var sale = Sale() with { PostalArea = "20", Country = "IT" };
        sale = sale with { Lines = [.. sale.Lines.Select(line => line with { MethodReference = "standard" })] };
        var announced = Shipped(Order(sale));
        Assert.Empty(Taught(announced));

        var moving = OrderSteps.Track(announced, "p1", [Event(ShipmentStatus.PickedUp, 8)], Monday.AddHours(9)).Order;
        var left = Assert.Single(Taught(moving));
        Assert.Equal(("p1", "dhl", "standard", "IT", "IT", "20"), (left.ParcelId, left.CarrierCode, left.ShippingOptionId, left.Market, left.Country, left.PostalArea));
        Assert.Equal((Monday, Monday.AddHours(8), null), (left.OrderedAt, left.LeftAt, left.ArrivedAt));

        var delivered = OrderSteps.Track(moving, "p1", [Event(ShipmentStatus.Delivered, 30)], Monday.AddHours(31)).Order;
        Assert.Equal(Monday.AddHours(30), Assert.Single(Taught(delivered)).ArrivedAt);

        var corrected = OrderSteps.Correct(delivered, "p1", Correction(ShipmentStatus.InTransit, 32), Monday.AddHours(33)).Value.Order;
        Assert.Null(Assert.Single(Taught(corrected)).ArrivedAt);

        var calledOff = OrderSteps.Correct(delivered, "p1", Correction(ShipmentStatus.Cancelled, 32), Monday.AddHours(33)).Value.Order;
        Assert.Empty(Taught(calledOff));
    }

    [Fact]
    public void Passage_OfWhatWaitedToBeCollected_EndedWhenItWasThere()
    {
        var moving = OrderSteps.Track(
            Shipped(Order()), "p1", [Event(ShipmentStatus.PickedUp, 8), Event(ShipmentStatus.ReadyForPickup, 30), Event(ShipmentStatus.Collected, 90)], Monday.AddHours(91)).Order;

        Assert.Equal(Monday.AddHours(30), Assert.Single(Taught(moving)).ArrivedAt);
    }

    [Fact]
    public void Passage_AtATimeThatNobodyKnows_OrOnlyAssumed_TeachesNothing()
    {
        var unknown = Event(ShipmentStatus.Delivered, 30) with { UncertainBy = TimeSpan.FromHours(14) };
        Assert.Empty(Taught(OrderSteps.Track(Shipped(Order()), "p1", [Event(ShipmentStatus.PickedUp, 8), unknown], Monday.AddHours(50)).Order));

        var moving = OrderSteps.Track(Shipped(Order()), "p1", [Event(ShipmentStatus.PickedUp, 8)], Monday.AddHours(9)).Order;
        var assumed = OrderSteps.Look(moving, Monday.AddDays(40)).Order;
        Assert.True(assumed.Shipments[0].State.IsAssumed || assumed.Shipments[0].State.Status is ShipmentStatus.LostSuspected);
        Assert.Null(Assert.Single(Taught(assumed)).ArrivedAt);
    }

    private static IEnumerable<Passage> Taught(Order order) => Passage.Of(order);

    private static Passage Travelled(DateTimeOffset orderedAt, DateTimeOffset? arrivedAt) =>
        new() { Market = "IT", Country = "IT", OrderedAt = orderedAt, LeftAt = orderedAt.AddHours(6), ArrivedAt = arrivedAt };

    // Three a day, the latest first, each so many working days under way.
    private static IEnumerable<Passage> Many(int count, int days) => Enumerable.Range(0, count).Select(i =>
    {
        var day = Italy.Calendar.OnOrAfter(new DateOnly(2026, 3, 2).AddDays(-i / 3));
        return Travelled(Italy.Days.From(day, new TimeOnly(9, 0)), Italy.Days.From(Italy.Calendar.Add(day, days), new TimeOnly(12, 0)));
    });
}
