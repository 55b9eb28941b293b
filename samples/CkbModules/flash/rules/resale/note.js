// What is printed on a ticket is JSON of a few known words, and short.
import { NOTE_KEYS, NOTE_LIMIT } from "../../config.js";
import { Codes, Refusal } from "../../lib/ckb/refusal.js";

function problemOf(text) {
  if (text.length > NOTE_LIMIT) {
    return `${text.length} characters, ${NOTE_LIMIT} allowed`;
  }
  let note;
  try {
    note = JSON.parse(text);
  } catch (problem) {
    return problem.message;
  }
  if (note === null || typeof note !== "object" || Array.isArray(note)) {
    return "not an object";
  }
  const unknown = Object.keys(note).find((key) => !NOTE_KEYS.includes(key));
  return unknown === undefined ? null : `'${unknown}' is none of ${NOTE_KEYS.join(", ")}`;
}

export const note = {
  name: "note",
  check({ after }) {
    for (const { seat, note: text } of after) {
      const problem = problemOf(text);
      if (problem !== null) {
        throw new Refusal(Codes.NOTE, `note of seat ${seat}: ${problem}`);
      }
    }
    return "readable";
  },
};
