using Omnichannel.CartSync.Domain;
using Omnichannel.Platform.Contracts;
using Omnichannel.Platform.Execution;
using Omnichannel.Platform.Security;
using Omnichannel.Types.V1;

namespace Omnichannel.CartSync.Transport;

/// <summary>Callers and keys as the domain sees them.</summary>
internal static class CallMapping
{
    private const int DeviceHours = 24;
    private const int TerminalHours = 24 * 30;

    public static Domain.Actor ToActor(this Caller caller) => new(
        caller.Subject, caller.Role.ToDomain(), caller.Channel.ToDomain(), caller.StoreId ?? "", caller.ActorId ?? "");

    public static AnswerKey ToKey(this CommandContext command) => new(
        command.Caller.Principal,
        command.Rpc,
        command.IdempotencyKey,
        Convert.ToHexString(command.RequestHash),
        command.Caller.Role is Role.Terminal ? TerminalHours : DeviceHours);
}
