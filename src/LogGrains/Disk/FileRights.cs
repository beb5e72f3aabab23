using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace LogActors;

/// <summary>Whose a file is on Unix, and who may do what with it. Access control lists are not looked at.</summary>
/// <param name="Owner">The number of its owner.</param>
/// <param name="Group">The number of its group.</param>
/// <param name="Mode">What owner, group and others may do.</param>
[UnsupportedOSPlatform("windows")]
internal readonly record struct FileRights(uint Owner, uint Group, UnixFileMode Mode)
{
    private const int GroupShift = 3;
    private const int OthersMask = 7;
    private const UnixFileMode OwnerMask = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>What a file may be made with before its owner and group are known to be the same.</summary>
    public UnixFileMode OwnersMode => Mode & OwnerMask;

    /// <summary>What a file may have that is in another group.</summary>
    /// <remarks>Who is in the one group is one of the others for the other file: both may do what both might.</remarks>
    public UnixFileMode ModeInAnotherGroup
    {
        get
        {
            int both = ((int)Mode >> GroupShift) & (int)Mode & OthersMask;
            return OwnersMode | (UnixFileMode)((both << GroupShift) | both);
        }
    }

    /// <summary>Gives them to a file as far as the system lets this process do it; nobody gets a right that they do not give.</summary>
    public void TryGiveTo(SafeFileHandle file)
    {
        bool isSameGroup = NativeFile.TryChangeGroup(file, Group);
        _ = NativeFile.TryChangeOwner(file, Owner);
        try
        {
            File.SetUnixFileMode(file, isSameGroup ? Mode : ModeInAnotherGroup);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Some file systems know no rights. It stays its owner's alone.
        }
    }
}
