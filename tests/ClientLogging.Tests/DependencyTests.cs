using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace LogActors.Tests;

public sealed class DependencyTests
{
    public static TheoryData<string> Assemblies => [typeof(LogActorsOptions).Assembly.Location, typeof(RecordFormat).Assembly.Location];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Assembly_OfTheClient_OpensNoFileForWriting(string path)
    {
        IReadOnlyList<string> openers = OpenersIn(path);

        Assert.Empty(openers);
    }

    [Fact]
    public void Assembly_ThatOpensFiles_IsRecognised()
    {
        IReadOnlyList<string> openers = OpenersIn(typeof(DependencyTests).Assembly.Location);

        Assert.Contains("System.IO.File.AppendAllText", openers);
        Assert.Contains("System.IO.FileStream..ctor", openers);
        Assert.Contains("System.IO.StreamWriter..ctor", openers);
        Assert.DoesNotContain("System.IO.File.Exists", openers);
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Assembly_OfTheClient_ReferencesNothingOfTheSilo(string path)
    {
        using PEReader file = new(File.OpenRead(path));
        MetadataReader metadata = file.GetMetadataReader();

        string[] references = [.. metadata.AssemblyReferences.Select(reference => metadata.GetString(metadata.GetAssemblyReference(reference).Name))];

        Assert.DoesNotContain(references, name => name.StartsWith("LogActors.", StringComparison.Ordinal) && name != "LogActors.Contracts");
        Assert.DoesNotContain(references, name => name is "Orleans.Runtime" or "Orleans.Server");
    }

    private static List<string> OpenersIn(string path)
    {
        using PEReader file = new(File.OpenRead(path));
        MetadataReader metadata = file.GetMetadataReader();
        List<string> openers = [];
        foreach (MemberReferenceHandle handle in metadata.MemberReferences)
        {
            MemberReference member = metadata.GetMemberReference(handle);
            if (member.Parent.Kind != HandleKind.TypeReference || member.GetKind() != MemberReferenceKind.Method)
            {
                continue;
            }

            TypeReference type = metadata.GetTypeReference((TypeReferenceHandle)member.Parent);
            string typeName = $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
            string name = metadata.GetString(member.Name);
            if (Opens(typeName, name, member.DecodeMethodSignature(new TypeNames(), null).ParameterTypes))
            {
                openers.Add($"{typeName}.{name}");
            }
        }

        return openers;
    }

    private static bool Opens(string type, string member, ImmutableArray<string> parameters) => type switch
    {
        "System.IO.File" => !member.StartsWith("Read", StringComparison.Ordinal) && member is not ("Exists" or "GetLastWriteTimeUtc"),
        "System.IO.FileInfo" => member is not (".ctor" or "get_Exists" or "get_Length"),
        "System.IO.StreamWriter" => member == ".ctor" && parameters is ["String", ..],
        "System.IO.FileStream" or "System.IO.RandomAccess" or "System.IO.MemoryMappedFiles.MemoryMappedFile" or "Microsoft.Win32.SafeHandles.SafeFileHandle" => true,
        _ => false,
    };

    // Never called: something for the inspection to find.
    private static void OpenFiles()
    {
        if (!File.Exists("a"))
        {
            File.AppendAllText("a", "b");
            using FileStream stream = new("a", FileMode.Append);
            using StreamWriter writer = new("a");
        }
    }

    private sealed class TypeNames : ISignatureTypeProvider<string, object?>
    {
        public string GetArrayType(string elementType, ArrayShape shape) => elementType;

        public string GetByReferenceType(string elementType) => elementType;

        public string GetFunctionPointerType(MethodSignature<string> signature) => "";

        public string GetGenericInstantiation(string genericType, ImmutableArray<string> typeArguments) => genericType;

        public string GetGenericMethodParameter(object? genericContext, int index) => "";

        public string GetGenericTypeParameter(object? genericContext, int index) => "";

        public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) => unmodifiedType;

        public string GetPinnedType(string elementType) => elementType;

        public string GetPointerType(string elementType) => elementType;

        public string GetPrimitiveType(PrimitiveTypeCode typeCode) => typeCode.ToString();

        public string GetSZArrayType(string elementType) => elementType;

        public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => "";

        public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => "";

        public string GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) => "";
    }
}
