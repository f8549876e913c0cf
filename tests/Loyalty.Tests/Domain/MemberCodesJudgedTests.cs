using System.Security.Cryptography;
using Omnichannel.Loyalty.Domain;
using Omnichannel.Loyalty.Tests.Transport;
using Omnichannel.TestKit;

namespace Omnichannel.Loyalty.Tests.Domain;

/// <summary>Another's implementation of RFC 6238 (otplib) makes codes that are taken here, and takes those made here.</summary>
public sealed class MemberCodesJudgedTests
{
    private const int Members = 200;

    [Fact]
    public async Task Otplib_AndWe_TakeEachOthersCodes()
    {
        await using var judge = NodeScript.Start("scripts/member-codes.js");
        for (var i = 0; i < Members; i++)
        {
            var secret = RandomNumberGenerator.GetBytes(32);
            var at = DateTimeOffset.FromUnixTimeSeconds(RandomNumberGenerator.GetInt32(int.MaxValue));
            var given = RotatingCode.Written(secret);
            Assert.Equal(secret, MemberApp.Secret(given));

            var theirs = (await judge.CallAsync("generate", new { secret = given, epoch = at.ToUnixTimeSeconds() })).GetString()!;
            Assert.Equal(RotatingCode.StepAt(at), RotatingCode.StepOf(secret, theirs, at));
            Assert.Equal(RotatingCode.StepAt(at), RotatingCode.StepOf(secret, theirs, at.AddSeconds(30)));
            Assert.Null(RotatingCode.StepOf(secret, theirs, at.AddSeconds(60)));

            var ours = RotatingCode.At(secret, RotatingCode.StepAt(at));
            Assert.True((await judge.CallAsync("verify", new { secret = given, token = ours, epoch = at.ToUnixTimeSeconds(), tolerance = 0 })).GetBoolean());
            Assert.True((await judge.CallAsync("verify", new { secret = given, token = ours, epoch = at.ToUnixTimeSeconds() + 30, tolerance = 30 })).GetBoolean());
            Assert.False((await judge.CallAsync("verify", new { secret = given, token = ours, epoch = at.ToUnixTimeSeconds() + 90, tolerance = 30 })).GetBoolean());
        }
    }
}
