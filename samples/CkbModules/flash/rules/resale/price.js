// A resale costs a little more at most, and never more than the cap.
import { RESALE_MARKUP, SHANNONS } from "../../config.js";
import { Codes, Refusal } from "../../lib/ckb/refusal.js";
import { createLog } from "../../lib/log.js";

const log = createLog("price");

function inCkb(shannons) {
  const rest = (shannons % SHANNONS).toString().padStart(8, "0").replace(/0+$/, "");
  return `${shannons / SHANNONS}${rest === "" ? "" : `.${rest}`} CKB`;
}

export const price = {
  name: "price",
  check({ before, after, settings }) {
    const former = new Map(before.map((ticket) => [ticket.seat, ticket.price]));
    for (const { seat, price: asked } of after) {
      if (asked > settings.cap) {
        throw new Refusal(Codes.CAP, `seat ${seat} costs ${inCkb(asked)}, over the cap of ${inCkb(settings.cap)}`);
      }
      const paid = former.get(seat);
      if (paid === undefined) {
        continue;
      }
      const most = (paid * (100n + RESALE_MARKUP)) / 100n;
      log(`seat ${seat}: ${inCkb(paid)} -> ${inCkb(asked)}, up to ${inCkb(most)}`);
      if (asked > most) {
        throw new Refusal(Codes.PRICE, `seat ${seat} costs ${inCkb(asked)}, ${inCkb(most)} at most`);
      }
    }
    return "fair";
  },
};
