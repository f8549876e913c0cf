using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;
using Omnichannel.Platform.Errors;
using Omnichannel.Platform.Tests.V1;

namespace Omnichannel.Platform.Tests.Errors;

public sealed class WireTextTests
{
    private static readonly WireText.TypePlan Plan = WireText.PlanOf(ProbeRequest.Descriptor);

    [Fact]
    public void FindInvalid_TextOfEveryKind_IsValid() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<NonNull<string>>(), ArbMap.Default.ArbFor<NonNull<string>>(), ArbMap.Default.ArbFor<byte[]>(),
            (text, other, ballast) => Find(Message(text.Get, other.Get, ballast).ToByteArray()) is null).QuickCheckThrowOnFailure();

    [Fact]
    public void FindInvalid_AnyDamage_NothingIsReplacedUnseen() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<NonNull<string>>(), ArbMap.Default.ArbFor<NonNegativeInt>(), ArbMap.Default.ArbFor<byte>(),
            (text, where, damage) =>
            {
                var bytes = Message(text.Get.Replace("\uFFFD", "", StringComparison.Ordinal), "é", [0xFF]).ToByteArray();
                bytes[where.Get % bytes.Length] = damage;
                try
                {
                    var read = ProbeRequest.Parser.ParseFrom(bytes);
                    return Find(bytes) is not null || bytes.AsSpan().IndexOf("\uFFFD"u8) >= 0 || !Texts(read).Any(part => part.Contains('\uFFFD', StringComparison.Ordinal));
                }
                catch (InvalidProtocolBufferException)
                {
                    Find(bytes);
                    return true;
                }
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    [Theory]
    [InlineData("text", "2203C3A44122 01E4")]
    [InlineData("text", "2202 61E4")]
    [InlineData("member_id", "0A02FFFE")]
    [InlineData("owner.member_id", "1203 0A01E4")]
    [InlineData("owners[2].member_id", "2A00 2203C3A441 2A030A0161 2A030A01E4")]
    [InlineData("labels[]", "3206 0A0161 1201E4")]
    [InlineData("text", "2202 C3A4 2201C3")]
    [InlineData("text", "2203 EDA080")]
    [InlineData(null, "2202 C3A4 2201 41")]
    [InlineData(null, "2203 EFBFBD")]
    [InlineData(null, "3A02FFFE")]
    [InlineData(null, "7A02FFFE")]
    [InlineData(null, "7B 2202FFFE 7C 2202C3A4")]
    [InlineData("text", "7B 2202FFFE 7C 2202FFFE")]
    [InlineData(null, "2205FFFE")]
    [InlineData(null, "FFFFFFFFFFFFFFFFFFFFFFFF")]
    [InlineData(null, "80")]
    public void FindInvalid_Wire_NamesTheField(string? path, string hex) =>
        Assert.Equal(path, Find(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal))));

    [Fact]
    public void FindInvalid_MessageInPieces_IsReadAsOne()
    {
        var bytes = Message(new string('ä', 500), "é", []).ToByteArray();
        Assert.Null(WireText.FindInvalid(InPieces(bytes, 7), Plan));

        // Half of the last character of the last long text.
        bytes[Array.LastIndexOf(bytes, (byte)0xA4)] = (byte)'x';
        Assert.Equal("labels[]", WireText.FindInvalid(InPieces(bytes, 7), Plan)?.Field);
    }

    [Fact]
    public void FindInvalid_AllocatesNothing()
    {
        var bytes = Message("Größe 42", "é", [1, 2, 0xFF]).ToByteArray();
        var sequence = new ReadOnlySequence<byte>(bytes);
        Assert.Null(WireText.FindInvalid(sequence, Plan));
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 100; i++)
        {
            WireText.FindInvalid(sequence, Plan);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static ProbeRequest Message(string text, string other, byte[] ballast) => new()
    {
        Text = Clean(text),
        Owner = new ProbeRequest.Types.Owner { MemberId = Clean(other) },
        Owners = { new ProbeRequest.Types.Owner { MemberId = Clean(text) }, new ProbeRequest.Types.Owner() },
        Labels = { [Clean(other)] = Clean(text) },
        Ballast = ByteString.CopyFrom(ballast),
    };

    private static IEnumerable<string> Texts(ProbeRequest message) =>
    [
        message.MemberId, message.Behaviour, message.Text, message.Owner?.MemberId ?? "", .. message.Owners.Select(owner => owner.MemberId),
        .. message.Labels.SelectMany(label => new[] { label.Key, label.Value }),
    ];

    // Halves of surrogate pairs have no UTF-8.
    private static string Clean(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace("\0", "", StringComparison.Ordinal);

    [Fact]
    public void FindInvalid_Nul_IsFoundWhereverTextIs()
    {
        Assert.Null(Find(new ProbeRequest { Text = "fine", Labels = { ["a"] = "b" }, Owner = new() }));
        Assert.Equal("text", Find(new ProbeRequest { Text = "\0" }));
        Assert.Equal("owner.member_id", Find(new ProbeRequest { Owner = new() { MemberId = "a\0" } }));
        Assert.Equal("owners[0].member_id", Find(new ProbeRequest { Owners = { new ProbeRequest.Types.Owner { MemberId = "\0b" } } }));
        Assert.Equal("labels[]", Find(new ProbeRequest { Labels = { ["a"] = "\0" } }));
        Assert.Equal("labels[]", Find(new ProbeRequest { Labels = { ["\0"] = "a" } }));
        Assert.Null(Find(new ProbeRequest { Ballast = ByteString.CopyFrom(0) }));
    }

    private static string? Find(ProbeRequest request) => Find(request.ToByteArray());

    private static string? Find(byte[] bytes) => WireText.FindInvalid(new ReadOnlySequence<byte>(bytes), Plan)?.Field;

    private static ReadOnlySequence<byte> InPieces(byte[] bytes, int size)
    {
        var first = new Piece(bytes.AsMemory(0, size), null);
        var last = first;
        for (var from = size; from < bytes.Length; from += size)
        {
            last = new Piece(bytes.AsMemory(from, Math.Min(size, bytes.Length - from)), last);
        }

        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(ReadOnlyMemory<byte> memory, Piece? before)
        {
            Memory = memory;
            if (before is not null)
            {
                RunningIndex = before.RunningIndex + before.Memory.Length;
                before.Next = this;
            }
        }
    }
}
