import { greeting } from "./lib/greeting.js";

console.log(greeting("flash"));
