using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Omnichannel.Messaging.V1;

namespace Omnichannel.WebConsole.Mailbox;

/// <summary>Which messages are shown.</summary>
/// <param name="ContactId">Only this person's; everybody's when empty.</param>
/// <param name="Medium">Only by this medium; by any when unspecified.</param>
/// <param name="States">Only in these states; in any when empty.</param>
public sealed record MailboxFilter(string ContactId, Medium Medium, IReadOnlyList<MessageState> States)
{
    /// <summary>Everything.</summary>
    public static MailboxFilter All { get; } = new("", Medium.Unspecified, []);

    /// <summary>Whether it leaves anything out.</summary>
    public bool IsNarrow => ContactId.Length > 0 || Medium is not Medium.Unspecified || States.Count > 0;

    /// <summary>Whether the same messages are meant.</summary>
    public bool IsSameAs(MailboxFilter other) => ContactId == other.ContactId && Medium == other.Medium && States.SequenceEqual(other.States);

    internal FindMessagesRequest Page(string token, int size) => new()
    {
        PageSize = size, PageToken = token, ContactId = ContactId.Trim(), Medium = Medium, States = { States },
    };
}

/// <summary>Everybody's messages, latest first: what was sent, what waits, what was not sent. One of them is looked at closely.</summary>
/// <param name="calls">The gateway's gRPC as an operator.</param>
/// <param name="filter">Which are shown at first.</param>
public sealed class MailboxModel(CallInvoker calls, MailboxFilter filter)
{
    private const int PageSize = 50;

    private readonly MessagingService.MessagingServiceClient messaging = new(calls);
    private string nextPage = "";
    private int asked;

    /// <summary>Which are shown.</summary>
    public MailboxFilter Filter { get; private set; } = filter;

    /// <summary>Those that are loaded, latest first.</summary>
    public IReadOnlyList<MessageEntry> Entries { get; private set; } = [];

    /// <summary>Whether there are older ones.</summary>
    public bool HasMore => nextPage.Length > 0;

    /// <summary>Whether it has looked at least once with this filter.</summary>
    public bool IsLoaded { get; private set; }

    /// <summary>Why the list could not be had; null when it could.</summary>
    public RpcException? Refusal { get; private set; }

    /// <summary>The message that is looked at; null for none.</summary>
    public MessageDetail? Selected { get; private set; }

    /// <summary>Shows other messages.</summary>
    public Task Show(MailboxFilter others, CancellationToken cancellation = default)
    {
        (Filter, Entries, nextPage, IsLoaded, Refusal) = (others, [], "", false, null);
        return Refresh(cancellation);
    }

    /// <summary>Looks what is new, and what has changed of the latest ones. Those that were loaded beyond them stay.</summary>
    public Task Refresh(CancellationToken cancellation = default) => Fetch("", cancellation);

    /// <summary>Loads older ones.</summary>
    public Task LoadMore(CancellationToken cancellation = default) => HasMore ? Fetch(nextPage, cancellation) : Task.CompletedTask;

    /// <summary>Looks at a message closely: why it stands where it does.</summary>
    /// <param name="messageId">One of the entries, or any other.</param>
    /// <param name="language">In which the sentence is said.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task Select(string messageId, string language, CancellationToken cancellation = default)
    {
        var entry = Entries.FirstOrDefault(one => one.Id == messageId);
        if (Selected?.Id != messageId)
        {
            Selected = new MessageDetail(messageId, entry, null, null);
        }

        try
        {
            var why = await messaging.ExplainMessageAsync(new ExplainMessageRequest { MessageId = messageId, Language = language }, cancellationToken: cancellation);
            Settle(new MessageDetail(messageId, entry ?? Selected?.Entry, why, null));
        }
        catch (RpcException failure) when (failure.StatusCode is not StatusCode.Cancelled || !cancellation.IsCancellationRequested)
        {
            // What was known before stays.
            Settle(new MessageDetail(messageId, entry ?? Selected?.Entry, Selected?.Id == messageId ? Selected.Why : null, failure));
        }
    }

