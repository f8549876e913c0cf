using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Omnichannel.Architecture.Tests;

/// <summary>
/// Reads from an assembly every type and member that its code uses: in signatures, attributes and method bodies. What the compiler resolved
/// cannot hide behind global usings, aliases or relative names, as it could in the source text.
/// </summary>
public sealed class CompiledCode
{
    private static readonly Dictionary<ushort, OpCode> _opCodes = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => (ushort)code.Value);

    private readonly MetadataReader _reader;
    private readonly PEReader _file;
    private readonly UsedTypes _types;
    private readonly HashSet<CodeUse> _uses = [];
    private string _by = "";

    private CompiledCode(PEReader file)
    {
        _file = file;
        _reader = file.GetMetadataReader();
        _types = new UsedTypes(this);
    }

    /// <summary>What the built assembly of a project folder uses.</summary>
    /// <param name="folder">The project's folder below the repository root.</param>
    public static IReadOnlyCollection<CodeUse> OfProject(string folder)
    {
        var project = Directory.GetFiles(TestKit.Repository.PathOf(folder), "*.csproj").Single();
        return OfAssembly(TestKit.Repository.PathOf(folder, "bin", "Release", "net10.0", Path.ChangeExtension(Path.GetFileName(project), ".dll")));
    }

    /// <summary>What an assembly uses.</summary>
    /// <param name="path">The assembly file.</param>
    public static IReadOnlyCollection<CodeUse> OfAssembly(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        var code = new CompiledCode(file);
        foreach (var handle in code._reader.TypeDefinitions)
        {
            code.ReadType(handle);
        }

        return code._uses;
    }

    private void ReadType(TypeDefinitionHandle handle)
    {
        var type = _reader.GetTypeDefinition(handle);
        _by = OutermostName(handle);
        UseType(type.BaseType);
        foreach (var implemented in type.GetInterfaceImplementations())
        {
            UseType(_reader.GetInterfaceImplementation(implemented).Interface);
        }

        ReadAttributes(type.GetCustomAttributes());
        foreach (var field in type.GetFields().Select(_reader.GetFieldDefinition))
        {
            field.DecodeSignature(_types, null);
            ReadAttributes(field.GetCustomAttributes());
        }

        foreach (var method in type.GetMethods().Select(_reader.GetMethodDefinition))
        {
            method.DecodeSignature(_types, null);
            ReadAttributes(method.GetCustomAttributes());
            if (method.RelativeVirtualAddress != 0)
            {
                ReadBody(_file.GetMethodBody(method.RelativeVirtualAddress));
            }
        }
    }

    private void ReadAttributes(CustomAttributeHandleCollection attributes)
    {
        foreach (var attribute in attributes)
        {
            UseToken(_reader.GetCustomAttribute(attribute).Constructor);
        }
    }

    private void ReadBody(MethodBodyBlock body)
    {
        if (!body.LocalSignature.IsNil)
        {
            _reader.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(_types, null);
        }

        foreach (var region in body.ExceptionRegions)
        {
            UseType(region.CatchType);
        }

        var code = body.GetILReader();
        while (code.RemainingBytes > 0)
        {
            ReadInstruction(ref code);
        }
    }

    private void ReadInstruction(ref BlobReader code)
    {
        ushort value = code.ReadByte();
        if (value == 0xFE)
        {
            value = (ushort)(0xFE00 | code.ReadByte());
        }

        switch (_opCodes[value].OperandType)
        {
            case OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok:
                UseToken(MetadataTokens.EntityHandle(code.ReadInt32()));
                break;
            case OperandType.InlineSwitch:
                var targets = code.ReadInt32();
                code.Offset += 4 * targets;
                break;
            case OperandType.InlineI8 or OperandType.InlineR:
                code.Offset += 8;
                break;
            case OperandType.InlineVar:
                code.Offset += 2;
                break;
            case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar:
                code.Offset += 1;
                break;
            case OperandType.InlineNone:
                break;
            default:
                code.Offset += 4;
                break;
        }
    }

    private void UseToken(EntityHandle handle)
    {
        switch (handle.Kind)
        {
            case HandleKind.MemberReference:
                var reference = _reader.GetMemberReference((MemberReferenceHandle)handle);
                UseType(reference.Parent, _reader.GetString(reference.Name));
                if (reference.GetKind() == MemberReferenceKind.Method)
                {
                    reference.DecodeMethodSignature(_types, null);
                }

                break;
            case HandleKind.MethodSpecification:
                var specification = _reader.GetMethodSpecification((MethodSpecificationHandle)handle);
                UseToken(specification.Method);
                specification.DecodeSignature(_types, null);
                break;
            case HandleKind.MethodDefinition:
                var method = _reader.GetMethodDefinition((MethodDefinitionHandle)handle);
                UseType(method.GetDeclaringType(), _reader.GetString(method.Name));
                break;
            case HandleKind.FieldDefinition:
                var field = _reader.GetFieldDefinition((FieldDefinitionHandle)handle);
                UseType(field.GetDeclaringType(), _reader.GetString(field.Name));
                break;
            default:
                UseType(handle);
                break;
        }
    }

    private void UseType(EntityHandle handle, string? member = null)
    {
        switch (handle.Kind)
        {
            case HandleKind.TypeReference:
                var (name, assembly) = Resolve((TypeReferenceHandle)handle);
                _uses.Add(new CodeUse(_by, name, member, assembly));
                break;
            case HandleKind.TypeDefinition when !handle.IsNil:
                var own = _reader.GetString(_reader.GetAssemblyDefinition().Name);
                _uses.Add(new CodeUse(_by, OutermostName((TypeDefinitionHandle)handle), member, own));
                break;
            case HandleKind.TypeSpecification:
                // A generic type: its members are recorded with the types that it is made of.
                foreach (var part in _types.Collect((TypeSpecificationHandle)handle, _reader))
                {
                    UseType(part, member);
                }

                break;
        }
    }

    private (string Name, string Assembly) Resolve(TypeReferenceHandle handle)
    {
        var type = _reader.GetTypeReference(handle);
        if (type.ResolutionScope.Kind == HandleKind.TypeReference)
        {
            return Resolve((TypeReferenceHandle)type.ResolutionScope);
        }

        var assembly = type.ResolutionScope.Kind == HandleKind.AssemblyReference
            ? _reader.GetString(_reader.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope).Name)
            : "";
        return (FullName(type.Namespace, type.Name), assembly);
    }

    private string OutermostName(TypeDefinitionHandle handle)
    {
        var type = _reader.GetTypeDefinition(handle);
        return type.GetDeclaringType() is { IsNil: false } outer ? OutermostName(outer) : FullName(type.Namespace, type.Name);
    }

    private string FullName(StringHandle space, StringHandle name)
    {
        var folder = _reader.GetString(space);
        return folder.Length == 0 ? _reader.GetString(name) : $"{folder}.{_reader.GetString(name)}";
    }

    /// <summary>Walks signatures, and reports every type definition or reference in them.</summary>
    private sealed class UsedTypes(CompiledCode owner) : ISignatureTypeProvider<bool, object?>
    {
        private List<EntityHandle>? _collected;

        public IReadOnlyList<EntityHandle> Collect(TypeSpecificationHandle handle, MetadataReader reader)
        {
            var outer = _collected;
            var found = _collected = [];
            reader.GetTypeSpecification(handle).DecodeSignature(this, null);
            _collected = outer;
            return found;
        }

        public bool GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => Found(handle);

        public bool GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => Found(handle);

        public bool GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
            reader.GetTypeSpecification(handle).DecodeSignature(this, null);

        public bool GetArrayType(bool elementType, ArrayShape shape) => true;

        public bool GetByReferenceType(bool elementType) => true;

        public bool GetFunctionPointerType(MethodSignature<bool> signature) => true;

        public bool GetGenericInstantiation(bool genericType, System.Collections.Immutable.ImmutableArray<bool> typeArguments) => true;

        public bool GetGenericMethodParameter(object? genericContext, int index) => true;

        public bool GetGenericTypeParameter(object? genericContext, int index) => true;

        public bool GetModifiedType(bool modifier, bool unmodifiedType, bool isRequired) => true;

        public bool GetPinnedType(bool elementType) => true;

        public bool GetPointerType(bool elementType) => true;

        public bool GetPrimitiveType(PrimitiveTypeCode typeCode) => true;

        public bool GetSZArrayType(bool elementType) => true;

        private bool Found(EntityHandle handle)
        {
            if (_collected is null)
            {
                owner.UseType(handle);
            }
            else
            {
                _collected.Add(handle);
            }

            return true;
        }
    }
}
