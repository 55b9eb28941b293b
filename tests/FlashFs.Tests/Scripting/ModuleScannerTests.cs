using System.Text;
using FlashFs.Scripting;

namespace FlashFs.Tests.Scripting;

[TestClass]
public sealed class ModuleScannerTests
{
    [TestMethod]
    // Static imports.
    [DataRow("import 'a'", "Import a")]
    [DataRow("import\"a\";import'b'", "Import a, Import b")]
    [DataRow("import a from 'a'", "Import a")]
    [DataRow("import a,{b as c,default as d}from'a'", "Import a")]
    [DataRow("import a, * as b from 'a'", "Import a")]
    [DataRow("import * as n from 'a'", "Import a")]
    [DataRow("import {} from 'a'", "Import a")]
    [DataRow("import { 'x y' as z, \"}\" as w } from 'a'", "Import a")]
    [DataRow("import from from 'a'; import {from} from 'b'", "Import a, Import b")]
    [DataRow("import as from 'a'; import defer from 'b'; import source from 'c'", "Import a, Import b, Import c")]
    [DataRow("import defer * as n from 'a'; import source s from 'b'", "Import a, Import b")]
    [DataRow("import source from from 'a'", "Import a")]
    [DataRow("import /* { */ a // from 'x'\n from /**/ 'a'", "Import a")]
    [DataRow("import d from './d.json' with { type: 'json' }; import 'b'", "Import ./d.json, Import b")]
    [DataRow("import './d.json' with {'type':\"}\",};import'b'", "Import ./d.json, Import b")]
    [DataRow("import d from './d.json' assert { type: 'json' }\nimport 'b'", "Import ./d.json, Import b")]
    [DataRow("import 'a'\nwith (b) require('c')", "Import a, Require c")]
    [DataRow("a\nimport 'b'", "Import b")]
    [DataRow("import æ, { ø as å } from 'ñ'", "Import ñ")]
    [DataRow("import { \\u0061b } from 'a'", "Import a")]
    // No static imports.
    [DataRow("imported 'a'; $import 'b'; import_ from 'c'", "")]
    [DataRow("imp\\u006frt 'a'", "")]
    [DataRow("x.import 'a'; ({ import: 'a' })", "")]
    [DataRow("{ import 'a' }", "")]
    [DataRow("import a = require('a')", "Require a")]
    // Exports.
    [DataRow("export * from 'a'; export*as b from\"b\"; export * as 'x y' from 'c'", "ExportFrom a, ExportFrom b, ExportFrom c")]
    [DataRow("export { a, b as c, 'd' as default } from 'a'", "ExportFrom a")]
    [DataRow("export { a }\nfrom\n'a'", "ExportFrom a")]
    [DataRow("export { a }; from; 'a'", "")]
    [DataRow("export const from = 'a'", "")]
    [DataRow("export default 'a'; export default from; 'b'", "")]
    [DataRow("export default function () {} /require('a')/", "")]
    [DataRow("export default class {} /require('a')/", "")]
    [DataRow("export default { a: 1 } / require('a') / 1", "Require a")]
    [DataRow("export default async function () {} /require('a')/", "")]
    [DataRow("export default /require('a')/", "")]
    // Dynamic imports.
    [DataRow("import('a'); import(`b`); import(\"c\", { with: { type: 'json' } }); import('d',)", "DynamicImport a, DynamicImport b, DynamicImport c, DynamicImport d")]
    [DataRow("import/**/(/*x*/'a'/*y*/)", "DynamicImport a")]
    [DataRow("import . source ('a'); import.defer('b')", "DynamicImport a, DynamicImport b")]
    [DataRow("import(a); import('a' + b); import(`a${b}`); import(c ? 'a' : 'b')", "DynamicImport ?, DynamicImport ?, DynamicImport ?, DynamicImport ?")]
    [DataRow("import(import('a'))", "DynamicImport ?, DynamicImport a")]
    [DataRow("[...import('a')]; async () => { await import('b') }", "DynamicImport a, DynamicImport b")]
    [DataRow("import.meta.url; import.meta.resolve('a')", "")]
    [DataRow("x.import('a'); ({ import(a) {} }); class A { import(a) {} static import(b) {} }", "")]
    [DataRow("import()", "")]
    // require.
    [DataRow("require('a'); require(`b`); require(\"c\", 1)", "Require a, Require b, Require c")]
    [DataRow("require\n/* ( */ ('a')", "Require a")]
    [DataRow("require?.('a'); new require('b').C()", "Require a, Require b")]
    [DataRow("req\\u0075ire('a'); \\u{72}equire('b')", "Require a, Require b")]
    [DataRow("x.require('a'); x?.require('b'); this.#require('c'); x . /**/ require('d')", "")]
    [DataRow("({ require(a) {}, get require() {}, async require(a) {}, * require(a) {}, async * require(a) {} })", "")]
    [DataRow("({ require: require('a'), b: 1, require(c) {} })", "Require a")]
    [DataRow("class A { require(a) {} static require(b) {} #require(c) {} x = 1\n require(d) {} y = require('e') }", "Require e")]
    [DataRow("function require(a) {} function* require(b) {} (async function require(c) {})", "")]
    [DataRow("require.resolve('a'); require; require`b`; requires('c'); _require('d'); require()", "")]
    [DataRow("require(require('a'))", "Require ?, Require a")]
    [DataRow("[...require('a'), ...{...require('b')}]", "Require a, Require b")]
    [DataRow("{ require('a') } if (x) require('b'); else require('c')", "Require a, Require b, Require c")]
    [DataRow("var a = x ? require('a') : require('b')", "Require a, Require b")]
    // Escapes in specifiers.
    [DataRow("require('\\x61\\u0062\\u{63}\\\n\\'d')", "Require abc'd")]
    [DataRow("require('\\61\\0'); require(`\\u{1F600}`)", "Require 1\0, Require \U0001F600")]
    [DataRow("require('\\u{110000}'); require('\\xg'); require(`\\01`)", "Require ?, Require ?, Require ?")]
    [DataRow("require(`a\r\nb`); require('a\u2028b')", "Require a\nb, Require a\u2028b")]
    // Comments, strings and templates.
    [DataRow("// import 'a'\n/* require('b') */ 'require(\"c\")' \"import('d')\" `require('e')`", "")]
    [DataRow("'\\'' + require('a') + '\\\\' + require('b')", "Require a, Require b")]
    [DataRow("'a\\\r\nb' + require('c')", "Require c")]
    [DataRow("`${`${require('a')}`}${ {b: `}`}[`b`] }${require('c')}`; require('d')", "Require a, Require c, Require d")]
    [DataRow("`$${a}$\\${require('b')}`; require('c')", "Require c")]
    [DataRow("`${function () { return `}` }}`; require('a')", "Require a")]
    [DataRow("//\u2028require('a')\u2029//\r/**/require('b')", "Require a, Require b")]
    // A slash is a regular expression.
    [DataRow("/require('a')/; x = /[/'\"]/, require('b')", "Require b")]
    [DataRow("if (a) /'/.test(b); while (a) /'/.test(b); require('c')", "Require c")]
    [DataRow("{} /'/; function f() {} /'/; class A {} /'/; require('a')", "Require a")]
    [DataRow("x = () => {}\n/'/.test(y); require('a')", "Require a")]
    [DataRow("switch (x) { case /'/: {} /'/; default: /'/ } require('a')", "Require a")]
    [DataRow("a: {} /'/; return /'/; typeof /'/; x ? /'/ : /'/; require('a')", "Require a")]
    [DataRow("for (const a of /'/g) ; for (;;/'/) ; do /'/.b; while (c) /'/; require('a')", "Require a")]
    [DataRow("x = [/'/, /'/]; f(/'/); !/'/; a && /'/; require('a')", "Require a")]
    [DataRow("/[\\]/']/.test(x) / require('a')", "Require a")]
    [DataRow("return\n{ a: /'/ } /'/; require('a')", "Require a")]
    [DataRow("`${a}` / b; `${/'/}`; require('a')", "Require a")]
    // A slash divides.
    [DataRow("a / require('b') / c", "Require b")]
    [DataRow("(a) / require('b') / c; [a] / require('c') / d", "Require b, Require c")]
    [DataRow("x = {} / require('a') / 1; y = function () {} / require('b') / 1; z = class {} / require('c') / 1", "Require a, Require b, Require c")]
    [DataRow("a++ / require('b') / c; a-- / require('c') / d", "Require b, Require c")]
    [DataRow("1 / require('a') / 2; 1. / require('b') / .5 / require('c') / 0x1f / require('d')", "Require a, Require b, Require c, Require d")]
    [DataRow("'a' / require('b') / `c` / require('d') / this / require('e')", "Require b, Require d, Require e")]
    [DataRow("x.if / require('a') / x.return / require('b')", "Require a, Require b")]
    [DataRow("x?.return / require('a') / 1; a ?.5 / require('b') / 1 : 2", "Require a, Require b")]
    [DataRow("x = a ? b : {} / require('c') / 1", "Require c")]
    [DataRow("/a/g / require('b') / /c/ / require('d')", "Require b, Require d")]
    [DataRow("x = async function () {} / require('a') / 1", "Require a")]
    [DataRow("({ get if() {}, class: 1, function() {}, return: 2 / require('a') / 3 })", "Require a")]
    [DataRow("class A extends f({}) { static { require('a') } 'b'() {} [require('c')]() { return /'/ } d = 1 / 2 }", "Require a, Require c")]
    [DataRow("x = class extends class {} {} / require('a') / 1", "Require a")]
    // HTML-like comments, hashbang, byte order mark.
    [DataRow("<!-- require('a')\nrequire('b')\n--> require('c')\n/* */ --> require('d')\nx --> require('e')", "Require b, Require e")]
    [DataRow("/*\n*/ --> require('a')\n a<!--b\n require('c')", "Require c")]
    [DataRow("a <!--require('b')\nexport {}", "Require b")]
    [DataRow("import 'a'; b<!--require('c')", "Import a, Require c")]
    [DataRow("#!/usr/bin/env node 'require(\"a\")\nrequire('b')", "Require b")]
    [DataRow("\uFEFF#!node '\nimport 'a'", "Import a")]
    [DataRow("\u00A0\u3000import\uFEFF\u2003'a'\u2028require\u00A0('b')", "Import a, Require b")]
    // JSON, and what is no script.
    [DataRow("{ \"a\": \"require('b')\", \"c\": [1, -2.5e3] }", "")]
    [DataRow("}]) require('a'); ) import 'b'", "Require a, Import b")]
    public void WhatAScriptAsksFor(string source, string expected)
    {
        ModuleScan scan = ModuleScanner.Scan(Encoding.UTF8.GetBytes(source));
        Assert.AreEqual(expected, string.Join(", ", scan.References.Select(item => $"{item.Kind} {item.Specifier ?? "?"}")));
        Assert.IsNull(scan.Unterminated, "all of them end");
    }

