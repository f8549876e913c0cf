using System.Security.Cryptography;

namespace Omnichannel.Platform.Files;

/// <summary>
/// What a few files hold together, read again when they change. They are compared by what is in them: Kubernetes swaps a link to their folder, and no time of
/// the files tells that. They are looked at when they are asked for, four times a second at most.
/// </summary>
/// <remarks>Files that cannot be read or understood (one of a pair was written, the other not yet) leave what was known; they are looked at again.</remarks>
internal sealed class WatchedFiles<T>
    where T : class
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);

    private readonly Lock guard = new();
    private readonly IReadOnlyList<string> paths;
    private readonly Func<IReadOnlyList<byte[]>, T> parse;
    private readonly TimeProvider clock;
    private readonly Action<T>? renewed;
    private readonly Action<Exception>? failed;
    private byte[] seen;
    private string? failure;
    private long lookedAt;
    private volatile T current;

    /// <param name="paths">The files.</param>
    /// <param name="parse">Reads what is in them.</param>
    /// <param name="clock">Tells when to look again.</param>
    /// <param name="renewed">Told what they hold after a change.</param>
    /// <param name="failed">Told why a change is not taken up.</param>
    /// <exception cref="IOException">A file cannot be read, or is not what it should be: whatever <paramref name="parse"/> throws, too.</exception>
    public WatchedFiles(
        IReadOnlyList<string> paths, Func<IReadOnlyList<byte[]>, T> parse, TimeProvider clock, Action<T>? renewed = null, Action<Exception>? failed = null)
    {
        (this.paths, this.parse, this.clock, this.renewed, this.failed) = (paths, parse, clock, renewed, failed);
        lookedAt = clock.GetTimestamp();
        var files = ReadAll();
        (seen, current) = (Hash(files), parse(files));
    }

    /// <summary>What they hold now.</summary>
    public T Current
    {
        get
        {
            // One caller looks; the others go on with what is known.
            if (clock.GetElapsedTime(Volatile.Read(ref lookedAt)) >= LookEvery && guard.TryEnter())
            {
                try
                {
                    Look();
                }
                finally
                {
                    guard.Exit();
                }
            }

            return current;
        }
    }

    private void Look()
    {
        try
        {
            var files = ReadAll();
            var hash = Hash(files);
            if (hash.AsSpan().SequenceEqual(seen))
            {
                return;
            }

            seen = hash;
            current = parse(files);
            failure = null;
            renewed?.Invoke(current);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException or FormatException)
        {
            if (failure != exception.Message)
            {
                failure = exception.Message;
                failed?.Invoke(exception);
            }
        }
        finally
        {
            Volatile.Write(ref lookedAt, clock.GetTimestamp());
        }
    }

    private byte[][] ReadAll() => [.. paths.Select(File.ReadAllBytes)];

    private static byte[] Hash(IReadOnlyList<byte[]> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            hash.AppendData(BitConverter.GetBytes(file.Length));
            hash.AppendData(file);
        }

        return hash.GetHashAndReset();
    }
}
