// Runs before index.js and before anything that it imports.
import { currentCycles, vmVersion } from "@ckb-js-std/bindings";

globalThis.cyclesAtStart = currentCycles();

// A rule that patches what another rule relies on would be a hole.
for (const shared of [Array.prototype, Object.prototype, Map.prototype, Set.prototype]) {
  Object.freeze(shared);
}

console.log(`[init] vm ${vmVersion()}, prototypes frozen`);
