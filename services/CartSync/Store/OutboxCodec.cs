using Omnichannel.Platform.Events;

namespace Omnichannel.CartSync.Store;

/// <summary>Outbox rows and answers as Redis keeps them.</summary>
internal static class OutboxCodec
{
    public static byte[] Write(EventRecord record)
    {
        using var to = new StateWriter();
        to.Text(record.Id);
        to.Text(record.Topic);
        to.Text(record.Type);
        to.Text(record.Source);
        to.Text(record.Subject);
        to.Number(record.AggregateVersion);
        to.Time(record.Time);
        to.Text(record.TraceParent ?? "");
        to.Blob(record.Data.Span);
        return to.ToArray();
    }

    public static EventRecord ReadEvent(byte[] data)
    {
        var from = new StateReader(data);
        var id = from.Text();
        return new EventRecord(
            Topic: from.Text(),
            Id: id,
            Type: from.Text(),
            Source: from.Text(),
            Subject: from.Text(),
            AggregateVersion: from.Number(),
            Time: from.Time(),
            TraceParent: from.Text() is { Length: > 0 } trace ? trace : null,
            Data: from.Blob());
    }

    public static byte[] Write(RecordedAnswer answer)
    {
        using var to = new StateWriter();
        to.Text(answer.RequestHash);
        to.Flag(answer.IsRefusal);
        to.Blob(answer.Bytes);
        return to.ToArray();
    }

    public static RecordedAnswer ReadAnswer(byte[] data) => ReadAnswer(new StateReader(data));

    public static byte[] Write(KeptEdit edit)
    {
        using var to = new StateWriter();
        to.Text(edit.Digest);
        to.Time(edit.MadeAt);
        to.Text(edit.Answer.RequestHash);
        to.Flag(edit.Answer.IsRefusal);
        to.Blob(edit.Answer.Bytes);
        return to.ToArray();
    }

    public static KeptEdit ReadEdit(byte[] data)
    {
        var from = new StateReader(data);
        return new KeptEdit(from.Text(), from.Time(), ReadAnswer(from));
    }

    private static RecordedAnswer ReadAnswer(StateReader from) => new(from.Text(), from.Flag(), from.Blob());
}
