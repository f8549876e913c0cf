using System.Buffers;
using System.Net;
using System.Security.Cryptography;
using Google.Protobuf;
using Grpc.Core;
using Omnichannel.Platform.Clients;
using Omnichannel.Platform.Execution;
using Omnichannel.Types.V1;

namespace Omnichannel.Platform.Security;

/// <summary>What rpc methods ask of their call.</summary>
public static class ServerCallContextExtensions
{
    /// <summary>Who calls. For rpcs that need no token (grants): a caller with <see cref="Role.Unspecified"/> and an empty subject.</summary>
    public static Caller Caller(this ServerCallContext context) => State(context).Caller;

    /// <summary>From where it comes, as limits count it (<see cref="AddressBlock"/>): what the gateway saw, else the peer. Services are reached through the gateway only.</summary>
    public static string Address(this ServerCallContext context)
    {
        var http = context.GetHttpContext();
        var forwarded = http.Request.Headers[CallScope.AddressHeader].ToString().Split(',')[^1].Trim();
        return (IPAddress.TryParse(forwarded, out var address) ? address : http.Connection.RemoteIpAddress) is { } known ? AddressBlock.Of(known) : "";
    }

    /// <summary>Whether the address is a caller's that was passed on, and not that of whoever passed the call on.</summary>
    internal static bool IsForwarded(this ServerCallContext context) => context.GetHttpContext().Request.Headers.ContainsKey(CallScope.AddressHeader);

    /// <summary>The command that this call is: caller, rpc, idempotency key (empty for rpcs that take none), and the hash of its request.</summary>
    public static CommandContext Command(this ServerCallContext context, IMessage request)
    {
        var call = State(context);
        var hash = Hash(request);
        return new CommandContext(WithPrincipal(call.Caller, hash), call.Rule.Rpc, call.IdempotencyKey, hash);
    }

    /// <summary>The same command, when it has a key; for rpcs that take one with some requests only.</summary>
    /// <exception cref="RpcException">INVALID_ARGUMENT, IDEMPOTENCY_KEY_MISSING.</exception>
    public static CommandContext WithKey(this CommandContext command) => command.IdempotencyKey.Length > 0 ? command : throw AccessGate.KeyMissing();

    /// <summary>
    /// Callers without a token share no device principal. Theirs is the request itself (it holds the grant): equal keys of different devices never meet.
    /// </summary>
    private static Caller WithPrincipal(Caller caller, byte[] hash) =>
        caller.DevicePrincipal.Length > 0 ? caller : caller with { DevicePrincipal = "anonymous:" + Convert.ToHexStringLower(hash) };

    private static CallState State(ServerCallContext context) =>
        CallState.Find(context) ?? throw new InvalidOperationException($"{context.Method} was not called through the platform.");

    /// <summary>Map entries in a fixed order, so that an equal request of a device that builds it anew hashes equally.</summary>
    private static byte[] Hash(IMessage request)
    {
        var size = request.CalculateSize();
        var buffer = ArrayPool<byte>.Shared.Rent(size);
        try
        {
            using var output = new CodedOutputStream(buffer) { Deterministic = true };
            request.WriteTo(output);
            return SHA256.HashData(buffer.AsSpan(0, size));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }
}
