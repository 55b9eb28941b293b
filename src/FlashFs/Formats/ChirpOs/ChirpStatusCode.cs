namespace FlashFs.Formats.ChirpOs;

/// <summary>What became of an operation: the codes of the original, by its numbers.</summary>
/// <remarks>Source: Abracawdabra/ChirpOS, <c>src/globals.js</c>, <c>StatusCode</c>.</remarks>
public enum ChirpStatusCode
{
    /// <summary>SUCCESS: nothing is wrong; no exception has it.</summary>
    Success = 0,

    /// <summary>PERMISSION_DENIED: a process wanted what only the kernel may do to a system node.</summary>
    PermissionDenied = 1,

    /// <summary>FILE_NOT_FOUND: there is no node of that name.</summary>
    FileNotFound = 2,

    /// <summary>INVALID_PATH: the text is no path or no name, or the node there is of the wrong kind.</summary>
    InvalidPath = 3,

    /// <summary>STREAM_NOT_IN_READ_MODE: the stream was not opened for reading.</summary>
    StreamNotInReadMode = 4,

    /// <summary>STREAM_NOT_IN_WRITE_MODE: the stream was not opened for writing or appending.</summary>
    StreamNotInWriteMode = 5,

    /// <summary>STREAM_IS_CLOSED: the stream was closed, or its process has ended.</summary>
    StreamIsClosed = 6,

    /// <summary>FILE_IS_READ_LOCKED: another process holds a read lock there.</summary>
    FileIsReadLocked = 7,

    /// <summary>FILE_IS_WRITE_LOCKED: another process holds a write lock there.</summary>
    FileIsWriteLocked = 8,

    /// <summary>FILE_IS_LOCKED: another process holds a lock there, so that the node can neither move nor go.</summary>
    FileIsLocked = 9,

    /// <summary>PROCESS_YIELD: a process gave way to others; no operation of the file system ends so.</summary>
    ProcessYield = 10,

    /// <summary>NODE_IS_NOT_DIRECTORY: a path goes on below a file.</summary>
    NodeIsNotDirectory = 11,

    /// <summary>FILE_LOCK_NOT_FOUND: the process holds no lock there.</summary>
    FileLockNotFound = 12,
}
