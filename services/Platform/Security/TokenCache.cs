using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Omnichannel.Platform.Security;

/// <summary>
/// Remembers verified tokens by their SHA-256, so that a signature is verified once and not per call; the tokens themselves are not kept.
/// Bounded: two generations of at most half the capacity each; what is in use moves to the younger one, the older one is dropped whole.
/// </summary>
internal sealed class TokenCache(int capacity)
{
    /// <summary>Longer tokens are refused before anything is computed over them.</summary>
    public const int MaxTokenLength = 8192;

    private ConcurrentDictionary<TokenHash, Entry> young = new();
    private ConcurrentDictionary<TokenHash, Entry> old = new();
    private int youngCount;

    public bool TryGet(TokenHash hash, out Entry entry)
    {
        if (young.TryGetValue(hash, out entry))
        {
            return true;
        }

        if (!old.TryGetValue(hash, out entry))
        {
            return false;
        }

        Add(hash, entry);
        return true;
    }

    public void Add(TokenHash hash, Entry entry)
    {
        if (young.TryAdd(hash, entry))
        {
            if (Interlocked.Increment(ref youngCount) > capacity / 2)
            {
                Age();
            }
        }
        else
        {
            young[hash] = entry;
        }
    }

    private void Age()
    {
        // One of the threads that find it full turns the page; an entry that another one adds meanwhile is at worst verified again.
        if (Interlocked.Exchange(ref youngCount, 0) > capacity / 2)
        {
            old = young;
            young = new();
        }
    }

    /// <summary>A verified token: who it names, from when, and until when it need not be looked at again.</summary>
    public readonly record struct Entry(Caller Caller, DateTimeOffset RecheckAt);
}

/// <summary>SHA-256 of a token.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct TokenHash : IEquatable<TokenHash>
{
    private readonly UInt128 high;
    private readonly UInt128 low;

    private TokenHash(ReadOnlySpan<byte> hash)
    {
        high = MemoryMarshal.Read<UInt128>(hash);
        low = MemoryMarshal.Read<UInt128>(hash[16..]);
    }

    /// <summary>False for text that cannot be a token: not ASCII, or too long.</summary>
    public static bool TryCompute(ReadOnlySpan<char> token, out TokenHash hash)
    {
        hash = default;
        if (token.Length > TokenCache.MaxTokenLength)
        {
            return false;
        }

        byte[]? rented = null;
        var bytes = token.Length <= 1024 ? stackalloc byte[1024] : rented = ArrayPool<byte>.Shared.Rent(token.Length);
        try
        {
            if (Ascii.FromUtf16(token, bytes, out var written) != OperationStatus.Done)
            {
                return false;
            }

            Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(bytes[..written], digest);
            hash = new TokenHash(digest);
            return true;
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented, clearArray: true);
            }
        }
    }

    public bool Equals(TokenHash other) => high == other.high && low == other.low;

    public override bool Equals(object? obj) => obj is TokenHash other && Equals(other);

    // The bytes of a SHA-256 are as good as any hash of them.
    public override int GetHashCode() => (int)(ulong)low;
}
