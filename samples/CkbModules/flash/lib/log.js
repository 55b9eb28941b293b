// One line of the debug log each, with the part that speaks in front.

/** Makes a log function. */
export function createLog(part) {
  return (text) => console.log(`[${part}] ${text}`);
}
