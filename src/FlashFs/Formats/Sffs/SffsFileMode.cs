namespace FlashFs.Formats.Sffs;

/// <summary>What a file is opened for. The values are the library's letters.</summary>
public enum SffsFileMode
{
    /// <summary>Reading; the file exists.</summary>
    Read = 'r',

    /// <summary>Writing, from the start and in order; the file does not exist. It can be read too.</summary>
    Write = 'w',
}
