namespace Omnichannel.Loyalty.Tests.Wallets;

public sealed class WalletSimulationTests
{
    [Fact]
    public void AMillionRacingOperations_SpendNothingTwice_AndAddUp()
    {
        var simulation = new WalletSimulation(20261201, new WalletRules());

        Assert.Null(simulation.Run(1_000_000));

        Assert.True(simulation.Book is { Put: > 1_000_000, Spent: > 500_000 }, "hardly anything was put in or spent");
        Assert.True(simulation is { Crashes: > 1_000, Repetitions: > 1_000 }, "hardly anything went wrong");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void OtherSeeds_AddUpAsWell(int seed) => Assert.Null(new WalletSimulation(seed, new WalletRules()).Run(20_000));

    [Fact]
    public void AHoldThatLeavesWhatIsAvailable_IsFound() => Finds(new HoldLeavesWhatIsAvailable());

    [Fact]
    public void ACaptureOfWhatWasResolved_IsFound() => Finds(new CaptureOfWhatWasResolved());

    [Fact]
    public void ATimeoutOfWhatWasCaptured_IsFound() => Finds(new TimeoutOfWhatWasCaptured());

    [Fact]
    public void ARefundThatIsForgotten_IsFound() => Finds(new RefundIsForgotten());

    [Fact]
    public void ATransferThatKeepsTheMoney_IsFound() => Finds(new TransferKeepsTheMoney());

    [Fact]
    public void ReplicasThatDoNotWait_AreFound() => Finds(new NobodyWaits());

    private static void Finds(WalletRules rules) => Assert.NotNull(new WalletSimulation(7, rules).Run(20_000));
}
