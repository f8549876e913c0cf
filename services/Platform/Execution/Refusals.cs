using Omnichannel.Platform.Domain;

namespace Omnichannel.Platform.Execution;

/// <summary>A refusal as it is kept under its idempotency key.</summary>
internal sealed record RefusalRecord(RefusalKind Kind, string Reason, string Message, string? Field, Dictionary<string, string> Facts);

/// <summary>A refusal answered again.</summary>
internal sealed record RecordedRefusal(RefusalRecord Record) : Refusal(Record.Kind, Record.Reason, Record.Message)
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Facts => Record.Facts;

    /// <inheritdoc/>
    public override string? Field => Record.Field;
}