    [TestMethod]
    [DataRow("import 'ab'", 8, 2, 1, 9)]
    [DataRow("\uFEFFimport 'ab'", 11, 2, 1, 9)]
    [DataRow("'é😀';\trequire('\\x61')", 19, 4, 1, 17)]
    [DataRow("1\r\n2\r3\n4\u20285\u2029/*\n*/require(`ab`)", 29, 2, 7, 12)]
    [DataRow("require( a + (b, [c, d]) /* e */ , f)", 9, 15, 1, 10)]
    [DataRow("import(\n  x\n)", 10, 1, 2, 3)]
    [DataRow("require('a' + b)", 8, 7, 1, 9)]
    [DataRow("require(a, require)", 8, 1, 1, 9)]
    [DataRow("require(function (b, c) { return b }(d))", 8, 31, 1, 9)]
    public void WhereItStands(string source, int position, int length, int line, int column)
    {
        ModuleReference reference = ModuleScanner.Scan(Encoding.UTF8.GetBytes(source)).References.Single();
        Assert.AreEqual((position, length, line, column), (reference.Position, reference.Length, reference.Line, reference.Column));
    }

    [TestMethod]
    [DataRow("import 'a'", true)]
    [DataRow("export {}", true)]
    [DataRow("export default 1", true)]
    [DataRow("f(import.meta)", true)]
    [DataRow("import('a'); require('b')", false)]
    [DataRow("exports.a = 1; module.export = 2; '\\nexport {}'", false)]
    public void WhetherItIsAnEsModule(string source, bool expected) =>
        Assert.AreEqual(expected, ModuleScanner.Scan(Encoding.UTF8.GetBytes(source)).IsEsModule);

    [TestMethod]
    // What comes after is read as well as can be.
    [DataRow("x; 'abc\nrequire('a')", 3, "a")]
    [DataRow("x; /* require('a')", 3, "")]
    [DataRow("x; `a${require('a')} require('b')", 3, "a")]
    [DataRow("x = /abc\nrequire('a')", 4, "a")]
    [DataRow("f(require('a'), {", 1, "a")]
    [DataRow("require('a", 7, "?")]
    [DataRow("require('a'", 7, "?")]
    [DataRow("import { a } from 'b", 18, "")]
    [DataRow("import { a", 7, "")]
    [DataRow("x = '\\", 4, "")]
    [DataRow("`\\", 0, "")]
    [DataRow("`$", 0, "")]
    public void WhatDoesNotEndIsSaid(string source, int position, string expected)
    {
        ModuleScan scan = ModuleScanner.Scan(Encoding.UTF8.GetBytes(source));
        Assert.AreEqual(position, scan.Unterminated?.Position);
        Assert.AreEqual(expected, string.Join(' ', scan.References.Select(item => item.Specifier ?? "?")));
    }
}
