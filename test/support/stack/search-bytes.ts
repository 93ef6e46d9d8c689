// Searches bytes for many texts at once, in each form in which a program may have written them.

/** Returns the bytes of a text: plain, in hex, base64 and UTF-16, and escaped for a URL. */
export function formsOf(text: string): Buffer[] {
  const plain = Buffer.from(text);
  const escaped = encodeURIComponent(text);
  const hex = plain.toString('hex');
  const utf16 = Buffer.from(text, 'utf16le');
  const texts = [escaped, escaped.replaceAll('%20', '+'), hex, hex.toUpperCase(), ...base64Of(plain)];
  return [plain, utf16, Buffer.from(utf16).swap16(), ...new Set(texts)].map((form) => Buffer.from(form));
}

/** In base64 a text looks in three ways, by where it begins. Leaves out the signs that its neighbours decide too. */
function base64Of(plain: Buffer): string[] {
  return [0, 1, 2].flatMap((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), plain])
      .toString('base64')
      .replace(/=+$/, '');
    const whole = Math.floor(((before + plain.length) * 8) / 6);
    const inner = encoded.slice(Math.ceil((before * 8) / 6), whole);
    return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

/**
 * Returns a function that gives the names of the needles that it finds. It reads the bytes once, however many needles
 * there are: those of a folder of PostgreSQL are some hundred megabytes.
 */
export function searcher(needles: { what: string; bytes: Buffer }[]): (bytes: Buffer) => Set<string> {
  const beginnings = new Uint8Array(2 ** 24);
  const byBeginning = new Map<number, { what: string; bytes: Buffer }[]>();
  for (const needle of needles) {
    if (needle.bytes.length < 3) throw new TypeError(`${needle.what} is too short to be found`);
    const beginning = needle.bytes.readUIntBE(0, 3);
    beginnings[beginning] = 1;
    byBeginning.set(beginning, [...(byBeginning.get(beginning) ?? []), needle]);
  }
  return (bytes) => {
    const found = new Set<string>();
    let last = 0;
    for (let at = 0; at < bytes.length; at++) {
      last = ((last << 8) | (bytes[at] as number)) & 0xffffff;
      if (at < 2 || !beginnings[last]) continue;
      for (const { what, bytes: needle } of byBeginning.get(last) ?? []) {
        if (needle.equals(bytes.subarray(at - 2, at - 2 + needle.length))) found.add(what);
      }
    }
    return found;
  };
}
