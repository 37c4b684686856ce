using Anjie.Support;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Anjie.EndToEnd.Tests.Rights.Guards;

/// <summary>A copy of a build in which each of the guards asks first whether it is the one that is gone. Nothing in the product knows of it.</summary>
sealed class GuardedCopy : IDisposable
{
    readonly string _folder = TemporaryFolder.Create("guards");

    GuardedCopy() { }

    /// <summary>Where the copy lies.</summary>
    public string Folder => Path.Combine(_folder, "build");

    string Gone => Path.Combine(_folder, "gone");

    public static GuardedCopy Of(string build, IReadOnlyCollection<Guard> guards)
    {
        var copy = new GuardedCopy();
        foreach (var folder in Directory.EnumerateDirectories(build, "*", SearchOption.AllDirectories).Prepend(build))
        {
            var target = Directory.CreateDirectory(Path.Combine(copy.Folder, Path.GetRelativePath(build, folder))).FullName;
            foreach (var file in Directory.EnumerateFiles(folder))
                File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        }

        copy.Take(null);
        foreach (var assembly in guards.GroupBy(guard => guard.Assembly, StringComparer.Ordinal))
            copy.Rewrite($"Anjie.{assembly.Key}.dll", assembly);
        return copy;
    }

    /// <summary>From now on this one is gone, and no other.</summary>
    public void Take(Guard? guard)
    {
        File.WriteAllText(Gone + ".next", guard?.ToString() ?? "");
        File.Move(Gone + ".next", Gone, overwrite: true);
    }

    public void Dispose() => TemporaryFolder.Remove(_folder);

    void Rewrite(string assembly, IEnumerable<Guard> guards)
    {
        var path = Path.Combine(Folder, assembly);
        using var resolver = new DefaultAssemblyResolver();
        resolver.AddSearchDirectory(Folder);
        resolver.AddSearchDirectory(Path.GetDirectoryName(typeof(object).Assembly.Location));
        using var module = ModuleDefinition.ReadModule(new MemoryStream(File.ReadAllBytes(path)), new ReaderParameters { AssemblyResolver = resolver });
        foreach (var guard in guards)
        {
            var type = module.GetType($"Anjie.{guard.Type}") ?? throw new InvalidOperationException($"No type {guard.Type}.");
            var methods = type.Methods.Where(method => method.Name == guard.Method && method.HasBody).ToList();
            methods.ShouldNotBeEmpty(guard.ToString());
            foreach (var method in methods)
                Ask(module, method, guard);
        }

        module.Write(path);
    }

    void Ask(ModuleDefinition module, MethodDefinition method, Guard guard)
    {
        var (il, first) = (method.Body.GetILProcessor(), method.Body.Instructions[0]);
        Instruction[] asked =
        [
            il.Create(OpCodes.Ldstr, Gone), il.Create(OpCodes.Call, module.ImportReference(typeof(File).GetMethod(nameof(File.ReadAllText), [typeof(string)]))),
            il.Create(OpCodes.Ldstr, guard.ToString()), il.Create(OpCodes.Call, module.ImportReference(typeof(string).GetMethod(nameof(string.Equals), [typeof(string), typeof(string)]))),
            il.Create(OpCodes.Brfalse, first), .. Instead(module, method, guard.Instead, il), il.Create(OpCodes.Ret),
        ];
        foreach (var step in asked)
            il.InsertBefore(first, step);
        method.Body.OptimizeMacros();
    }

    static IEnumerable<Instruction> Instead(ModuleDefinition module, MethodDefinition method, Instead instead, ILProcessor il)
    {
        var returned = method.ReturnType.FullName;
        switch (instead)
        {
            case Guards.Instead.Yes when returned == typeof(bool).FullName:
                return [il.Create(OpCodes.Ldc_I4_1)];
            case Guards.Instead.Yes:
                return [il.Create(OpCodes.Ldc_I4_1), il.Create(OpCodes.Newobj, module.ImportReference(typeof(ValueTask<bool>).GetConstructor([typeof(bool)])))];
            case Guards.Instead.No:
                return [il.Create(OpCodes.Ldc_I4_0)];
            case Guards.Instead.Whatever:
                return [il.Create(OpCodes.Ldarg, method.Parameters[0])];
            case Guards.Instead.Act:
                return [il.Create(OpCodes.Ldarg, method.Parameters[^1]), il.Create(OpCodes.Callvirt, module.ImportReference(typeof(Action).GetMethod(nameof(Action.Invoke))))];
            case var _ when returned == typeof(void).FullName:
                return [];
            case var _ when returned == typeof(Task).FullName:
                return [il.Create(OpCodes.Call, module.ImportReference(typeof(Task).GetProperty(nameof(Task.CompletedTask))!.GetMethod))];
            default:
                var none = new VariableDefinition(method.ReturnType);
                method.Body.Variables.Add(none);
                return [il.Create(OpCodes.Ldloca, none), il.Create(OpCodes.Initobj, method.ReturnType), il.Create(OpCodes.Ldloc, none)];
        }
    }
}
