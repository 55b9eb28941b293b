// The arguments of the type script: who issues, and what a seat may cost at most.
import { Codes, Refusal } from "../lib/ckb/refusal.js";
import { Reader } from "../lib/molecule/reader.js";

const HASH = 32;
const AMOUNT = 8;

export function readSettings(args) {
  if (args.length !== HASH + AMOUNT) {
    throw new Refusal(Codes.ARGS, `${args.length} bytes of arguments, ${HASH + AMOUNT} expected`);
  }
  return {
    issuer: args.subarray(0, HASH),
    cap: new Reader(args.subarray(HASH), "cap").u64(),
  };
}
