namespace Omnichannel.WebConsole.Shared;

/// <summary>How a state is shown.</summary>
public enum StateKind
{
    /// <summary>Neither good nor bad: a dash.</summary>
    Neutral,

    /// <summary>As it should be: a tick.</summary>
    Good,

    /// <summary>Under way: a ring.</summary>
    Busy,

    /// <summary>Wants attention: a triangle.</summary>
    Warning,

    /// <summary>Failed: a cross.</summary>
    Bad,
}
