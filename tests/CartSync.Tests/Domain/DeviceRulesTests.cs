using System.Collections.Immutable;
using Omnichannel.CartSync.Domain;
using Omnichannel.Platform.Domain;

namespace Omnichannel.CartSync.Tests.Domain;

/// <summary>Which devices' numbers a cart keeps.</summary>
public sealed class DeviceRulesTests
{
    private static readonly DateTimeOffset MonthLater = Given.Now + Compaction.DeviceLifetime;

    [Fact]
    public void Device_AfterAThousandSilentOnes_Edits_AndTheLongestSilentMakesRoom()
    {
        var cart = Edited(Given.Cart(), DeviceRules.Most, i => Given.Now.AddMinutes(i));
        var (after, result) = Apply(cart, "new", Given.Add(1, "MUG"), Given.Now.AddMinutes(1) + Compaction.DeviceLifetime);
        Assert.Equal((OperationOutcome.Applied, DeviceRules.Most), (result.Outcome, after.Devices.Length));

        // The second had been silent for as long, but no more had to go.
        Assert.Equal(OperationOutcome.OutOfOrder, Apply(after, "device-0", Given.Add(2, "MUG"), MonthLater).Result.Outcome);
        Assert.Equal(OperationOutcome.Duplicate, Apply(after, "device-1", Given.Add(1, "MUG"), MonthLater).Result.Outcome);
    }

    [Fact]
    public void Device_WithinItsLifetime_IsNeverForgotten()
    {
        var cart = Edited(Given.Cart().Do("away", Given.Add(1, "MUG", 7)), DeviceRules.Most - 1, _ => Given.Now.AddDays(-40));
        for (var i = 0; i < DeviceRules.Most - 1; i++)
        {
            (cart, var result) = Apply(cart, $"new-{i}", Given.Add(1, "CUP"), MonthLater.AddTicks(-1));
            Assert.Equal(OperationOutcome.Applied, result.Outcome);
        }

        // It comes back after almost a month and sends again what it got no answer to, and goes on.
        var units = cart.Units("MUG");
        (cart, var again) = Apply(cart, "away", Given.Add(1, "MUG", 7), MonthLater.AddTicks(-1));
        Assert.Equal((OperationOutcome.Duplicate, units), (again.Outcome, cart.Units("MUG")));
        Assert.Equal(OperationOutcome.Applied, Apply(cart, "away", Given.Add(2, "MUG"), MonthLater.AddTicks(-1)).Result.Outcome);
    }

    [Fact]
    public void Device_AfterAThousandYoungOnes_IsRefused_AndTheyGoOn()
    {
        var cart = Edited(Given.Cart(), DeviceRules.Most, _ => Given.Now);
        var (after, result) = Apply(cart, "new", Given.Add(1, "MUG"), MonthLater.AddTicks(-1));
        Assert.Same(cart, after);
        Assert.Equal("DEVICE_LIMIT", result.Refusal!.Reason);
        Assert.Equal(OperationOutcome.Applied, Apply(cart, "device-3", Given.Add(2, "MUG"), Given.Now).Result.Outcome);
    }

    [Fact]
    public void GuestsDevices_AreCountedOnTheirOwnCart_AndTakeRoomOnlyWhenTheySendSomething()
    {
        var customer = Given.Cart().Do("web", Given.Add(1, "MUG"));
        for (var round = 0; round < 3; round++)
        {
            var guest = Moved(ref customer, $"g{round}");
            Assert.Single(customer.Devices);

            // What the merge brought is not brought again, and numbers go on.
            var units = customer.Units("MUG");
            var again = Redirection.Apply(customer, guest, "device-5", [Given.Add(1, "MUG")], Given.Anna, Given.Around);
            Assert.Equal((OperationOutcome.Duplicate, units), (again.Answer.Single().Outcome, again.Cart.Units("MUG")));
            Assert.Equal(2, Redirection.Apply(customer, guest, "device-5", [Given.Add(3, "MUG")], Given.Anna, Given.Around).Answer.Single().ExpectedDeviceSeq);
            var next = Redirection.Apply(customer, guest, "device-5", [Given.Add(2, "MUG")], Given.Anna, Given.Around);
            Assert.Equal((OperationOutcome.Merged, 2), (next.Answer.Single().Outcome, next.Cart.Devices.Length));
        }
    }

    [Fact]
    public void GuestsDevices_WhoseAdditionsFollowNoMore_MakeRoom()
    {
        var customer = Given.Cart().Do("web", Given.Add(1, "MUG"));
        var guest = Moved(ref customer, "g");
        for (var i = 0; i < DeviceRules.MostRedirected; i++)
        {
            customer = Redirection.Apply(customer, guest, $"device-{i}", [Given.Add(2, "MUG")], Given.Anna, Given.Around).Cart;
        }

        Assert.Equal("DEVICE_LIMIT", Redirection.Apply(customer, guest, "device-200", [Given.Add(2, "MUG")], Given.Anna, Given.Around).Answer.Single().Refusal!.Reason);

        // A day later another guest's cart has come in; the first one's devices are told the same as before, and nothing of theirs counts twice.
        var later = Given.Around with { Now = Given.Now + Redirection.Window + TimeSpan.FromTicks(1) };
        var begun = MergeRules.Begin(Given.Cart("h", isGuest: true).Do("app", Given.Add(1, "CUP")), "anna", MergeStrategy.Sum, Given.Anna, later.Now);
        customer = MergeRules.Apply(customer, begun.Cart, begun.Answer!, later).Cart;
        var second = MergeRules.Finish(begun.Cart, later.Now).Cart;
        var followed = Redirection.Apply(customer, second, "app", [Given.Add(2, "CUP")], Given.Anna, later);
        Assert.Equal((OperationOutcome.Merged, 2), (followed.Answer.Single().Outcome, followed.Cart.Units("CUP")));
        for (var i = 0; i < 3; i++)
        {
            var late = Redirection.Apply(followed.Cart, guest, $"device-{i}", [Given.Add(2, "MUG")], Given.Anna, later);
            Assert.True(late.Answer.Single() is { Outcome: OperationOutcome.Duplicate } or { Refusal: CartClosed });
            Assert.Equal(customer.Units("MUG"), late.Cart.Units("MUG"));
        }
    }

    private static SharedCart Moved(ref SharedCart customer, string guestId)
    {
        var guest = Edited(Given.Cart(guestId, isGuest: true), 300, _ => Given.Now);
        var begun = MergeRules.Begin(guest, "anna", MergeStrategy.Sum, Given.Anna, Given.Now);
        var devices = customer.Devices.Where(mark => mark.SeenVersion != DeviceMark.SeesNothing).ToImmutableArray();
        customer = MergeRules.Apply(customer with { Devices = devices }, begun.Cart, begun.Answer!, Given.Around).Cart;
        return MergeRules.Finish(begun.Cart, Given.Now).Cart;
    }

    private static SharedCart Edited(SharedCart cart, int devices, Func<int, DateTimeOffset> when)
    {
        for (var i = 0; i < devices; i++)
        {
            (cart, var result) = Apply(cart, $"device-{i}", Given.Add(1, "MUG"), when(i));
            Assert.Equal(OperationOutcome.Applied, result.Outcome);
        }

        return cart;
    }

    private static (SharedCart Cart, OperationResult Result) Apply(SharedCart cart, string device, Operation operation, DateTimeOffset now)
    {
        var change = OperationRules.Apply(cart, device, [operation], Given.Anna, Given.Around with { Now = now });
        return (change.Cart, change.Answer.Single());
    }
}
