"use strict";

// What is saved under one key of localStorage: JSON, packed by lz-string. Keys that begin with "/" are a node's own
// properties; every other key is the name of a child, and null is a node that was deleted.
const Saved = {
  key: "chirpos.filesystem",
  capacity: 2619440,
  flags: [[1, "system"], [2, "executable"], [4, "hidden"], [8, "super-hidden"]],

  // The root, or the reason why there is none. The string stays where it is in any case.
  load(string) {
    if (string === null) {
      return { reason: "Nothing is saved yet: load an image." };
    }

    let root = null;
    try {
      root = JSON.parse(LZString.decompressFromUTF16(string));
    } catch {
      // Not JSON: the same as no object.
    }

    return root !== null && typeof root === "object" && !Array.isArray(root)
      ? { root }
      : { reason: "What is saved is no file system: it does not unpack to an object." };
  },

  isFile: node => Object.hasOwn(node, "/data"),

  children: node => Object.entries(node)
    .filter(([name, child]) => !name.startsWith("/") && child !== null)
    .sort(([a], [b]) => (a < b ? -1 : 1)),

  flagsOf: node => Saved.flags.filter(([bit]) => (node["/flags"] ?? 0) & bit).map(([, word]) => word),

  bytesOf: node => node["/binary"]
    ? Uint8Array.from(node["/data"], unit => unit.charCodeAt(0))
    : new TextEncoder().encode(node["/data"]),
};
