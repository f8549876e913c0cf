using Google.Protobuf;
using Grpc.Core;
using Omnichannel.Returns.V1;
using Omnichannel.Types.V1;

namespace Omnichannel.Returns.Tests.Transport;

/// <content>What a policy asks of whoever returns something, and what staff may do beyond it.</content>
public sealed partial class ReturnsServiceTests
{
    private static readonly ByteString Picture = ByteString.CopyFrom([0xFF, 0xD8, 0xFF, 0xE0, .. new byte[500]]);

    [Fact]
    public async Task ByReason_AnotherRule_PhotosAreNeeded_AndAreTheOwnersAndTheStaffs()
    {
        await Publish(policy =>
        {
            var defect = policy.Rules[0].Clone();
            (defect.RuleId, defect.Scope) = ("defect", new PolicyScope { Reasons = { ReturnReason.Defective } });
            defect.Evidence.Add(new EvidenceRequirement { Photos = 1 });
            policy.Rules.Add(defect);
        });
        await Sell("o1");
        var app = As(Role.Customer, "customer-1");
        var asked = Request("o1", 1);
        asked.Lines[0].Reason = ReturnReason.Defective;

        var unsaid = (await app.Policies.GetEligibilityAsync(new GetEligibilityRequest { OrderId = "o1" })).Lines[0];
        var said = (await app.Policies.GetEligibilityAsync(new GetEligibilityRequest { OrderId = "o1", Reason = ReturnReason.Defective })).Lines[0];
        Assert.Equal(("standard", ReturnReason.Defective, 0), (unsaid.Decision.RuleId, Assert.Single(unsaid.ReasonsApart), unsaid.Evidence.Count));
        Assert.Equal(("defect", 1), (said.Decision.RuleId, Assert.Single(said.Evidence).Photos));
        Assert.Equal((StatusCode.FailedPrecondition, "EVIDENCE_MISSING"), await Fails(() => app.Returns.CreateReturnAsync(asked)));
        Assert.Equal((StatusCode.InvalidArgument, "PHOTO_NOT_RECOGNISED"), await Fails(() => app.ReturnPhotos.UploadReturnPhotoAsync(
            new UploadReturnPhotoRequest { OrderId = "o1", Content = ByteString.CopyFromUtf8("<svg onload=alert(1)>") })));
        var photo = await app.ReturnPhotos.UploadReturnPhotoAsync(new UploadReturnPhotoRequest { OrderId = "o1", Content = Picture });
        asked.Lines[0].PhotoIds.Add(photo.PhotoId);
        var begun = (await app.Returns.CreateReturnAsync(asked)).GoodsReturn;

        var read = new GetReturnPhotoRequest { OrderId = "o1", PhotoId = photo.PhotoId };
        Assert.Equal((begun.ReturnId, Picture), ((await As(Role.Agent, "agent-1").ReturnPhotos.GetReturnPhotoAsync(read)).Photo.ReturnId, (await app.ReturnPhotos.GetReturnPhotoAsync(read)).Photo.Content));
        Assert.Equal((StatusCode.NotFound, "ORDER_NOT_FOUND"), await Fails(() => As(Role.Customer, "eve").ReturnPhotos.GetReturnPhotoAsync(read)));
    }

    [Fact]
    public async Task Staff_SetAside_WhatTheirRoleMay_WithAReason()
    {
        await Publish(policy =>
        {
            policy.Rules[0].Fees.Add(new ReturnFee { Code = "RESTOCKING", Percent = "10" });
            policy.StaffExceptions.Add(new StaffExceptionLimit { Role = Role.Agent, Kinds = { ExceptionKind.Fees } });
        });
        await Sell("o1");
        var asked = Request("o1", 1);
        asked.Exception = new ExceptionRequest { Reason = " ", WaiveFees = true };
        var agent = As(Role.Agent, "agent-1");

        Assert.Equal((StatusCode.InvalidArgument, "INVALID_FIELD"), await Fails(() => agent.Returns.CreateReturnAsync(asked)));
        asked.Exception.Reason = "late by our fault";
        Assert.Equal((StatusCode.InvalidArgument, "INVALID_FIELD"), await Fails(() => As(Role.Customer, "customer-1").Returns.CreateReturnAsync(asked)));
        Assert.Equal((StatusCode.FailedPrecondition, "EXCEPTION_NOT_ALLOWED"), await Fails(() => As(Role.Associate, "associate-1").Returns.CreateReturnAsync(asked)));
        var begun = (await agent.Returns.CreateReturnAsync(asked)).GoodsReturn;
        Assert.Equal(("late by our fault", "agent-1", ExceptionKind.Fees), (begun.Exception.Reason, begun.Exception.By.SubjectId, Assert.Single(begun.Exception.Kinds)));
        Assert.Empty(begun.Fees);
        await using var database = new Platform.Storage.SqliteDatabase(Path.Combine(folder.Path, "returns.db"));
        Assert.Contains("agent-1", await database.Read(sql => sql.Query<string>("select staff_id from audit where rpc like '%/CreateReturn'")));
    }

    [Fact]
    public async Task Explained_ForTheVeryCustomer_AndTheDryRunTellsOfReturns()
    {
        await Sell("o1");
        var app = As(Role.Customer, "customer-1");
        await app.Returns.CreateReturnAsync(Request("o1", 1));
        var ops = As(Role.Ops, "ops-1");
        var policy = (await ops.Policies.GetPolicyAsync(new GetPolicyRequest { PolicyId = "default" })).Policy;
        policy.Rules[0].Fees.Add(new ReturnFee { Code = "RESTOCKING", Percent = "10" });
        var dry = await ops.Policies.PublishPolicyAsync(new PublishPolicyRequest { Policy = policy, DryRun = true });
        await Publish(changed =>
        {
            var first = changed.Rules[0].Clone();
            (first.RuleId, first.Scope) = ("first", new PolicyScope { Signals = { ShopperSignal.FirstPurchase } });
            changed.Rules.Add(first);
        });

        Assert.Equal((1, 0), (dry.DifferentOrders, dry.DifferentReturns));
        Assert.Equal("standard", (await app.Policies.ExplainPolicyAsync(new ExplainPolicyRequest())).Decision.RuleId);
        Assert.Equal("first", (await As(Role.Customer, "customer-9").Policies.ExplainPolicyAsync(new ExplainPolicyRequest())).Decision.RuleId);
        var asked = new ExplainPolicyRequest { CustomerId = "customer-9", Price = new Money { CurrencyCode = "EUR", AmountMinor = 100 }, Tenders = { TenderKind.Card } };
        Assert.Equal("first", (await As(Role.Agent, "agent-1").Policies.ExplainPolicyAsync(asked)).Decision.RuleId);
        Assert.Equal((StatusCode.InvalidArgument, "INVALID_FIELD"), await Fails(() => app.Policies.ExplainPolicyAsync(asked)));
        var cart = await As(Role.Service, "cart").Policies.GetPolicyInForceAsync(new GetPolicyInForceRequest());
        Assert.Equal(("default", 2), (cart.PolicyId, cart.PolicyVersion));
    }

    private async Task Publish(Action<ReturnPolicy> change)
    {
        var ops = As(Role.Ops, "ops-1");
        var policy = (await ops.Policies.GetPolicyAsync(new GetPolicyRequest { PolicyId = "default" })).Policy;
        change(policy);
        await ops.Policies.PublishPolicyAsync(new PublishPolicyRequest { Policy = policy, Origin = Origin.Historical });
    }
}
