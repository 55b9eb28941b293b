using FlashFs.Files;

namespace FlashFs.Scripting;

/// <summary>Finds the strongly connected components of a graph of modules.</summary>
/// <remarks>Tarjan's algorithm with a stack of its own: the depth of a graph is the user's.</remarks>
internal sealed class ModuleCycles
{
    private readonly Module[] _modules;
    private readonly int[][] _targets;
    private readonly int[] _order;
    private readonly int[] _lowest;
    private readonly bool[] _isOpen;
    private readonly Stack<int> _open = new();
    private readonly Stack<(int Module, int Next)> _path = new();
    private readonly List<ModuleCycle> _cycles = [];
    private int _count;

    private ModuleCycles(Module[] modules)
    {
        var index = new Dictionary<FlashPath, int>(modules.Length);
        for (int i = 0; i < modules.Length; i++)
        {
            index.Add(modules[i].Path, i);
        }

        _modules = modules;
        _targets = [.. modules.Select(module => TargetsOf(module, index))];
        _order = new int[modules.Length];
        _lowest = new int[modules.Length];
        _isOpen = new bool[modules.Length];
    }

    /// <summary>The cycles among modules, by their first path.</summary>
    public static IReadOnlyList<ModuleCycle> Of(Module[] modules)
    {
        var search = new ModuleCycles(modules);
        for (int i = 0; i < modules.Length; i++)
        {
            search.From(i);
        }

        return [.. search._cycles.OrderBy(cycle => cycle.Paths[0])];
    }

    private static int[] TargetsOf(Module module, Dictionary<FlashPath, int> index)
    {
        var targets = new List<int>(module.Links.Count);
        foreach (ModuleLink link in module.Links)
        {
            if (link.Resolution is { Kind: ModuleResolutionKind.File, Path: { } path } && index.TryGetValue(path, out int target))
            {
                targets.Add(target);
            }
        }

        return [.. targets];
    }

    private void From(int start)
    {
        if (_order[start] > 0)
        {
            return;
        }

        Enter(start);
        while (_path.TryPop(out (int Module, int Next) at))
        {
            if (at.Next == _targets[at.Module].Length)
            {
                Leave(at.Module);
                continue;
            }

            _path.Push((at.Module, at.Next + 1));
            int target = _targets[at.Module][at.Next];
            if (_order[target] == 0)
            {
                Enter(target);
            }
            else if (_isOpen[target])
            {
                _lowest[at.Module] = Math.Min(_lowest[at.Module], _order[target]);
            }
        }
    }

    private void Enter(int module)
    {
        _order[module] = _lowest[module] = ++_count;
        _isOpen[module] = true;
        _open.Push(module);
        _path.Push((module, 0));
    }

    private void Leave(int module)
    {
        if (_path.TryPeek(out (int Module, int Next) parent))
        {
            _lowest[parent.Module] = Math.Min(_lowest[parent.Module], _lowest[module]);
        }

        if (_lowest[module] != _order[module])
        {
            return;
        }

        var members = new List<int>();
        int member;
        do
        {
            member = _open.Pop();
            _isOpen[member] = false;
            members.Add(member);
        }
        while (member != module);

        if (members.Count > 1 || Array.IndexOf(_targets[module], module) >= 0)
        {
            _cycles.Add(new ModuleCycle([.. members.Order().Select(item => _modules[item].Path)]));
        }
    }
}
