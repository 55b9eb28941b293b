"use strict";

const byId = id => document.getElementById(id);
const element = (name, text, attributes = {}) => Object.assign(document.createElement(name), { textContent: text }, attributes);
const PngMagic = [0x89, 0x50, 0x4e, 0x47];

function showTree() {
  const string = localStorage.getItem(Saved.key);
  const { root, reason } = Saved.load(string);
  byId("forget").disabled = string === null;
  byId("tree").replaceChildren();
  showNothing();
  if (reason) {
    byId("state").textContent = reason;
    return;
  }

  const share = (100 * string.length / Saved.capacity).toFixed(2);
  byId("state").textContent = `${string.length} of ${Saved.capacity} code units (${share} %)`;
  byId("tree").append(listOf(root, root["/name"] ?? ""));
}

function listOf(directory, path) {
  const list = element("ul", "");
  for (const [name, node] of Saved.children(directory)) {
    const flags = Saved.flagsOf(node);
    if (flags.includes("super-hidden")) {
      continue;
    }

    const item = element("li", "", { className: flags.join(" ") });
    const childPath = `${path}/${name}`;
    if (Saved.isFile(node)) {
      item.append(element("button", name, { type: "button", onclick: () => showFile(node, childPath) }));
    } else {
      const details = element("details", "", { open: true });
      details.append(element("summary", name), listOf(node, childPath));
      item.append(details);
    }

    list.append(item);
  }

  return list;
}

function showFile(node, path) {
  const bytes = Saved.bytesOf(node);
  const kind = node["/binary"] ? "binary" : "text";
  byId("path").textContent = path;
  byId("facts").textContent = [`${bytes.length} bytes`, kind, ...Saved.flagsOf(node)].join(", ");
  byId("contents").replaceChildren(viewOf(node, bytes));
}

function viewOf(node, bytes) {
  if (PngMagic.every((byte, i) => bytes[i] === byte)) {
    return element("img", "", { alt: "", src: URL.createObjectURL(new Blob([bytes], { type: "image/png" })) });
  }

  return element("pre", node["/binary"] ? hex(bytes) : node["/data"]);
}

function hex(bytes) {
  const lines = [];
  for (let i = 0; i < bytes.length; i += 16) {
    lines.push(Array.from(bytes.subarray(i, i + 16), byte => byte.toString(16).padStart(2, "0")).join(" "));
  }

  return lines.join("\n");
}

function showNothing() {
  byId("path").textContent = "No file is open";
  byId("facts").textContent = "";
  byId("contents").replaceChildren();
}

// An image is the saved string itself, as UTF-16LE without a byte order mark. No unit of it is half a surrogate pair, so
// that decoding it as text changes nothing.
function install(bytes) {
  localStorage.setItem(Saved.key, new TextDecoder("utf-16le", { ignoreBOM: true }).decode(bytes));
  showTree();
}

async function start() {
  byId("image").onchange = async event => install(await event.target.files[0].arrayBuffer());
  byId("forget").onclick = () => {
    localStorage.removeItem(Saved.key);
    showTree();
  };

  // index.html?image=chirpos.txt, where a server serves both.
  const image = new URLSearchParams(location.search).get("image");
  if (image) {
    const answer = await fetch(image);
    if (answer.ok) {
      install(await answer.arrayBuffer());
      return;
    }
  }

  showTree();
}

start();
