using System.Security.Cryptography;
using System.Text;

namespace Omnichannel.CartSync.Store;

/// <summary>A Lua script and the hash under which Redis knows it: the hash is what is sent.</summary>
public sealed class RedisScript(string text)
{
    /// <summary>Its source.</summary>
    public string Text { get; } = text;

    /// <summary>SHA-1, as Redis defines it.</summary>
#pragma warning disable CA5350 // A name, not a seal.
    public byte[] Hash { get; } = SHA1.HashData(Encoding.UTF8.GetBytes(text));
#pragma warning restore CA5350
}
