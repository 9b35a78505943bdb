// Options on their way to the engine: plain data that keeps its value, or an error. Nothing is rounded and nothing is replaced.

import { UnbrokenError } from "./error.js";

/** Deeper than any option. */
const DEPTH = 16;

/** The same value out of nothing but objects, arrays, strings, booleans, null and whole numbers up to 2^53-1. */
export function plain(value, where, depth = 0) {
  const refuse = (why) => {
    throw new UnbrokenError("options", `${where}: ${why}`);
  };
  if (depth > DEPTH) refuse("is nested too deep.");
  switch (typeof value) {
    case "boolean":
      return value;
    case "string":
      return text(value, where, "options");
    case "number":
      return Number.isSafeInteger(value) ? value : refuse(`${value} is not a whole number up to 2^53-1.`);
    case "bigint":
      return Number.isSafeInteger(Number(value)) ? Number(value) : refuse(`${value} is above 2^53-1.`);
    case "object":
      if (value === null) return null;
      if (Array.isArray(value)) return Array.from(value, (item, at) => plain(item, `${where}[${at}]`, depth + 1));
      if (Object.prototype.toString.call(value) === "[object Object]") {
        const given = Object.entries(value).filter(([, item]) => item !== undefined);
        return Object.fromEntries(given.map(([name, item]) => [text(name, where, "options"), plain(item, `${where}.${name}`, depth + 1)]));
      }
  }
  return refuse("is not plain data.");
}

/** A text that can be written as UTF-8; half of a surrogate pair would silently become another character. */
export function text(value, where, code) {
  if (/\p{Surrogate}/u.test(value)) throw new UnbrokenError(code, `${where} holds half of a surrogate pair and is not text.`);
  return value;
}
