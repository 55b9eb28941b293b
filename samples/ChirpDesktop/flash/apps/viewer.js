"use strict";

// A picture is a binary file: one code unit a byte.
function main(path) {
    const file = openFile(path, "r");
    const data = file.read().result;
    file.close();
    const bytes = Uint8Array.from(data, unit => unit.charCodeAt(0));
    createImage({ title: path, source: URL.createObjectURL(new Blob([bytes], { type: "image/png" })) });
}
