using FsCheck;
using FsCheck.Fluent;
using Omnichannel.Platform.Domain;

namespace Omnichannel.Platform.Tests.Domain;

public sealed class VersionInForceTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void At_ACorrectionOfToday_DoesNotSwitchOffWhatIsPublishedForChristmas()
    {
        Document[] versions = [new(1, Day(0)), new(2, Day(357)), new(3, Day(334))];

        Assert.Equal(1, VersionInForce.At(versions, Day(333))!.Version);
        Assert.Equal(3, VersionInForce.At(versions, Day(334))!.Version);
        Assert.Equal(3, VersionInForce.At(versions, Day(356))!.Version);
        Assert.Equal(2, VersionInForce.At(versions, Day(357))!.Version);
    }

    [Fact]
    public void At_IsTheOneWithTheLatestDateSoFar_WhateverTheOrderOfPublishing() => Prop.ForAll(
        ArbMap.Default.ArbFor<NonEmptyArray<byte>>(),
        ArbMap.Default.ArbFor<byte>(),
        (days, day) =>
        {
            Document[] versions = [.. days.Get.Select((from, i) => new Document(i + 1, Day(from)))];
            var found = VersionInForce.At(versions, Day(day));
            var sorted = versions.Where(version => version.EffectiveFrom <= Day(day)).OrderBy(version => version.EffectiveFrom).ThenBy(version => version.Version);
            return ReferenceEquals(found, sorted.LastOrDefault())
                && ReferenceEquals(VersionInForce.At(versions.Reverse(), Day(day)), found)
                && VersionInForce.AtOrFirst(versions, Day(day)) is { } any && (found is null || ReferenceEquals(any, found));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void At_PublishingForLater_ChangesNothingOfBefore() => Prop.ForAll(
        ArbMap.Default.ArbFor<byte[]>(),
        ArbMap.Default.ArbFor<(byte, byte)>(),
        (days, next) =>
        {
            Document[] versions = [.. days.Select((from, i) => new Document(i + 1, Day(from)))];
            Document[] after = [.. versions, new Document(versions.Length + 1, Day(next.Item1 + 1))];
            var at = Day(Math.Min(next.Item1, next.Item2));
            return ReferenceEquals(VersionInForce.At(versions, at), VersionInForce.At(after, at));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void AtOrFirst_BeforeTheFirst_IsTheFirst() =>
        Assert.Equal(2, VersionInForce.AtOrFirst([new Document(1, Day(5)), new Document(2, Day(3)), new Document(3, Day(9))], Day(0))!.Version);

    [Fact]
    public void EffectiveFrom_ThePastIsClosed_ExceptToImports()
    {
        var refused = VersionInForce.EffectiveFrom(Day(9), Day(10), isHistory: false, "program.effective_from").Refusal!;
        Assert.Equal(("EFFECTIVE_IN_PAST", "program.effective_from"), (refused.Reason, refused.Field));
        Assert.Equal(Day(9), VersionInForce.EffectiveFrom(Day(9), Day(10), isHistory: true, "").Value);
        Assert.Equal(Day(10), VersionInForce.EffectiveFrom(Day(10).AddMinutes(-2), Day(10), isHistory: false, "").Value);
        Assert.Equal(Day(11), VersionInForce.EffectiveFrom(Day(11), Day(10), isHistory: false, "").Value);
    }

    private static DateTimeOffset Day(int days) => Start.AddDays(days);

    private sealed record Document(long Version, DateTimeOffset EffectiveFrom) : IEffectiveVersion;
}
