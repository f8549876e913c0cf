using System.Text.Json;
using Omnichannel.OrderTracking.Carriers;
using Omnichannel.TestKit;

namespace Omnichannel.OrderTracking.Tests.Carriers;

public sealed class NumberTests
{
    private static readonly CarrierCatalogue Carriers = CarrierCatalogue.Embedded();

    // Formats that the data names by words alone.
    private static readonly Dictionary<string, string> Names = new()
    {
        ["LaserShip 1LS7 (18)"] = "lasership_1ls7_18",
        ["Old Dominion"] = "old_dominion",
        ["Old Dominion Guaranteed Shipment"] = "old_dominion_guaranteed",
        ["UPS Waybill"] = "ups_waybill",
    };

    [Theory]
    [InlineData("1Z5R89390357567127", "ups")]
    [InlineData("1z 5r8 939 03 5756 7127", "ups")]
    [InlineData("986578788855", "fedex")]
    [InlineData("9400111206206406260787", "usps")]
    [InlineData("RB123456785GB", "royalmail")]
    [InlineData("RB123456785US", "usps")]
    [InlineData("JJD0099999999", "dhl")]
    [InlineData("YT2229521272164446", "yunexpress")]
    [InlineData("0998000002 0033F", "dpd")]
    public void Detect_ANumberOfOneCarrier_IsThatCarriers(string number, string carrier) => Assert.Equal([carrier], Carriers.Detect(number));

    [Theory]
    [InlineData("1Z5R89390357567128")]
    [InlineData("RB123456786US")]
    [InlineData("RB123456785XX")]
    [InlineData("hello")]
    [InlineData("")]
    public void Detect_ANumberOfNobody_IsNobodys(string number) => Assert.Empty(Carriers.Detect(number));

    [Theory]
    [InlineData("mod10 3 1", "007393800054929", '7', true)]
    [InlineData("mod10 3 1", "007393800054929", '2', false)]
    [InlineData("mod7", "331881002", '5', true)]
    [InlineData("mod7", "331881001", '0', false)]
    [InlineData("luhn", "0720956276", '3', true)]
    [InlineData("luhn", "0720956277", '3', false)]
    [InlineData("s10", "12345678", '5', true)]
    [InlineData("s10", "12345678", '6', false)]
    [InlineData("mod37-36", "09980000020033", 'F', true)]
    [InlineData("mod37-36", "09980000020033", 'D', false)]
    [InlineData("mod11 3 1 7", "98657878885", '5', true)]
    [InlineData("mod11 3 1 7", "99657878885", '5', false)]
    public void CheckDigit_ProvesItsNumberOnly(string method, string serial, char check, bool isProven) => Assert.Equal(isProven, CheckDigit.Parse(method).Proves(serial, check));

    [Theory]
    [InlineData("mod12")]
    [InlineData("mod10")]
    [InlineData("mod10 a b")]
    [InlineData("")]
    public void CheckDigit_OfNoMethod_IsRefused(string method) => Assert.Throws<InvalidDataException>(() => CheckDigit.Parse(method));

    [DataFact("tracking-numbers/couriers/s10.json")]
    public void Formats_OfEveryCourier_TakeItsNumbersAndNoOthers()
    {
        var tried = 0;
        foreach (var file in Directory.GetFiles(SharedData.Path("tracking-numbers/couriers"), "*.json"))
        {
            using var courier = JsonDocument.Parse(File.ReadAllText(file));
            foreach (var format in courier.RootElement.GetProperty("tracking_numbers").EnumerateArray())
            {
                var name = format.TryGetProperty("id", out var id) ? id.GetString()! : Names[format.GetProperty("name").GetString()!];
                foreach (var (kind, isValid) in new[] { ("valid", true), ("invalid", false) })
                {
                    foreach (var number in format.GetProperty("test_numbers").GetProperty(kind).EnumerateArray().Select(number => number.GetString()!))
                    {
                        Assert.True(isValid == Fits(name, number), $"{name}: {number}");
                        tried++;
                    }
                }
            }
        }

        Assert.InRange(tried, 250, int.MaxValue);
    }

    private static bool Fits(string name, string number) => name == "s10"
        ? NumberFormat.PostalCountry(number) is not null
        : Carriers.FormatOf(name)!.Fits(Platform.Text.Canonical.TrackingNumber(number)!);
}
