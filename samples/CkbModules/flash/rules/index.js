// Every rule, in the order in which they are checked: what exists, then what it costs.
import { seats } from "./issue/seats.js";
import { supply } from "./issue/supply.js";
import { note } from "./resale/note.js";
import { price } from "./resale/price.js";

export const rules = [seats, supply, note, price];
