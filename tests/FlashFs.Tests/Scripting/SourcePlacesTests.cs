using System.Text;
using FlashFs.Scripting;

namespace FlashFs.Tests.Scripting;

[TestClass]
public sealed class SourcePlacesTests
{
    private const string Source = "// first\nconst a = require('a');\n\n  const b = require('b');\nrequire('b');\n";
    private const string Minified = "const a=require(\"a\"),b=require(\"b\");require(\"b\");";

    [TestMethod]
    [DataRow(0, 2, 20)]
    [DataRow(1, 4, 22)]
    [DataRow(2, 5, 10)]
    public void AReferenceIsFoundAgainInItsSource(int index, int line, int column)
    {
        ModuleReference at = ModuleScanner.Scan(Encoding.UTF8.GetBytes(Minified)).References[index];
        Assert.AreEqual((line, column), SourcePlaces.Find(Encoding.UTF8.GetBytes(Source), Encoding.UTF8.GetBytes(Minified), at.Line, at.Column));
    }

    [TestMethod]
    // Renamed, dropped, doubled; another place than that of a reference; no literal
    [DataRow("require('c')", 1, 10)]
    [DataRow("require('b')", 1, 10)]
    [DataRow("require('a');require('a')", 1, 23)]
    [DataRow("require('a')", 7, 7)]
    [DataRow("require(x)", 1, 9)]
    public void WhatCannotBeToldIsNotGuessed(string transformed, int line, int column) =>
        Assert.IsNull(SourcePlaces.Find(Encoding.UTF8.GetBytes(Source), Encoding.UTF8.GetBytes(transformed), line, column));
}
