using System.Text;
using Omnichannel.Platform.Files;
using Omnichannel.TestKit;

namespace Omnichannel.Platform.Tests.Files;

public sealed class WatchedFilesTests : IDisposable
{
    private readonly TempFolder folder = new("watched");
    private readonly SteppedClock clock = new();
    private readonly List<string> renewed = [];
    private readonly List<string> failures = [];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void SwappedLink_IsSeen_AlthoughNoFileOfThatNameChanged()
    {
        CertificateAuthority.Swap(folder.Path, new() { ["one"] = "a", ["two"] = "b" });
        var files = Watch("one", "two");
        CertificateAuthority.Swap(folder.Path, new() { ["one"] = "c", ["two"] = "d" });

        Assert.Equal("a+b", files.Current);
        clock.Step();
        Assert.Equal("c+d", files.Current);
        Assert.Equal(["c+d"], renewed);
    }

    [Fact]
    public void HalfWrittenPair_LeavesWhatWasKnown_UntilItIsWhole()
    {
        CertificateAuthority.Swap(folder.Path, new() { ["one"] = "a", ["two"] = "a" });
        var files = Watch("one", "two", whole: true);
        CertificateAuthority.Swap(folder.Path, new() { ["one"] = "b", ["two"] = "a" });
        clock.Step();
        Assert.Equal("a+a", files.Current);
        clock.Step();
        Assert.Equal("a+a", files.Current);
        CertificateAuthority.Swap(folder.Path, new() { ["one"] = "b", ["two"] = "b" });
        clock.Step();

        Assert.Equal("b+b", files.Current);
        Assert.Single(failures);
    }

    [Fact]
    public void FileThatIsGone_LeavesWhatWasKnown_AndIsToldOnce()
    {
        File.WriteAllText(folder["one"], "a");
        var files = Watch("one");
        File.Delete(folder["one"]);
        clock.Step();
        Assert.Equal("a", files.Current);
        clock.Step();
        Assert.Equal("a", files.Current);
        File.WriteAllText(folder["one"], "b");
        clock.Step();

        Assert.Equal("b", files.Current);
        Assert.Single(failures);
    }

    [Fact]
    public void FileThatIsNotThere_IsSaidAtOnce() => Assert.ThrowsAny<IOException>(() => Watch("nothing"));

    private WatchedFiles<string> Watch(string first, string? second = null, bool whole = false) => new(
        second is null ? [folder[first]] : [folder[first], folder[second]],
        files => whole && !files[0].SequenceEqual(files[1])
            ? throw new FormatException("The two do not belong together.")
            : string.Join('+', files.Select(Encoding.UTF8.GetString)),
        clock,
        renewed.Add,
        failure => failures.Add(failure.Message));

    private sealed class SteppedClock : TimeProvider
    {
        private long now = 1;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => now;

        public void Step() => now++;
    }
}
