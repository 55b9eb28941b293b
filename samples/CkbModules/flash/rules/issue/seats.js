// A seat is sold once.
import { Codes, Refusal } from "../../lib/ckb/refusal.js";

export const seats = {
  name: "seats",
  check({ after }) {
    const taken = new Set();
    for (const { seat } of after) {
      if (taken.has(seat)) {
        throw new Refusal(Codes.SEAT_TWICE, `seat ${seat} twice`);
      }
      taken.add(seat);
    }
    return `${taken.size} different`;
  },
};
