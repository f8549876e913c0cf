using Omnichannel.CartSync.Domain;
using Omnichannel.CartSync.Store;
using Omnichannel.Platform.Domain;

namespace Omnichannel.CartSync.Tests.Domain;

/// <summary>
/// Devices edit one cart over a bad network: requests are lost, doubled and delayed, answers are lost, checkouts come in between. After every step the cart holds
/// exactly what a plain model says: no acknowledged edit is lost or applied twice. A failing seed is in the message and replays exactly.
/// </summary>
public sealed class SimulationTests
{
    private const int Seeds = 400;
    private const int Steps = 120;

    [Fact]
    public void Devices_OverABadNetwork_LoseAndDoubleNothing()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            new Run(seed).Play(Steps);
        }
    }

    private sealed class Run(int seed)
    {
        private static readonly string[] Skus = ["MUG", "CUP", "LAMP"];
        private readonly Random random = new(seed);
        private readonly Device[] devices = [new("web"), new("app"), new("till")];
        private readonly List<Part> model = [];
        private readonly Dictionary<string, int> sold = [];
        private readonly Dictionary<string, int> soldByModel = [];
        private SharedCart cart = Given.Cart();
        private int checkouts;

        public void Play(int steps)
        {
            for (var step = 0; step < steps; step++)
            {
                switch (random.Next(20))
                {
                    case 0:
                        Checkout();
                        break;
                    case < 9:
                        Record(devices[random.Next(devices.Length)]);
                        break;
                    default:
                        Send(devices[random.Next(devices.Length)]);
                        break;
                }

                // What is stored is what was decided.
                cart = CartCodec.Read(CartCodec.Write(cart));
                Check(step);
            }
        }

        private void Record(Device device)
        {
            var sku = Skus[random.Next(Skus.Length)];
            Edit edit = random.Next(4) switch
            {
                0 => new Edit.Remove(Given.Line(sku)),
                1 => new Edit.SetQuantity(Given.Line(sku), random.Next(1, 9)),
                _ => new Edit.Add(sku, [], random.Next(1, 5), null),
            };
            device.Log.Add(new Operation(device.Log.Count + 1, device.SeenVersion, edit));
        }

        // From anywhere in the log: older ones again, or with a gap in front.
        private void Send(Device device)
        {
            if (device.Log.Count == 0 || random.Next(6) == 0)
            {
                return;
            }

            var from = Math.Clamp(device.Acknowledged + random.Next(-2, 2), 0, device.Log.Count - 1);
            var batch = device.Log.Skip(from).Take(random.Next(1, 5)).ToList();
            var before = cart;
            var change = OperationRules.Apply(cart, device.Name, batch, Given.Anna, Given.Around);
            cart = change.Cart;
            var now = before;
            foreach (var (operation, result) in batch.Zip(change.Answer))
            {
                // The model goes along one by one, to know at which version each was applied.
                now = OperationRules.Apply(now, device.Name, [operation], Given.Anna, Given.Around).Cart;
                Model(device, operation, result, before, now.Version);
            }

            if (random.Next(3) > 0)
            {
                device.SeenVersion = cart.Version;
                foreach (var result in change.Answer.Where(result => result.Outcome is not OperationOutcome.OutOfOrder))
                {
                    device.Acknowledged = Math.Max(device.Acknowledged, (int)result.DeviceSeq);
                }
            }
        }

        private void Model(Device device, Operation operation, OperationResult result, SharedCart before, long version)
        {
            if (result.Outcome is OperationOutcome.Applied or OperationOutcome.Merged)
            {
                Assert.True(device.Applied.Add(operation.DeviceSeq), $"seed {seed}: {device.Name} {operation.DeviceSeq} was applied twice");
                Assert.Equal(device.Applied.Count + device.Rejected, operation.DeviceSeq);
            }
            else
            {
                device.Rejected += result.Outcome is OperationOutcome.Rejected ? 1 : 0;
                return;
            }

            var isSeen = new Func<Part, bool>(part => part.Version <= operation.BaseVersion || (part.Device == device.Name && part.Seq < operation.DeviceSeq));
            switch (operation.Edit)
            {
                case Edit.Add add:
                    model.Add(new Part(add.Sku, device.Name, operation.DeviceSeq, version, add.Quantity));
                    break;
                case Edit.Remove remove:
                    model.RemoveAll(part => part.Sku == remove.Line.Sku && isSeen(part));
                    break;
                case Edit.SetQuantity set when result.Note?.Kind is not MergeNoteKind.SetLost:
                    model.RemoveAll(part => part.Sku == set.Line.Sku && isSeen(part));
                    model.Add(new Part(set.Line.Sku, device.Name, operation.DeviceSeq, version, set.Quantity));
                    break;
            }

            Assert.True(before.Version <= version);
        }

        private void Checkout()
        {
            if (CheckoutRules.Begin(cart, Given.Order(cart, $"k{checkouts++}"), Given.Around) is not { Refusal: null, Answer: { } checkout } begun)
            {
                return;
            }

            cart = begun.Cart;
            if (random.Next(3) == 0)
            {
                cart = CheckoutRules.Cancel(cart, checkout.CheckoutId, Given.Anna, null, Given.Now).Cart;
                return;
            }

            var paid = CheckoutRules.Complete(cart, checkout.CheckoutId, [new Tender(1, checkout.CheckoutId, checkout.Totals.DueMinor)], Given.Key("c"), Given.Anna, null, Given.Now);
            Assert.Equal(CartPhase.CheckedOut, paid.Answer!.Phase);
            cart = paid.Cart;
            foreach (var line in paid.Answer.Lines)
            {
                sold[line.Sku] = sold.GetValueOrDefault(line.Sku) + line.Quantity;
            }

            foreach (var part in model)
            {
                soldByModel[part.Sku] = soldByModel.GetValueOrDefault(part.Sku) + part.Quantity;
            }

            model.Clear();
        }

        private void Check(int step)
        {
            foreach (var sku in Skus)
            {
                Assert.True(
                    cart.Units(sku) == model.Where(part => part.Sku == sku).Sum(part => part.Quantity),
                    $"seed {seed}, step {step}: {sku} is {cart.Units(sku)} and should be {model.Where(part => part.Sku == sku).Sum(part => part.Quantity)}");
                Assert.Equal(soldByModel.GetValueOrDefault(sku), sold.GetValueOrDefault(sku));
            }
        }

        private sealed record Part(string Sku, string Device, long Seq, long Version, int Quantity);

        private sealed class Device(string name)
        {
            public string Name { get; } = name;

            public List<Operation> Log { get; } = [];

            public HashSet<long> Applied { get; } = [];

            public int Rejected { get; set; }

            public int Acknowledged { get; set; }

            public long SeenVersion { get; set; }
        }
    }
}
