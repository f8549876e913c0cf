namespace Omnichannel.Client.Device;

/// <summary>What keeps edits or sales from being settled. They are kept, and sent again by themselves.</summary>
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

    /// <summary>The answer could not be kept. It is asked for again.</summary>
    LogFailed,

    /// <summary>Numbers that this log had not sent are used: a copy of it is at work. What was not sent got new numbers.</summary>
    NumbersTaken,

    /// <summary>A handler of an event threw.</summary>
    HandlerFailed,
}

/// <summary>Something that keeps edits or sales from being settled.</summary>
/// <param name="Kind">What.</param>
/// <param name="Message">For a developer's log, in English.</param>
/// <param name="Cause">The error, where there is one.</param>
public sealed record ClientTrouble(TroubleKind Kind, string Message, Exception? Cause = null);
