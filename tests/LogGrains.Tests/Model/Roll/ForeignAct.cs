namespace LogActors.Tests;

/// <summary>What another program does in the folder of a log file.</summary>
internal enum ForeignAct
{
    /// <summary>It makes a file that has the next name that the log file would use for a segment of the present period.</summary>
    TakeNextName,

    /// <summary>It makes a file that is called as the current segment is with <see cref="RollNaming.TimedRotating"/>, if there is none.</summary>
    TakeCurrentName,

    /// <summary>The same, and the file is empty.</summary>
    MakeEmptyCurrent,

    /// <summary>It moves the current segment away.</summary>
    Move,

    /// <summary>It does so and makes an empty one, as <c>logrotate</c> with <c>create</c>.</summary>
    MoveAndMake,

    Delete,

    /// <summary>It puts another file in the current segment's place.</summary>
    Replace,

    /// <summary>It cuts the current segment to nothing, as <c>logrotate</c> with <c>copytruncate</c>.</summary>
    CutToNothing,

    CutInPart,

    /// <summary>It writes to the end of the current segment.</summary>
    Extend,

    /// <summary>It deletes the segment that was closed last.</summary>
    DeleteClosed,
}
