using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Omnichannel.Architecture.Tests.StandIns;

namespace Omnichannel.Architecture.Tests;

/// <summary>
/// The packages' own binaries against what stands below them. The same tests hold with the real packages below
/// (<c>-p:UseStandIns=false</c>).
/// </summary>
public sealed class StandInReferenceTests
{
    private const string GrpcPublicKeyToken = "D754F35622E28BAD";

    [Theory]
    [InlineData("Grpc.AspNetCore.Server", 100)]
    [InlineData("Grpc.Net.Client", 100)]
    [InlineData("Omnichannel.Architecture.Tests", 30)]
    public void GrpcReferences_AllResolve(string assembly, int atLeast)
    {
        using var api = Open("Grpc.Core.Api");
        using var common = Open("Grpc.Net.Common");

        var result = Resolve(assembly, api, common);

        Assert.Empty(result.Problems);
        Assert.True(result.Resolved >= atLeast, $"only {result.Resolved} references of {assembly} were looked up");
    }

    [Fact]
    public void YarpReferences_AllResolve()
    {
        using var hashing = Open("System.IO.Hashing");

        var result = Resolve("Yarp.ReverseProxy", hashing);

        Assert.Empty(result.Problems);
        Assert.True(result.Resolved >= 2);
    }

    [Fact]
    public void PlantedViolations_AreFound()
    {
        using var api = Open("Grpc.Core.Api");
        using var planted = new PlantedConsumer();

        var result = ReferenceResolver.Resolve(planted.Metadata, api);

        Assert.Equal(
            [
                "assembly Grpc.Core.Api is 2.0.0.0, wanted 99.0.0.0",
                "type Grpc.Core.NoSuchType is not in Grpc.Core.Api",
                "method Grpc.Core.RpcException.NoSuchMember: String <0>() is not in Grpc.Core.Api",
                "method Grpc.Core.RpcException.get_StatusCode: String <0>() is not in Grpc.Core.Api",
            ],
            result.Problems);
        Assert.Equal(6, result.Resolved);
    }

    [Theory]
    [InlineData("Grpc.AspNetCore.Server")]
    [InlineData("Grpc.Net.Client")]
    public void TheAssembliesInspected_AreThePackagesOwn(string assembly)
    {
        var name = AssemblyName.GetAssemblyName(PathOf(assembly));

        Assert.Equal(GrpcPublicKeyToken, Convert.ToHexString(name.GetPublicKeyToken()!));
        Assert.Equal(
            GrpcPublicKeyToken, Convert.ToHexString(AssemblyName.GetAssemblyName(PathOf("Grpc.Core.Api")).GetPublicKeyToken()!));
    }

    /// <summary>The runtime refuses to load a type that leaves an abstract or interface member unimplemented.</summary>
    [Theory]
    [InlineData("Grpc.AspNetCore.Server")]
    [InlineData("Grpc.Net.Client")]
    public void Types_LoadAndOverrideWhatTheyMeanTo(string assembly)
    {
        var types = Assembly.Load(assembly).GetTypes();

        var strays = types.Where(type => type.BaseType?.Assembly.GetName().Name == "Grpc.Core.Api").SelectMany(StrayOverrides);

        Assert.Empty(strays);
    }

    [Fact]
    public void StrayOverride_IsFound() => Assert.Equal(["Planted.Lost overrides nothing"], StrayOverrides(PlantStrayOverride()));

    /// <summary>Overrides that found no base method: the runtime silently gives them a slot of their own.</summary>
    private static IEnumerable<string> StrayOverrides(Type type) => type
        .GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        .Where(method => method.IsVirtual && !method.Attributes.HasFlag(MethodAttributes.NewSlot))
        .Where(method => method.GetBaseDefinition().DeclaringType == type)
        .Select(method => $"{type.FullName}.{method.Name} overrides nothing");

    private static Type PlantStrayOverride()
    {
        var type = AssemblyBuilder.DefineDynamicAssembly(new("Planted"), AssemblyBuilderAccess.Run)
            .DefineDynamicModule("Planted")
            .DefineType("Planted", TypeAttributes.Public);
        foreach (var name in new[] { "Lost", nameof(GetHashCode) })
        {
            var body = type.DefineMethod(name, MethodAttributes.Public | MethodAttributes.Virtual, typeof(int), []).GetILGenerator();
            body.Emit(OpCodes.Ldc_I4_0);
            body.Emit(OpCodes.Ret);
        }

        return type.CreateType();
    }

    private static Resolution Resolve(string assembly, params Provider[] providers)
    {
        using var file = new PEReader(File.OpenRead(PathOf(assembly)));
        return ReferenceResolver.Resolve(file.GetMetadataReader(), providers);
    }

    private static Provider Open(string assembly) => new(PathOf(assembly));

    private static string PathOf(string assembly) => Path.Combine(AppContext.BaseDirectory, assembly + ".dll");
}
