using Omnichannel.Client.Calls;

namespace Omnichannel.Client.Tests.Calls;

public sealed class TokenHolderTests
{
    [Fact]
    public async Task Token_ThatIsForgottenOnItsWay_IsGoodForTheCallThatAskedAlone()
    {
        var first = new TaskCompletionSource<string>();
        var asked = 0;
        using var holder = new TokenHolder(async _ => ++asked == 1 ? await first.Task : $"token {asked}");
        var asking = holder.Get(null, CancellationToken.None).AsTask();
        holder.Forget();
        first.SetResult("token 1");

        Assert.Equal("token 1", await asking);
        Assert.Equal("token 2", await holder.Get(null, CancellationToken.None));
        Assert.Equal("token 2", await holder.Get(null, CancellationToken.None));
        Assert.Equal("token 3", await holder.Get("token 2", CancellationToken.None));
    }
}
