// What a transaction shows to the script that runs for it.
import * as bindings from "@ckb-js-std/bindings";
import { readScript, readWitnessArgs } from "../molecule/blockchain.js";
import { Reader } from "../molecule/reader.js";
import { textOf } from "../text.js";

// Flags (2), code hash (32) and hash type (1) of the cell that holds this file system come first.
const VM_ARGS = 35;

const SOURCES = {
  input: bindings.SOURCE_GROUP_INPUT,
  output: bindings.SOURCE_GROUP_OUTPUT,
};

/** Calls a syscall for index 0, 1, ... until there is no such index. */
function* each(load) {
  for (let index = 0; ; index += 1) {
    let found;
    try {
      found = load(index);
    } catch (problem) {
      if (problem.errorCode !== bindings.INDEX_OUT_OF_BOUND) {
        throw problem;
      }
      return;
    }
    yield found;
  }
}

/** The data of the cells with this type script, one Uint8Array each. */
export function groupCells(side) {
  return [...each((index) => bindings.loadCellData(index, SOURCES[side]))].map((data) => new Uint8Array(data));
}

/** The script's own arguments, behind those of the VM. */
export function scriptArgs() {
  return readScript(new Reader(bindings.loadScript(), "script")).args.subarray(VM_ARGS);
}

/** Whether an input of the transaction is locked by a script of this hash. */
export function isSignedBy(lockHash) {
  const wanted = bindings.hex.encode(lockHash.slice().buffer);
  const field = bindings.CELL_FIELD_LOCK_HASH;
  for (const hash of each((index) => bindings.loadCellByField(index, bindings.SOURCE_INPUT, field))) {
    if (bindings.hex.encode(hash) === wanted) {
      return true;
    }
  }
  return false;
}

/** What the witness of the group says about the outputs, as JSON; null when it says nothing. */
export function witnessOfOutput() {
  const [witness] = each((index) => bindings.loadWitness(index, SOURCES.output));
  if (witness === undefined || witness.byteLength === 0) {
    return null;
  }
  const { outputType } = readWitnessArgs(new Reader(witness, "witness"));
  return outputType === null ? null : JSON.parse(textOf(outputType));
}
