using System.Text;
using FlashFs.Scripting;

namespace FlashFs.Tests.Scripting;

/// <summary>No bytes make the scanner throw, run away, or name a place outside of them.</summary>
[TestClass]
public sealed class ModuleScannerHostileTests
{
    private const string Script = "\uFEFF#!x\nimport a,{b as 'c'}from'./d\\u0065.js'with{type:'json'};\u00A0export*from\"é\"\r\n`${{a:/[/]\\//}}`;<!--x\n"
        + "class A extends B{static #x=require(`y`)}require?.(a+'\\x41');for await(const x of /z/)import.defer('q',{});x?.5:.5;a\\u{62}\u2028-->";

    [TestMethod]
    public void EveryPrefixOfAScriptIsRead()
    {
        byte[] script = Encoding.UTF8.GetBytes(Script);
        for (int length = 0; length <= script.Length; length++)
        {
            Check(script.AsSpan(0, length));
        }
    }

    [TestMethod]
    public void AnyByteInAnyPlaceIsRead()
    {
        byte[] script = Encoding.UTF8.GetBytes(Script);
        for (int i = 0; i < script.Length; i++)
        {
            byte kept = script[i];
            for (int value = 0; value < 256; value++)
            {
                script[i] = (byte)value;
                Check(script);
            }

            script[i] = kept;
        }
    }

    [TestMethod]
    public void TokensInAnyOrderAreRead()
    {
        string[] tokens =
        [
            "import", "export", "require", "(", ")", "{", "}", "[", "]", "`", "${", "'", "\"", "/", "*", "//", "/*", "*/", "\n", "\\", "\\u", "from",
            "default", "class", "function", "async", "=>", "?", ":", ".", "...", ",", ";", "<!--", "-->", "#", "a", "1", "\u2028", "\u00A0", "with", "+", "++", "é", "return", "for", "of",
        ];
        var random = new Random(7);
        for (int i = 0; i < 20_000; i++)
        {
            var script = new StringBuilder();
            for (int n = random.Next(1, 40); n > 0; n--)
            {
                script.Append(tokens[random.Next(tokens.Length)]).Append(random.Next(3) == 0 ? " " : "");
            }

            Check(Encoding.UTF8.GetBytes(script.ToString()));
        }
    }

    // Each of these makes some scanner look ahead to the end of the script again and again: with a square of the length, a
    // script of this size would take hours.
    [TestMethod]
    [DataRow("/[")]
    [DataRow("import a ")]
    [DataRow("import{a,")]
    [DataRow("import defer ")]
    [DataRow("require(")]
    [DataRow("require(`${")]
    [DataRow("require('")]
    [DataRow("import(/*")]
    [DataRow("require/**/")]
    [DataRow("`${")]
    [DataRow("({[")]
    [DataRow("]})")]
    [DataRow("class ")]
    [DataRow("import('a');")]
    [DataRow("require(x)\u2028")]
    [DataRow("<!--\n")]
    [DataRow("\\u{")]
    [DataRow("return{")]
    public void RepetitionsAreReadInProportionToTheirLength(string unit)
    {
        byte[] script = Encoding.UTF8.GetBytes(new StringBuilder().Insert(0, unit, 4_000_000 / unit.Length).ToString());
        Check(script);
    }

    private static void Check(ReadOnlySpan<byte> script)
    {
        int before = 0;
        ModuleScan scan = ModuleScanner.Scan(script);
        foreach (ModuleReference reference in scan.References)
        {
            Assert.IsTrue(reference.Position >= before && reference.Length >= 0 && reference.Position + reference.Length <= script.Length, "within the script, in order");
            Assert.IsTrue(reference.Line > 0 && reference.Column > 0);
            before = reference.Position;
        }

        Assert.IsTrue(scan.Unterminated is not { } place || place.Position < script.Length);
    }
}
