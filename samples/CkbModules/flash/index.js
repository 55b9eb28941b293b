// Type script of a seat ticket: decides whether a transaction may create, move or destroy tickets.
import { currentCycles, exit } from "@ckb-js-std/bindings";
import { Refusal } from "./lib/ckb/refusal.js";
import { groupCells, scriptArgs, witnessOfOutput } from "./lib/ckb/group.js";
import { createLog } from "./lib/log.js";
import { readSettings } from "./model/settings.js";
import { readTicket } from "./model/ticket.js";
import { rules } from "./rules/index.js";

const log = createLog("tickets");

function describe(ticket) {
  return `seat ${ticket.seat} at ${ticket.price}`;
}

function main() {
  const settings = readSettings(scriptArgs());
  const before = groupCells("input").map(readTicket);
  const after = groupCells("output").map(readTicket);
  log(`${before.length} in, ${after.length} out, cap ${settings.cap}`);
  before.forEach((ticket) => log(`in  ${describe(ticket)}`));
  after.forEach((ticket) => log(`out ${describe(ticket)}`));

  const memo = witnessOfOutput();
  if (memo !== null) {
    log(`memo ${JSON.stringify(memo)}`);
  }

  for (const rule of rules) {
    const verdict = rule.check({ before, after, settings });
    log(`${rule.name}: ${verdict}`);
  }

  log(`accepted after ${currentCycles() - cyclesAtStart} cycles`);
  return 0;
}

let code;
try {
  code = main();
} catch (problem) {
  if (!(problem instanceof Refusal)) {
    throw problem;
  }
  log(`refused (${problem.code}): ${problem.message}`);
  code = problem.code;
}
exit(code);
