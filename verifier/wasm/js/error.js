// The one kind of error.

/** No report could be made. `code` is stable, `message` is a sentence. Bad evidence is never an error. */
export class UnbrokenError extends Error {
  constructor(code, message, options) {
    super(message, options);
    this.name = "UnbrokenError";
    this.code = code;
  }
}
