namespace Omnichannel.Messaging.Domain;

/// <summary>What makes a message: a trigger, conditions, and what to send when. Read from <c>Journeys/journeys.yaml</c>; a new one is a new entry.</summary>
public sealed class Journey
{
    /// <summary>Stable id.</summary>
    public string Id { get; set; } = "";

    /// <summary>Raised with every change.</summary>
    public int Version { get; set; } = 1;

    /// <summary>Full name of the event that starts it.</summary>
    public string Trigger { get; set; } = "";

    /// <summary>Field of the event (as in its JSON) → the values one of which it must have.</summary>
    public Dictionary<string, List<string>> When { get; set; } = [];

    /// <summary>Field of the event that holds what the message is about; with the step it makes the message unique.</summary>
    public string Subject { get; set; } = "";

    /// <summary>Journeys that it corrects: without a message of one of them about the same subject that went out, there is nothing to say.</summary>
    public List<string> Corrects { get; set; } = [];

    /// <summary>What the law says about its messages.</summary>
    public LegalClass LegalClass { get; set; }

    /// <summary>Whose consent decides; of messages that may be refused or must be asked for.</summary>
    public ConsentPurpose Purpose { get; set; }

    /// <summary>What is sent.</summary>
    public List<JourneyStep> Steps { get; set; } = [];
}

/// <summary>One message of a journey.</summary>
public sealed class JourneyStep
{
    /// <summary>Stable id within the journey.</summary>
    public string Id { get; set; } = "send";

    /// <summary>How long after the trigger.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>How long after the trigger it still makes sense.</summary>
    public TimeSpan Deadline { get; set; } = TimeSpan.FromDays(3);

    /// <summary>Media in the order in which they are tried.</summary>
    public List<Medium> Media { get; set; } = [Medium.Email, Medium.Sms, Medium.Push];

    /// <summary>Name of the template.</summary>
    public string Template { get; set; } = "";

    /// <summary>Facts about the subject, its order or its promise that make the message untrue.</summary>
    public List<string> CancelWhen { get; set; } = [];
}
