// Names and numbers as people read them. Names come from strangers: what would act instead of being seen is written out.

const acting = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

const written = letter => `\\u{${letter.codePointAt(0).toString(16)}}`;

export const visible = text => text.replace(acting, written);

// Text of a file: line ends and tabs are what they are.
const actingInText = /[\p{Cf}\p{Zl}\p{Zp}]|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]|\r(?!\n)/gu;

export function appendText(element, text) {
  let from = 0;
  for (const match of text.matchAll(actingInText)) {
    element.append(text.slice(from, match.index), make("span", { className: "escape" }, written(match[0])));
    from = match.index + match[0].length;
  }
  element.append(text.slice(from));
}

const grouped = new Intl.NumberFormat("en-US");

export const count = (number, word) => `${grouped.format(number)} ${word}${number === 1 ? "" : "s"}`;

export function size(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  const inKiB = bytes / 1024;
  return inKiB < 1024 ? `${inKiB.toFixed(inKiB < 10 ? 1 : 0)} KiB` : `${(inKiB / 1024).toFixed(inKiB < 10240 ? 2 : 1)} MiB`;
}

export const exact = bytes => (bytes < 1024 ? count(bytes, "byte") : `${size(bytes)} (${count(bytes, "byte")})`);

export const hex = (number, digits = 1) => number.toString(16).padStart(digits, "0");

export function make(name, properties, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

export const byId = id => document.getElementById(id);
