// The tables of the chain itself (blockchain.mol).

export function readScript(reader) {
  const { codeHash, hashType, args } = reader.table("codeHash", "hashType", "args");
  return {
    codeHash: codeHash.exactly(32).bytes,
    hashType: hashType.u8(),
    args: args.byteVector(),
  };
}

export function readWitnessArgs(reader) {
  const { lock, inputType, outputType } = reader.table("lock", "inputType", "outputType");
  const bytes = (field) => field.option((some) => some.byteVector());
  return { lock: bytes(lock), inputType: bytes(inputType), outputType: bytes(outputType) };
}
