using Omnichannel.Cart.V1;
using Omnichannel.Types.V1;

namespace Omnichannel.Client.Carts;

/// <summary>The server did an edit as far as its merge rules allow.</summary>
/// <param name="Operation">The edit.</param>
/// <param name="LineId">The line concerned.</param>
/// <param name="Note">What is not as the edit said, and why.</param>
public sealed record MergeRemark(CartOperation Operation, string LineId, MergeNote Note);

/// <summary>The server refused an edit for good. The view no longer has it.</summary>
/// <param name="Operation">The edit.</param>
/// <param name="Refusal">Why.</param>
public sealed record OperationRefusal(CartOperation Operation, Refusal Refusal);

/// <summary>The device went over to another cart: its own was merged, or somebody else is signed in now.</summary>
/// <param name="From">The cart before; empty for none.</param>
/// <param name="To">The cart that new edits are for.</param>
public sealed record CartRedirect(string From, string To);

/// <summary>What keeps edits from being settled. They are kept, and sent again by themselves.</summary>
public enum TroubleKind
{
    /// <summary>The platform does not answer.</summary>
    Offline,

    /// <summary>It does not take the token.</summary>
    TokenRefused,

    /// <summary>A checkout runs, or a merge; edits go when it is over.</summary>
    CartBusy,

    /// <summary>The cart is not the caller's, or not any more.</summary>
    CartNotFound,

    /// <summary>Another refusal, of the call as a whole.</summary>
    Refused,

    /// <summary>The answer does not fit what was asked. Nothing was believed of it.</summary>
    NonsenseAnswer,

    /// <summary>The log was damaged and put aside; a new one was begun.</summary>
    LogDamaged,

    /// <summary>The answer could not be kept. The edits are asked about again.</summary>
    LogFailed,

    /// <summary>Numbers that this log had not sent are used: a copy of it is at work. What was not sent got new numbers.</summary>
    NumbersTaken,

    /// <summary>A handler of an event threw.</summary>
    HandlerFailed,
}

/// <summary>Something that keeps edits from being settled.</summary>
/// <param name="Kind">What.</param>
/// <param name="Message">For a developer's log, in English.</param>
/// <param name="Cause">The error, where there is one.</param>
public sealed record CartTrouble(TroubleKind Kind, string Message, Exception? Cause = null);
