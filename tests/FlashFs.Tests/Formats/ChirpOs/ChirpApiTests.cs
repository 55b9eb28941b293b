using System.Reflection;
using System.Text.RegularExpressions;
using FlashFs.Formats.ChirpOs;

namespace FlashFs.Tests.Formats.ChirpOs;

/// <summary>The table of counterparts in docs/formats/chirpos.md: it has all of the original, and what it names is there.</summary>
[TestClass]
public sealed partial class ChirpApiTests
{
    // What _io.js, _kernel.js, _os.js, _proc.js and globals.js define at 238875b, but for main, the log and the environment.
    private const string Original = """
        FileSystem FileSystemInfo FileSystemNodeInfo StatusCode getStatusMessage path.getDirName path.getBaseName path.join
        getRoot getNodeFromPath getPath getPathNodes setFlag unsetFlag hasFlag getNode getChildren setNode deleteNode File.data
        close getBufferSize setBufferSize getMode seek tell read readLine write writeLine flush getPID openFile
        Kernel.getFileSystem Kernel.write findFileLocks canReadFrom canReadFromSingle canWriteTo canWriteToSingle canAlterDirectory
        readLockFile writeLockFile deleteFileLock createFile makeDirs copyFile deepCopyDir moveFile
        """;

    private static (string Left, string Right)[] Rows => [.. File.ReadLines(Repository.PathOf("docs/formats/chirpos.md"))
        .SkipWhile(line => line != "| original | here |").Skip(2).TakeWhile(line => line.StartsWith('|'))
        .Select(line => line.Split('|')).Select(cells => (cells[1], cells[2]))];

    [TestMethod]
    public void TheTableHasAllOfTheOriginal() => CollectionAssert.AreEquivalent(
        Original.Split((char[])[' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries), Rows.SelectMany(row => Code(row.Left)).ToArray());

    [TestMethod]
    public void WhatTheTableNamesIsThere()
    {
        Assembly library = typeof(ChirpKernel).Assembly;
        foreach (string name in Rows.SelectMany(row => Code(row.Right)).Where(name => name.StartsWith("Chirp", StringComparison.Ordinal)))
        {
            string[] parts = name.Split('.');
            Type? type = library.GetType($"FlashFs.Formats.ChirpOs.{parts[0]}");
            Assert.IsTrue(type is { IsPublic: true }, name);
            Assert.IsTrue(parts.Length == 1 || type.GetMember(parts[1]).Length > 0, name);
        }
    }

    [TestMethod]
    [DataRow("", "", "")]
    [DataRow("name", "", "name")]
    [DataRow("/", "/", "")]
    [DataRow("/name", "/", "name")]
    [DataRow("/a/b.txt", "/a", "b.txt")]
    [DataRow("/a/b/", "/a/b", "")]
    [DataRow("c:/x", "c:", "x")]
    public void PathsAreTakenApartAsTheOriginalDoes(string path, string directory, string name)
    {
        Assert.AreEqual(directory, ChirpPath.GetDirectoryName(path));
        Assert.AreEqual(name, ChirpPath.GetBaseName(path));
    }

    [TestMethod]
    public void PathsAreJoinedByOneSeparator()
    {
        Assert.AreEqual("/home/notes.txt", ChirpPath.Join("", "home", "notes.txt"));
        Assert.AreEqual("home//x", ChirpPath.Join("home", "", "x"));
        Assert.AreEqual("", ChirpPath.Join());
        Assert.AreEqual('/', ChirpPath.Separator);
    }

    [TestMethod]
    public void CodesHaveTheWordsOfTheOriginal()
    {
        Assert.AreEqual("File not found", ChirpException.MessageOf(ChirpStatusCode.FileNotFound));
        string[] messages = [.. Enum.GetValues<ChirpStatusCode>().Select(ChirpException.MessageOf)];
        Assert.AreEqual(2, messages.Count(message => message.Length == 0), "FILE_IS_LOCKED and PROCESS_YIELD have none");
        CollectionAssert.AllItemsAreUnique(messages.Where(message => message.Length > 0).ToArray());
    }

    private static IEnumerable<string> Code(string cell) => Quoted().Matches(cell).Select(match => match.Groups[1].Value);

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();
}
