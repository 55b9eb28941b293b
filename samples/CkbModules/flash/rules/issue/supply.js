// Only the issuer makes tickets; anybody may move or destroy their own.
import { isSignedBy } from "../../lib/ckb/group.js";
import { Codes, Refusal } from "../../lib/ckb/refusal.js";

export const supply = {
  name: "supply",
  check({ before, after, settings }) {
    const known = new Set(before.map((ticket) => ticket.seat));
    const fresh = after.filter((ticket) => !known.has(ticket.seat));
    if (fresh.length === 0) {
      return before.length === after.length ? "moved" : `${before.length - after.length} destroyed`;
    }
    if (!isSignedBy(settings.issuer)) {
      throw new Refusal(Codes.ISSUE, `seat ${fresh[0].seat} is new and the issuer takes no part`);
    }
    return `${fresh.length} issued`;
  },
};
