// table Ticket { seat: Uint32, price: Uint64, note: Bytes }, the note being JSON.
import { Reader } from "../lib/molecule/reader.js";
import { textOf } from "../lib/text.js";

export function readTicket(data, index) {
  const { seat, price, note } = new Reader(data, `ticket ${index}`).table("seat", "price", "note");
  return { seat: seat.u32(), price: price.u64(), note: textOf(note.byteVector()) };
}
