using Omnichannel.Platform.Domain;
using Omnichannel.Platform.Security;

namespace Omnichannel.Platform.Tests.Security;

public sealed class OutwardNumbersTests
{
    [Fact]
    public void IdOf_OneInstallation_IsTheSameInEveryReplica_AndInNoOtherInstallation()
    {
        var record = new ExternalKey("till:till-1", "milano", "0001");

        Assert.Equal(Replica(1).IdOf(record), Replica(1).IdOf(record));
        Assert.NotEqual(Replica(1).IdOf(record), Replica(2).IdOf(record));
        Assert.NotEqual(Replica(1).IdOf(record), Replica(1).IdOf(record with { ExternalId = "0002" }));
    }

    private static OutwardNumbers Replica(byte installation) =>
        new(new InstallationKey(new InstallationSettings { Key = Convert.ToBase64String([.. Enumerable.Repeat(installation, 32)]) }));
}
