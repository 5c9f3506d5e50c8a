// Node's DOMException belongs to the outer realm: inside jest's vm it is not `instanceof Error`, so time-outs of
// `fetch` would not look like errors.
Object.setPrototypeOf(DOMException.prototype, Error.prototype);
