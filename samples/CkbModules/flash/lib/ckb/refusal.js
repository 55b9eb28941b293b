// Codes that the script ends with; a wallet shows them, so they never change their meaning.
export const Codes = Object.freeze({
  ARGS: 10,
  DATA: 11,
  NOTE: 12,
  ISSUE: 20,
  SEAT_TWICE: 21,
  PRICE: 30,
  CAP: 31,
});

/** A transaction that breaks a rule, as opposed to a script that is broken. */
export class Refusal extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}
