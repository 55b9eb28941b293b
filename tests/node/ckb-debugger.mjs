// Runs the WASM build of ckb-debugger that comes with ckb-testtool:
//   node ckb-debugger.mjs FOLDER ARGUMENT...
// FOLDER is /guest inside, the folder of the real ckb-js-vm is /vm. What scripts log goes to standard output.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { WASI } from "node:wasi";

const [folder, ...args] = process.argv.slice(2);
const tools = join(dirname(fileURLToPath(import.meta.url)), "node_modules", "ckb-testtool", "src");
const wasi = new WASI({
  version: "preview1",
  args: ["ckb-debugger", ...args],
  preopens: { "/guest": folder, "/vm": join(tools, "unittest", "defaultScript") },
  returnOnExit: true,
});
const module = new WebAssembly.Module(readFileSync(join(tools, "wasm", "ckb-debugger.wasm")));
// Not getImportObject(): Node.js 18 has none.
const instance = new WebAssembly.Instance(module, { wasi_snapshot_preview1: wasi.wasiImport });
process.exitCode = wasi.start(instance) === 0 ? 0 : 1;
