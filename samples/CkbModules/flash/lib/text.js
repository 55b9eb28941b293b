// UTF-8 to text.
import { TextDecoder } from "@ckb-js-std/bindings";

const decoder = new TextDecoder();

/** Decodes bytes. The VM's decoder takes a window for the whole buffer behind it, so it gets a copy. */
export function textOf(bytes) {
  return decoder.decode(bytes.slice());
}
