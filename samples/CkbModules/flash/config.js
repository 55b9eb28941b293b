// What the organiser may change without touching a rule.

/** A resale may cost this much more than the seat did before, in percent. */
export const RESALE_MARKUP = 10n;

/** The longest note of a ticket, in bytes. */
export const NOTE_LIMIT = 96;

/** What a note may say. */
export const NOTE_KEYS = ["row", "entrance", "name"];

/** Shannons in a CKB, for the log. */
export const SHANNONS = 100_000_000n;
