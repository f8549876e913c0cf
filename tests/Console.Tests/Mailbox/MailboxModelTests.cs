using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Omnichannel.Messaging.V1;
using Omnichannel.WebConsole.Mailbox;

namespace Omnichannel.WebConsole.Tests.Mailbox;

public sealed class MailboxModelTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private readonly List<FoundMessage> all = [];
    private readonly MailboxModel model;
    private readonly ScriptedCalls calls;
    private RpcException? failure;

    public MailboxModelTests()
    {
        calls = new ScriptedCalls().On<FindMessagesRequest, FindMessagesResponse>("FindMessages", (request, _) => failure is null ? Find(request) : throw failure);
        model = new MailboxModel(calls, MailboxFilter.All);
    }

    [Fact]
    public async Task Messages_AreListed_LatestFirst_PageByPage()
    {
        Add(120);
        await model.Show(MailboxFilter.All);
        Assert.Equal((50, true, true), (model.Entries.Count, model.HasMore, model.IsLoaded));

        await model.LoadMore();
        await model.LoadMore();
        await model.LoadMore();

        Assert.Equal(Enumerable.Range(0, 120).Reverse().Select(Id), model.Entries.Select(entry => entry.Id));
        Assert.False(model.HasMore);
        Assert.Equal(3, calls.Made<FindMessagesRequest>().Count);
    }

    [Fact]
    public async Task Refresh_TakesWhatIsNewAndWhatHasChanged_AndKeepsWhatWasLoadedBeyond()
    {
        Add(120);
        await model.Show(MailboxFilter.All);
        await model.LoadMore();
        all[119].Message.State = MessageState.Delivered;
        Add(3);

        await model.Refresh();

        Assert.Equal(103, model.Entries.Count);
        Assert.Equal(Enumerable.Range(20, 103).Reverse().Select(Id), model.Entries.Select(entry => entry.Id));
        Assert.Equal(MessageState.Delivered, model.Entries[3].Message.State);
        await model.LoadMore();
        Assert.Equal((123, false), (model.Entries.Count, model.HasMore));
    }

    [Fact]
    public async Task Refresh_LeavesOut_WhatDoesNotMatchAnyMore()
    {
        Add(60);
        await model.Show(new MailboxFilter("", Medium.Unspecified, [MessageState.Sent]));
        all[59].Message.State = MessageState.Bounced;

        await model.Refresh();

        Assert.DoesNotContain(model.Entries, entry => entry.Id == Id(59));
        all.Clear();
        await model.Refresh();
        Assert.Empty(model.Entries);
    }

    [Fact]
    public async Task Filter_IsAskedFor_AndWhatAnOlderOneBrings_IsNotShown()
    {
        Add(2);
        var late = new TaskCompletionSource<FindMessagesResponse>();
        calls.OnAsync<FindMessagesRequest, FindMessagesResponse>("FindMessages", (request, _) => request.ContactId == "" ? late.Task : Task.FromResult(Find(request)));
        var first = model.Show(MailboxFilter.All);
        await model.Show(new MailboxFilter(" customer-1 ", Medium.Email, [MessageState.Sent]));
        late.SetResult(Find(new FindMessagesRequest()));
        await first;

        Assert.Equal([Id(1)], model.Entries.Select(entry => entry.Id));
        var asked = calls.Made<FindMessagesRequest>()[^1];
        Assert.Equal(("customer-1", Medium.Email, MessageState.Sent), (asked.ContactId, asked.Medium, Assert.Single(asked.States)));
        Assert.True(model.Filter.IsNarrow);
    }

    [Fact]
    public async Task WhenThePlatformIsAway_WhatIsThereStays()
    {
        Add(2);
        await model.Show(MailboxFilter.All);
        failure = new RpcException(new Status(StatusCode.Unavailable, "away"));

        await model.Refresh();
        Assert.Equal((2, failure), (model.Entries.Count, model.Refusal));

        failure = null;
        await model.Refresh();
        Assert.Null(model.Refusal);
    }

    [Fact]
    public async Task Selected_IsTheOneThatWasChosenLast()
    {
        Add(2);
        await model.Show(MailboxFilter.All);
        var late = new TaskCompletionSource<ExplainMessageResponse>();
        calls.OnAsync<ExplainMessageRequest, ExplainMessageResponse>(
            "ExplainMessage", (request, _) => request.MessageId == Id(0) ? late.Task : Task.FromResult(Why(request)));
        var first = model.Select(Id(0), "it");
        Assert.Equal((Id(0), null), (model.Selected!.Id, model.Selected.Why));
        await model.Select(Id(1), "it");
        late.SetResult(Why(new ExplainMessageRequest { MessageId = Id(0) }));
        await first;

        Assert.Equal((Id(1), Id(1), Id(1)), (model.Selected.Id, model.Selected.Why!.Message.MessageId, model.Selected.Entry!.Id));
        Assert.Equal("it", calls.Made<ExplainMessageRequest>()[0].Language);
        Assert.False(model.Selected.IsBehind(model.Entries));
        all[1].Message.State = MessageState.Delivered;
        await model.Refresh();
        Assert.True(model.Selected.IsBehind(model.Entries));
        model.Unselect();
        Assert.Null(model.Selected);
    }

    [Fact]
    public async Task Explanation_ThatIsRefused_LeavesTheMessage()
    {
        Add(1);
        await model.Show(MailboxFilter.All);
        calls.On<ExplainMessageRequest, ExplainMessageResponse>("ExplainMessage", (_, _) => throw new RpcException(new Status(StatusCode.NotFound, "no such message")));

        await model.Select(Id(0), "en");

        Assert.Equal(("no such message", Id(0)), (model.Selected!.Refusal!.Status.Detail, model.Selected.Message!.MessageId));
    }

    [Fact]
    public async Task Explanation_ThatIsRefusedLater_LeavesTheOneThatIsThere_AndIsAskedAgain()
    {
        Add(1);
        await model.Show(MailboxFilter.All);
        calls.On<ExplainMessageRequest, ExplainMessageResponse>("ExplainMessage", (request, _) => failure is null ? Why(request) : throw failure);
        await model.Select(Id(0), "en");
        failure = new RpcException(new Status(StatusCode.Unauthenticated, "the session is over"));
        await model.Select(Id(0), "en");
        Assert.Equal((Id(0), failure, true), (model.Selected!.Why?.Message.MessageId, model.Selected.Refusal, model.Selected.IsBehind(model.Entries)));

        failure = null;
        await model.Select(Id(0), "en");
        Assert.Equal((null, false), (model.Selected.Refusal, model.Selected.IsBehind(model.Entries)));
    }

    [Fact]
    public void Entry_SaysWhereItWent_ElseWhomItIsFor()
    {
        var sent = new MessageEntry(Message(0));
        var unsent = new MessageEntry(new FoundMessage { Message = new Message { MessageId = "m", ContactId = "customer-1", CreatedAt = Timestamp.FromDateTimeOffset(Noon) } });

        Assert.Equal(("person-0@example.com", "Title 0"), (sent.Recipient, sent.Title));
        Assert.Equal(("customer-1", "", Noon), (unsent.Recipient, unsent.Title, unsent.At));
    }

    private static string Id(int number) => $"m-{number:0000}";

    private static ExplainMessageResponse Why(ExplainMessageRequest request) => new() { Message = new Message { MessageId = request.MessageId, State = MessageState.Sent } };

    private void Add(int count)
    {
        for (var i = 0; i < count; i++)
        {
            all.Add(Message(all.Count));
        }
    }

    private FindMessagesResponse Find(FindMessagesRequest request)
    {
        var found = all.AsEnumerable().Reverse()
            .Where(one => request.ContactId == "" || one.Message.ContactId == request.ContactId)
            .Where(one => request.States.Count == 0 || request.States.Contains(one.Message.State))
            .SkipWhile(one => request.PageToken.Length > 0 && string.CompareOrdinal(one.Message.MessageId, request.PageToken) >= 0).ToList();
        return new FindMessagesResponse
        {
            Messages = { found.Take(request.PageSize == 0 ? 50 : request.PageSize).Select(one => one.Clone()) },
            NextPageToken = request.PageSize > 0 && found.Count > request.PageSize ? found[request.PageSize - 1].Message.MessageId : "",
        };
    }

    private static FoundMessage Message(int number) => new()
    {
        Message = new Message
        {
            MessageId = Id(number), ContactId = $"customer-{number}", State = MessageState.Sent, Medium = Medium.Email, CreatedAt = Timestamp.FromDateTimeOffset(Noon.AddSeconds(number)),
        },
        Received = new MailboxItem
        {
            MessageId = Id(number), Recipient = $"person-{number}@example.com", Title = $"Title {number}", ReceivedAt = Timestamp.FromDateTimeOffset(Noon.AddSeconds(number + 1)),
        },
    };
}
