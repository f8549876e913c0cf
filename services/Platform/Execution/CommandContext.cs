using Omnichannel.Platform.Security;

namespace Omnichannel.Platform.Execution;

/// <summary>Who asks for an effect, and the key under which its answer is remembered (architecture, Idempotency).</summary>
/// <param name="Caller">The authenticated caller.</param>
/// <param name="Rpc">Full rpc name, <c>package.Service/Method</c>.</param>
/// <param name="IdempotencyKey">The device's key for this effect.</param>
/// <param name="RequestHash">SHA-256 of the request's bytes: the same key with another request is refused.</param>
public sealed record CommandContext(Caller Caller, string Rpc, string IdempotencyKey, byte[] RequestHash);
