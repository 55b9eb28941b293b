"use strict";

const byId = id => document.getElementById(id);
const element = (name, text, attributes = {}) => Object.assign(document.createElement(name), { textContent: text }, attributes);
const grouped = number => number.toLocaleString("en");
const PngMagic = [0x89, 0x50, 0x4e, 0x47];

function showTree() {
  const string = localStorage.getItem(Saved.key);
  const { root, reason } = Saved.load(string);
  byId("forget").disabled = string === null;
  byId("tree").replaceChildren();
  document.body.classList.toggle("empty", Boolean(reason));
  if (reason) {
    byId("state").textContent = reason;
    showText("No files", `Choose "Load an image" and take chirpos.txt, which the build leaves in bin/Debug/net10.0/flash.`);
    return;
  }

  const share = (100 * string.length / Saved.capacity).toFixed(2);
  byId("state").textContent = `${grouped(string.length)} of ${grouped(Saved.capacity)} code units (${share} %)`;
  showText("No file is open", "Choose one.");
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
      item.append(element("button", name, { type: "button", onclick: event => choose(event.currentTarget, node, childPath) }));
    } else {
      const details = element("details", "", { open: true });
      details.append(element("summary", name), listOf(node, childPath));
      item.append(details);
    }

    list.append(item);
  }

  return list;
}

function choose(button, node, path) {
  byId("tree").querySelector("[aria-current]")?.removeAttribute("aria-current");
  button.setAttribute("aria-current", "true");
  showFile(node, path);

  // On a narrow screen the file is below the tree, out of sight.
  byId("file").scrollIntoView({ block: "nearest" });
}

function showFile(node, path) {
  const bytes = Saved.bytesOf(node);
  const kind = node["/binary"] ? "binary" : "text";
  byId("path").textContent = path;
  byId("facts").textContent = [`${grouped(bytes.length)} ${bytes.length === 1 ? "byte" : "bytes"}`, kind, ...Saved.flagsOf(node)].join(", ");
  byId("contents").replaceChildren(viewOf(node, bytes, path));
}

function viewOf(node, bytes, path) {
  if (PngMagic.every((byte, i) => bytes[i] === byte)) {
    const src = URL.createObjectURL(new Blob([bytes], { type: "image/png" }));
    return element("img", "", { alt: path, src, onload: () => URL.revokeObjectURL(src) });
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

function showText(title, text) {
  byId("path").textContent = title;
  byId("facts").textContent = "";
  byId("contents").replaceChildren(element("p", text));
}

// An image is the saved string itself, as UTF-16LE without a byte order mark. No unit of it is half a surrogate pair, so
// that decoding it as text changes nothing. What is no image never takes the place of what is saved.
function install(bytes, name) {
  const string = new TextDecoder("utf-16le", { ignoreBOM: true }).decode(bytes);
  if (Saved.load(string).reason) {
    showTree();
    byId("state").textContent = `${name} is no image of a file system; nothing has changed.`;
    return;
  }

  localStorage.setItem(Saved.key, string);
  showTree();
}

async function start() {
  byId("image").onchange = async ({ target }) => {
    const [file] = target.files;
    if (file) {
      install(await file.arrayBuffer(), file.name);
      target.value = ""; // so that the same name can be chosen again
    }
  };
  byId("forget").onclick = () => {
    localStorage.removeItem(Saved.key);
    showTree();
  };

  // index.html?image=chirpos.txt, where a server serves both.
  const image = new URLSearchParams(location.search).get("image");
  if (image) {
    const answer = await fetch(image);
    if (answer.ok) {
      install(await answer.arrayBuffer(), image);
      return;
    }
  }

  showTree();
}

start();