    /// <summary>Looks at none.</summary>
    public void Unselect() => Selected = null;

    // Another one may have been chosen meanwhile.
    private void Settle(MessageDetail detail) => Selected = Selected?.Id == detail.Id ? detail : Selected;

    private async Task Fetch(string token, CancellationToken cancellation)
    {
        var (shown, turn) = (Filter, ++asked);
        try
        {
            var answer = await messaging.FindMessagesAsync(shown.Page(token, PageSize), cancellationToken: cancellation);
            if (shown != Filter || (turn != asked && token.Length > 0))
            {
                return;
            }

            Take([.. answer.Messages.Select(found => new MessageEntry(found))], token, answer.NextPageToken);
            (IsLoaded, Refusal) = (true, null);
        }
        catch (RpcException failure) when (failure.StatusCode is not StatusCode.Cancelled || !cancellation.IsCancellationRequested)
        {
            if (shown == Filter)
            {
                (IsLoaded, Refusal) = (true, failure);
            }
        }
    }

    private void Take(List<MessageEntry> page, string token, string next)
    {
        if (token.Length > 0)
        {
            Entries = [.. Entries, .. page.Where(entry => Entries.All(known => known.Id != entry.Id))];
            nextPage = next;
            return;
        }

        // Of what the page covers it is the truth: an entry that is no longer in it does not match any more. The page's end is that of the list only where it reaches so far.
        var older = page.Count > 0 && next.Length > 0 ? [.. Entries.Where(entry => entry.IsOlderThan(page[^1]))] : new List<MessageEntry>();
        Entries = [.. page, .. older];
        nextPage = older.Count > 0 ? nextPage : next;
    }
}

/// <summary>A message in the list.</summary>
public sealed record MessageEntry(FoundMessage Found)
{
    /// <summary>Its id.</summary>
    public string Id => Message.MessageId;

    /// <summary>As the platform has it.</summary>
    public Message Message => Found.Message;

    /// <summary>What the embedded mailbox received; null when nothing went out.</summary>
    public MailboxItem? Received => Found.Received;

    /// <summary>Where it went; whom it is for when nothing went out.</summary>
    public string Recipient => Received?.Recipient is { Length: > 0 } address ? address : Message.ContactId;

    /// <summary>Its title; empty for what has none, or was not sent.</summary>
    public string Title => Received?.Title is { Length: > 0 } title ? title : Message.Title;

    /// <summary>When it went out, or was made.</summary>
    public DateTimeOffset At => (Received?.ReceivedAt ?? Message.SentAt ?? Message.CreatedAt ?? new Timestamp()).ToDateTimeOffset();

    /// <summary>Whether it comes behind another one in the list.</summary>
    public bool IsOlderThan(MessageEntry other) =>
        (Message.CreatedAt.ToDateTimeOffset(), Message.MessageId).CompareTo((other.Message.CreatedAt.ToDateTimeOffset(), other.Message.MessageId)) < 0;
}

/// <summary>A message that is looked at closely.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Entry">As the list has it; null when it is not in the list.</param>
/// <param name="Why">Why it stands where it does, as it was answered last; null before.</param>
/// <param name="Refusal">Why the last answer could not be had; null when it could.</param>
public sealed record MessageDetail(string Id, MessageEntry? Entry, ExplainMessageResponse? Why, RpcException? Refusal)
{
    /// <summary>As the platform has it; null while nothing is known.</summary>
    public Message? Message => Why?.Message ?? Entry?.Message;

    /// <summary>Whether the list knows more of it by now: another state, or what went out.</summary>
    public bool IsBehind(IEnumerable<MessageEntry> entries) => entries.FirstOrDefault(entry => entry.Id == Id) is { } now
        && (Why is null || Refusal is not null || now.Message.State != Why.Message.State || now.Received is null != Entry?.Received is null);
}
