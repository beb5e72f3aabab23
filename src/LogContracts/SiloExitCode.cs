namespace LogActors;

/// <summary>How a silo process ends, for whoever started it.</summary>
internal enum SiloExitCode
{
    /// <summary>It was asked to stop, or nobody needed it any more.</summary>
    Stopped = 0,

    /// <summary>An error that no other code names; standard error has it.</summary>
    Failed = 1,

    /// <summary>A setting is wrong; standard error names the setting, the value and the rule.</summary>
    BadConfiguration = 2,

    /// <summary>Another silo owns the log root; standard error says which.</summary>
    LogRootTaken = 3,

    /// <summary>A port is taken; standard error says which.</summary>
    PortTaken = 4,

    /// <summary>The log root cannot be created or written; standard error says why.</summary>
    LogRootUnusable = 5,
}
