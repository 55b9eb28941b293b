// Molecule, as far as a script needs it: fixed-size numbers, bytes, options and tables.
import { Codes, Refusal } from "../ckb/refusal.js";

/** A window on serialised bytes. Everything it hands out is a window on the same bytes. */
export class Reader {
  constructor(bytes, what) {
    this.bytes = bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes);
    this.view = new DataView(this.bytes.buffer, this.bytes.byteOffset, this.bytes.byteLength);
    this.what = what;
  }

  get length() {
    return this.bytes.length;
  }

  fail(why) {
    throw new Refusal(Codes.DATA, `${this.what}: ${why}`);
  }

  exactly(size) {
    if (this.length !== size) {
      this.fail(`${this.length} bytes, ${size} expected`);
    }
    return this;
  }

  u8() {
    return this.exactly(1).bytes[0];
  }

  u32() {
    return this.exactly(4).view.getUint32(0, true);
  }

  u64() {
    return this.exactly(8).view.getBigUint64(0, true);
  }

  /** A vector of bytes: its length, then they. */
  byteVector() {
    if (this.length < 4 || this.view.getUint32(0, true) !== this.length - 4) {
      this.fail("not a vector of bytes");
    }
    return this.bytes.subarray(4);
  }

  /** An option: nothing, or what it holds. */
  option(read) {
    return this.length === 0 ? null : read(this);
  }

  /** The fields of a table, by name. */
  table(...names) {
    const header = 4 * (names.length + 1);
    if (this.length < header || this.view.getUint32(0, true) !== this.length) {
      this.fail(`not a table of ${names.length} fields`);
    }

    const bounds = names.map((_, index) => this.view.getUint32(4 * (index + 1), true)).concat(this.length);
    const fields = {};
    names.forEach((name, index) => {
      const [from, to] = [bounds[index], bounds[index + 1]];
      if ((index === 0 && from !== header) || from > to || to > this.length) {
        this.fail(`field ${name} lies at ${from} to ${to}`);
      }
      fields[name] = new Reader(this.bytes.subarray(from, to), `${this.what}.${name}`);
    });
    return fields;
  }
}
