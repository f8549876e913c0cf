using System.Collections.Concurrent;
using System.Threading.Channels;
using Omnichannel.Platform.Execution;

namespace Omnichannel.Platform.Tests.Execution;

public class BatchedTests
{
    [Fact]
    public async Task Do_Alone_IsABatchOfOne_AtOnce()
    {
        var batches = new Batches(atOnce: 1, most: 10);

        Assert.Equal(6, await batches.Do(3));
        Assert.Equal(8, await batches.Do(4));
        Assert.Equal([[3], [4]], batches.Ran);
    }

    [Fact]
    public async Task Do_WhileAsManyBatchesRunAsMay_SharesTheNextOnes_InTurn_EachWithItsOwnResult()
    {
        var batches = new Batches(atOnce: 2, most: 3) { Gate = new() };
        var first = batches.Do(1);
        await batches.Began();
        var second = batches.Do(2);
        await batches.Began();
        Task<int>[] later = [.. Enumerable.Range(10, 8).Select(batches.Do)];
        Assert.Equal(8, batches.Waiting);
        batches.Gate.SetResult();

        int[] doubled = [2, 4];
        Assert.Equal(doubled, await Task.WhenAll(first, second));
        Assert.Equal(Enumerable.Range(10, 8).Select(item => item * 2), await Task.WhenAll(later));
        Assert.Equal(0, batches.Waiting);
        Assert.All(batches.Ran, batch => Assert.InRange(batch.Length, 1, 3));
        Assert.Equal(batches.Ran.SelectMany(batch => batch).Order(), [1, 2, .. Enumerable.Range(10, 8)]);
        Assert.InRange(batches.MostAtOnce, 1, 2);
    }

    [Fact]
    public async Task Do_OfABatchThatFails_FailsForAllOfIt_AndForNobodyElse()
    {
        var batches = new Batches(atOnce: 1, most: 2) { Gate = new() };
        var first = batches.Do(1);
        await batches.Began();
        Task<int>[] bad = [batches.Do(-1), batches.Do(2)];
        var good = batches.Do(3);
        batches.Gate.SetResult();

        Assert.Equal(2, await first);
        Assert.All(await Task.WhenAll(bad.Select(task => Assert.ThrowsAsync<InvalidOperationException>(() => task))), error => Assert.Equal("no -1", error.Message));
        Assert.Equal(6, await good);
    }

    [Fact]
    public async Task Do_ByManyAtOnce_AnswersEachItsOwn()
    {
        var batches = new Batches(atOnce: 3, most: 7);
        await Parallel.ForEachAsync(Enumerable.Range(0, 5_000), new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (item, _) => Assert.Equal(item * 2, await batches.Do(item)));

        Assert.Equal(5_000, batches.Ran.Sum(batch => batch.Length));
        Assert.InRange(batches.MostAtOnce, 1, 3);
    }

    private sealed class Batches
    {
        private readonly Batched<int, int> batched;
        private readonly Channel<int> began = Channel.CreateUnbounded<int>();
        private int running;

        public Batches(int atOnce, int most) => batched = new(atOnce, most, Run);

        public TaskCompletionSource? Gate { get; init; }

        public ConcurrentQueue<int[]> Ran { get; } = [];

        public int MostAtOnce { get; private set; }

        public int Waiting => batched.Waiting;

        public Task<int> Do(int item) => batched.Do(item);

        public Task Began() => began.Reader.ReadAsync().AsTask();

        private async Task<IReadOnlyList<int>> Run(IReadOnlyList<int> items)
        {
            lock (Ran)
            {
                MostAtOnce = Math.Max(MostAtOnce, ++running);
            }

            Ran.Enqueue([.. items]);
            began.Writer.TryWrite(items.Count);
            await (Gate?.Task ?? Task.CompletedTask);
            await Task.Yield();
            lock (Ran)
            {
                running--;
            }

            return items.Contains(-1) ? throw new InvalidOperationException("no -1") : [.. items.Select(item => item * 2)];
        }
    }
}
