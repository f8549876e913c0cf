using Omnichannel.Platform.Events;

namespace Omnichannel.Platform.Hosting;

/// <summary>The service cannot start; the message is one line for the operator and says what to do. Thrown by configuration, migrations and listeners.</summary>
public sealed class StartupException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Tells everything that is wrong with the settings at once.</summary>
    /// <exception cref="StartupException">There is a problem.</exception>
    public static void ThrowIfAny(IEnumerable<string> problems)
    {
        if (string.Join(' ', problems) is { Length: > 0 } text)
        {
            throw new StartupException(text);
        }
    }

    /// <summary>One line about any start-up failure: a stack trace helps nobody who has to free a port.</summary>
    internal static string Describe(Exception exception)
    {
        var cause = exception is AggregateException { InnerExceptions.Count: > 0 } several ? several.InnerExceptions[0] : exception;
        var text = cause is StartupException or IOException or InvalidDataException or EventLogDamagedException ? cause.Message : $"{cause.GetType().Name}: {cause.Message}";
        return text.ReplaceLineEndings(" ");
    }
}
