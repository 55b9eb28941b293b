using System.Collections;
using Microsoft.Build.Framework;

namespace FlashFs.Build.Tests;

/// <summary>Stands in for MSBuild and keeps what a task says.</summary>
internal sealed class RecordingEngine : IBuildEngine
{
    public List<BuildMessage> Messages { get; } = [];

    public bool ContinueOnError => false;

    public int LineNumberOfTaskNode => 0;

    public int ColumnNumberOfTaskNode => 0;

    public string ProjectFileOfTaskNode => "FlashFs.Build.targets";

    public bool BuildProjectFile(string projectFileName, string[] targetNames, IDictionary globalProperties, IDictionary targetOutputs) =>
        throw new NotSupportedException();

    public void LogCustomEvent(CustomBuildEventArgs e) => throw new NotSupportedException();

    public void LogErrorEvent(BuildErrorEventArgs e) =>
        Messages.Add(new BuildMessage("error", e.Code, e.File, e.LineNumber, e.ColumnNumber, e.Message ?? ""));

    public void LogMessageEvent(BuildMessageEventArgs e) =>
        Messages.Add(new BuildMessage("message", e.Code, e.File, e.LineNumber, e.ColumnNumber, e.Message ?? ""));

    public void LogWarningEvent(BuildWarningEventArgs e) =>
        Messages.Add(new BuildMessage("warning", e.Code, e.File, e.LineNumber, e.ColumnNumber, e.Message ?? ""));
}
