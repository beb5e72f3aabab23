using System.Globalization;
using System.Text;
using NodaTime;

namespace LogActors.Tests;

// What somebody else does to the files in the writer's folder.
internal sealed partial class RollHistory
{
    private void Do(RollStep.Foreign foreign)
    {
        Instant written = _reference.Now - Duration.FromHours(foreign.Number);
        switch (foreign.Act)
        {
            case ForeignAct.TakeNextName:
                Make(_reference.NextName, "of somebody else\n", written);
                break;
            case ForeignAct.TakeCurrentName when !_reference.Files.ContainsKey(ReferenceFolder.CurrentName):
                Make(ReferenceFolder.CurrentName, "of somebody else\n", written);
                break;
            case ForeignAct.MakeEmptyCurrent when !_reference.Files.ContainsKey(ReferenceFolder.CurrentName):
                Make(ReferenceFolder.CurrentName, "", written);
                break;
            case ForeignAct.DeleteClosed when _reference is { Current: not null, LastClosed: { } closed }:
                Delete(closed);
                break;
            case >= ForeignAct.Move and <= ForeignAct.Extend when _reference.IsWriting:
                Disturb(foreign, _reference.Current!, written);
                break;
        }

        _disk.SyncFolder(_folder);
    }

    private void Disturb(RollStep.Foreign foreign, ReferenceSegment current, Instant written)
    {
        string path = Path.Combine(_folder, current.Name);
        int length = current.Text.Length * foreign.Number / 100;
        switch (foreign.Act)
        {
            case ForeignAct.Move or ForeignAct.MoveAndMake:
                string taken = string.Create(CultureInfo.InvariantCulture, $"taken-{_foreignFiles++}");
                _reference.Move(current.Name, taken);
                _disk.Move(path, Path.Combine(_folder, taken));
                _reference.Disturb(DisturbanceKind.Moved);
                if (foreign.Act == ForeignAct.MoveAndMake)
                {
                    Make(current.Name, "", written);
                }

                break;
            case ForeignAct.Delete or ForeignAct.Replace:
                Delete(current.Name);
                _reference.Disturb(DisturbanceKind.Deleted);
                if (foreign.Act == ForeignAct.Replace)
                {
                    Make(current.Name, "of somebody else\n", written);
                }

                break;
            case ForeignAct.CutToNothing when current.Text.Length > 0:
                Cut(path, current, 0);
                break;
            case ForeignAct.CutInPart when length > 0:
                Cut(path, current, length);
                break;
            case ForeignAct.Extend:
                Make(current.Name, current.Text + "of somebody else\n", written);
                _reference.Disturb(DisturbanceKind.Extended, "of somebody else\n".Length);
                break;
        }
    }

    private void Cut(string path, ReferenceSegment current, int length)
    {
        ModelFile file = _disk.Find(path)!;
        file.Truncate(length);
        file.EndSync(file.BeginSync());
        _reference.Make(current.Name, current.Text[..length], _reference.Now);
        _reference.Disturb(DisturbanceKind.Cut, length);
    }

    private void Make(string name, string text, Instant written)
    {
        ModelFile file = _disk.FindOrCreate(Path.Combine(_folder, name));
        file.Write(0, Encoding.UTF8.GetBytes(text));
        file.EndSync(file.BeginSync());
        file.LastWrite = written;
        _reference.Make(name, text, written);
    }

    private void Delete(string name)
    {
        _disk.Delete(Path.Combine(_folder, name));
        _reference.Delete(name);
    }
}
