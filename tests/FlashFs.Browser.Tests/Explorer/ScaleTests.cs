using System.Globalization;
using System.Text;
using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;
using Microsoft.Playwright;

namespace FlashFs.Browser.Tests.Explorer;

/// <summary>
/// Images of the largest size with thousands of files. The figures go to <c>artifacts/explorer-scale-*.md</c>, those of a quiet
/// machine into docs/explorer.md; what is asserted here is what does not depend on the machine.
/// </summary>
[TestClass]
public sealed class ScaleTests
{
    private const int Size = 16 * 1024 * 1024;
    private const int PerFolder = 500;
    private const int Frames = 200;

    [TestMethod]
    [DataRow("simplefs", 10_000, 1_600)]
    [DataRow("spiffs", 5_000, 1_000)]
    public async Task ThousandsOfFilesAreOpenedWalkedAndSearched(string format, int files, int length)
    {
        byte[] image = Pack(format, files, length);
        long begin = Environment.TickCount64;
        await using RunningExplorer explorer = await RunningExplorer.StartAsync(image);
        var figures = new StringBuilder($"{format}, {files} files, {image.Length} bytes; from the start of flashfs to its address {Environment.TickCount64 - begin} ms\n\n| step | wall | main thread | tasks over 50 ms | |\n|---|---|---|---|---|\n");
        ExplorerPage page = await ExplorerPage.OpenAsync(explorer);
        IPage browser = page.Page;
        await browser.AddInitScriptAsync("window.long = []; new PerformanceObserver(list => { for (const task of list.getEntries()) window.long.push(Math.round(task.duration)); }).observe({ type: 'longtask', buffered: true });");
        ICDPSession session = await browser.Context.NewCDPSessionAsync(browser);
        await session.SendAsync("Performance.enable", new Dictionary<string, object> { ["timeDomain"] = "threadTicks" });

        async Task StepAsync(string name, Func<Task<string>> step)
        {
            await browser.EvaluateAsync("() => { if (window.long) window.long.length = 0; }");
            double busy = await BusyAsync(session);
            long start = Environment.TickCount64;
            string result = await step();
            long wall = Environment.TickCount64 - start;
            double spent = (await BusyAsync(session) - busy) * 1000;
            await Task.Delay(100); // tasks are told of a little later
            int[] tasks = await browser.EvaluateAsync<int[]>("() => window.long");
            string worst = tasks.Length == 0 ? "" : $" (longest {tasks.Max()} ms)";
            figures.Append(CultureInfo.InvariantCulture, $"| {name} | {wall} ms | {(spent < 0 ? "new" : $"{spent:0} ms")} | {tasks.Length}{worst} | {result} |\n");
        }

        int folders = files / PerFolder;
        await StepAsync("open, until the list is there", async () =>
        {
            await browser.ReloadAsync(); // with the observer from the first line on
            await browser.Locator("#tree .row").First.WaitForAsync();
            return "";
        });
        await StepAsync("open every folder", async () =>
        {
            await browser.Locator("#tree .row").First.FocusAsync();
            for (int i = 0; i < folders; i++)
            {
                // From the last one up: what is below moves, what is above stays.
                await page.PressAsync("Home");
                for (int down = 0; down < folders - 1 - i; down++)
                {
                    await page.PressAsync("ArrowDown");
                }

                await page.PressAsync("ArrowRight");
            }

            Assert.AreEqual($"{(files + folders) * 30}px", await browser.EvaluateAsync<string>("() => document.querySelector('#tree .space').style.height"));
            return $"{folders} folders";
        });
        await StepAsync("scroll the tree", () => ScrollAsync(browser, "#tree"));
        await StepAsync("hold the arrow key: 100 rows", async () =>
        {
            await page.PressAsync("End");
            await page.PressAsync([.. Enumerable.Repeat("ArrowUp", 100)]);
            Assert.AreEqual($"f{files - 101:D5}.js", await page.FocusedAsync());
            return "";
        });
        await StepAsync("search names, letter by letter", async () =>
        {
            await browser.Locator("#query").PressSequentiallyAsync("f0123");
            await browser.Locator("#found", new() { HasText = "10 files" }).WaitForAsync();
            return "10 files";
        });
        await StepAsync("search names: all match", async () =>
        {
            await browser.FillAsync("#query", ".js");
            await browser.Locator("#found", new() { HasText = files.ToString("N0", CultureInfo.InvariantCulture) }).WaitForAsync();
            return "";
        });
        await StepAsync("scroll what was found", () => ScrollAsync(browser, "#results"));
        await StepAsync("search contents: all of them, nothing found", async () =>
        {
            await browser.Locator("input[value=contents]").CheckAsync();
            await browser.FillAsync("#query", "not there");
            await browser.WaitForFunctionAsync("() => document.querySelector('#found').textContent === '0 files'");
            return "";
        });
        await browser.Locator("#query").FocusAsync();
        await page.PressAsync("Escape");
        await StepAsync("block map", async () =>
        {
            await browser.ClickAsync("#view-map");
            await browser.Locator("#extents .row").First.WaitForAsync();
            return "";
        });
        await StepAsync("scroll the extents", () => ScrollAsync(browser, "#extents"));
        await StepAsync("open a file from there", async () =>
        {
            await browser.Locator("#extents .row", new() { HasText = ".js" }).First.ClickAsync();
            await browser.Locator("#body pre", new() { HasText = "module" }).Last.WaitForAsync();
            return "";
        });
        page.AssertNoComplaint();
        await File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(Repository.PathOf("artifacts")).FullName, $"explorer-scale-{format}.md"), figures.ToString());
    }

    // From the top to the end in so many frames, most of them with nothing but new rows.
    private static async Task<string> ScrollAsync(IPage page, string list)
    {
        string result = await page.EvaluateAsync<string>(
            """
            async ([list, frames]) => {
              const element = document.querySelector(list);
              element.scrollTop = 0;
              const gaps = [];
              let most = 0;
              for (let i = 1, last = performance.now(); i <= frames; i++) {
                element.scrollTop = (element.scrollHeight - element.clientHeight) * i / frames;
                await new Promise(requestAnimationFrame);
                most = Math.max(most, element.querySelectorAll('.row').length);
                gaps.push(performance.now() - last);
                last = performance.now();
              }
              element.scrollTop = 0;
              gaps.sort((a, b) => a - b);
              return `${most} ${frames} frames, every ${gaps[frames >> 1].toFixed(0)} ms, longest ${gaps.at(-1).toFixed(0)} ms`;
            }
            """,
            new object[] { list, Frames });
        int space = result.IndexOf(' ', StringComparison.Ordinal);
        Assert.IsLessThan(100, int.Parse(result.AsSpan(0, space), CultureInfo.InvariantCulture), "rows in the document");
        return result[(space + 1)..];
    }

    private static async Task<double> BusyAsync(ICDPSession session)
    {
        System.Text.Json.JsonElement answer = (await session.SendAsync("Performance.getMetrics"))!.Value;
        return answer.GetProperty("metrics").EnumerateArray().Single(metric => metric.GetProperty("name").GetString() == "TaskDuration").GetProperty("value").GetDouble();
    }

    private static byte[] Pack(string id, int files, int length)
    {
        FlashFormat format = FlashFormats.All.Single(format => format.Id == id);
        var diagnostics = new DiagnosticBag();
        FlashFileSet set = FlashFileSet.Sorted(
            Enumerable.Range(0, files).Select(i =>
            {
                string text = $"// module {i}\nexport const value = {i};\n";
                return new FlashFile(
                    FlashPath.Parse($"lib{i / PerFolder:D2}/f{i:D5}.js"),
                    FlashContents.FromMemory(Encoding.UTF8.GetBytes(text + new string('/', length - text.Length - 1) + "\n")));
            }),
            diagnostics);
        ImagePlan? plan = format.Plan(set, OptionValues.Defaults(format), format.Sizing == ImageSizing.Fixed ? Size : null, diagnostics);
        diagnostics.ThrowIfErrors();
        return plan!.ToArray();
    }
}
