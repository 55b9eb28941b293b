// Packs or unpacks with the real lz-string. The file that is named has one JSON line a text, as { text } or { utf16, base64, uri, bytes };
// standard output has the other of the two for each. Code units are hex digits: halves of surrogate pairs would be lost as UTF-8.
"use strict";

const lz = require("lz-string");

const hexOf = text => {
  let digits = "";
  for (let i = 0; i < text.length; i++) digits += text.charCodeAt(i).toString(16).padStart(4, "0");
  return digits;
};
const textOf = hex => {
  let text = "";
  for (let i = 0; i < hex.length; i += 4) text += String.fromCharCode(parseInt(hex.slice(i, i + 4), 16));
  return text;
};

const pack = text => ({
  utf16: hexOf(lz.compressToUTF16(text)),
  base64: lz.compressToBase64(text),
  uri: lz.compressToEncodedURIComponent(text),
  bytes: Buffer.from(lz.compressToUint8Array(text)).toString("hex"),
});
const unpack = forms => [
  lz.decompressFromUTF16(textOf(forms.utf16)),
  lz.decompressFromBase64(forms.base64),
  lz.decompressFromEncodedURIComponent(forms.uri),
  lz.decompressFromUint8Array(new Uint8Array(Buffer.from(forms.bytes, "hex"))),
].map(text => hexOf(text ?? ""));

const lines = require("fs").readFileSync(process.argv[2], "utf8").split("\n").filter(line => line.length > 0).map(line => JSON.parse(line));
process.stdout.write(lines.map(line => JSON.stringify("text" in line ? pack(textOf(line.text)) : unpack(line)) + "\n").join(""));
