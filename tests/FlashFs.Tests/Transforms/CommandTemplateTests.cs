using FlashFs.Transforms;

namespace FlashFs.Tests.Transforms;

[TestClass]
public sealed class CommandTemplateTests
{
    [TestMethod]
    // Words
    [DataRow("tool", "tool", "")]
    [DataRow("  tool  -a\t-b ", "tool", "-a|-b")]
    [DataRow("tool\n    -a\r\n    -b", "tool", "-a|-b")]
    // Quotes
    [DataRow("\"my tool\" 'a b'", "my tool", "a b")]
    [DataRow("tool --name=\"a b\"'c d'", "tool", "--name=a bc d")]
    [DataRow("tool \"it's\" 'say \"x\"'", "tool", "it's|say \"x\"")]
    [DataRow("tool \"\" ''", "tool", "|")]
    // No shell
    [DataRow("tool $HOME `x` * a;b a&&b \\n", "tool", "$HOME|`x`|*|a;b|a&&b|\\n")]
    // Placeholders
    [DataRow("tool {input} -o={output} {path}", "tool", "I|-o=O|P")]
    [DataRow("tool {input}{input}", "tool", "II")]
    [DataRow("tool {} { } {A} {1} ${x:-1} {\"a\":1}", "tool", "{}|{|}|{A}|{1}|${x:-1}|{a:1}")]
    public void ACommandIsCutIntoProgramAndArguments(string text, string program, string arguments)
    {
        CommandTemplate? command = CommandTemplate.Parse(text, out string? problem);
        Assert.IsNull(problem);
        Assert.AreEqual(program, command!.Program);
        Assert.AreEqual(arguments, string.Join('|', command.Arguments("I", "O", "P")));
    }

    [TestMethod]
    [DataRow("", "is empty")]
    [DataRow(" \t ", "is empty")]
    [DataRow("tool \"a", "has a quote that does not end")]
    [DataRow("tool 'a\"", "has a quote that does not end")]
    [DataRow("{input} a", "begins with a placeholder")]
    [DataRow("tool {imput}", "has {imput}; the placeholders are {input}, {output} and {path}")]
    [DataRow("tool {input}{out}", "has {out}")]
    public void WhatIsWrongIsSaid(string text, string expected)
    {
        Assert.IsNull(CommandTemplate.Parse(text, out string? problem));
        StringAssert.Contains(problem, expected, StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("tool", false, false, false)]
    [DataRow("tool {input}", true, false, true)]
    [DataRow("tool {output}", false, true, false)]
    [DataRow("tool --name={path}", false, false, true)]
    public void ACommandKnowsThePathWhereItIsToldOfIt(string text, bool input, bool output, bool path)
    {
        CommandTemplate command = CommandTemplate.Parse(text, out _)!;
        Assert.AreEqual((input, output, path), (command.TakesInput, command.GivesOutput, command.KnowsPath));
    }

    [TestMethod]
    public void WhatFollowsAnInputWithBracesIsNotReplacedAgain()
    {
        CommandTemplate command = CommandTemplate.Parse("tool {input}", out _)!;
        Assert.AreEqual("a{path}.js", command.Arguments("a{path}.js", "O", "P").Single());
    }
}
