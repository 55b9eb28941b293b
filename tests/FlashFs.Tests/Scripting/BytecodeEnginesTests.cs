using System.Text;
using FlashFs.Scripting;

namespace FlashFs.Tests.Scripting;

[TestClass]
public sealed class BytecodeEnginesTests
{
    [TestMethod]
    [DataRow("", null)]
    [DataRow("/* flashfs-bytecode placeholder 1 engine=ckb-js-vm sha256=00 */\n1;", "placeholder for ckb-js-vm")]
    [DataRow("/* flashfs-bytecode placeholder 1 engine=a\u0007b c", "placeholder for a?b")]
    [DataRow("/* flashfs-bytecode placeholder 1 engine=", "placeholder for ")]
    [DataRow("/* flashfs-bytecode placeholder 2 engine=x", "source")]
    [DataRow("import 'x';", "source")]
    [DataRow("\r\n1;", "source")]
    [DataRow("\u0005abc", "bytecode of version 5")]
    public void AnEngineIsToldByTheFirstBytes(string contents, string? expected) =>
        Assert.AreEqual(expected, BytecodeEngines.Recognise(Encoding.UTF8.GetBytes(contents)));

    [TestMethod]
    public void DuktapeIsToldByAByteThatBeginsNoText() => Assert.AreEqual("duktape 2", BytecodeEngines.Recognise([0xBF, 0, 0, 0]));

    [TestMethod]
    public void EachEngineIsNamedOnceInOrder() => CollectionAssert.AreEqual(
        new[] { "bytecode of version 1", "duktape 2", "source" },
        BytecodeEngines.In([new byte[] { (byte)'1' }, new byte[] { 0xBF }, new byte[] { 1 }, default, new byte[] { 0xBF, 1 }]).ToArray());
}
