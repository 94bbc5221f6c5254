/* One index: its head, its files by kind, decoded once. */

/**
 * A form of a term: with marks, in how many documents, and its list.
 * @typedef {{spelt: string, df: number, long: number, list: () => List | Promise<List>, titled?: () => List}} Form
 *   ``long`` is the kind of a long list: a letter's code, 0 for a short one; ``titled`` is what is known at once of one that stands in another file
 * @typedef {{docs: Int32Array, codes: Uint8Array}} List
 * @typedef {[string, string, string, string, string, string, string, string, string, string, number, number]} Card
 *   id, number, type, title, body, its key, date, status, first day, last day, flags, cited by
 */

/** @param {string} text */
function crc32(text) {
  let sum = -1;
  for (const byte of new TextEncoder().encode(text)) {
    sum ^= byte;
    for (let k = 0; k < 8; k++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}

/** @param {string} text base64 */
function bytesOf(text) {
  const raw = atob(text), bytes = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i);
  return bytes;
}

/** Codes of four bits that stand for those of two in long lists. */
const LONG_CODES = [3, 6, 9, 14];

/** Numbers of seven bits a byte. */
class Reader {
  /** @param {Uint8Array} bytes @param {number} at */
  constructor(bytes, at) { this.bytes = bytes; this.at = at; }
  next() {
    let value = 0, shift = 0, byte;
    do { byte = this.bytes[this.at++]; value |= (byte & 127) << shift; shift += 7; } while (byte > 127);
    return value;
  }
  /** @param {number} count */
  skip(count) {
    while (count > 0) if (this.bytes[this.at++] < 128) count--;
  }
}

/** @param {string} text 1-230,235 */
const spansOf = (text) => (text ? text.split(",").map((s) => s.split("-").map(Number)) : []);

class Archive {
  /** @param {Head} head */
  constructor(head) {
    this.head = head;
    /** Numbers given; those of documents that have gone aren't used again. */
    this.count = head.n;
    this.gone = new Set(head.x);
    this.live = head.n - head.x.length;
    /** Documents numbered out of order: their place among the others, their day. @type {Map<number, {place: number, day: string}>} */
    this.late = new Map(head.l.map(([doc, place, day]) => [doc, { place, day }]));
    this.months = head.t ? head.t.split(",").map((p) => p.split(":")).map(([m, n]) => /** @type {[string, number]} */ ([m, Number(n)])) : [];
    /** The first document whose date is known. */
    this.dated = (this.months.find(([m]) => m) || ["", this.count])[1];
    this.numbers = spansOf(head.so);
    /** Shards, columns, worths, syllables: all that is decoded once. @type {Map<string, Promise<any>>} */
    this.columns = new Map();
  }

  /** @param {string} key @returns {Promise<any[]>} what the file holds */
  async load(key) {
    const [stamp, ...values] = await loadScript(key, this.head.c + tryAgain);
    if (stamp !== this.head.v) throw new Stale(key);
    return values;
  }

  /** Where a document stands by date. @param {number} doc */
  place(doc) {
    const late = this.late.size && this.late.get(doc);
    return late ? late.place : doc;
  }

  /** Every document there is, by number. */
  all() {
    const docs = [];
    for (let doc = 0; doc < this.count; doc++) if (!this.gone.size || !this.gone.has(doc)) docs.push(doc);
    return docs;
  }

  /** Is there a document of this number? @param {number} number @param {number[][]} [spans] of other numbers */
  hasNumber(number, spans = this.numbers) {
    return spans.some(([from, to]) => number === from || (number > from && number <= to));
  }

  /** Longer numbers there are that begin with these figures. @param {string} begun */
  numbersLike(begun) {
    const found = [];
    for (const [from, to] of this.numbers) for (let n = from; n <= (to || from); n++) if (n > Number(begun) && (String(n).startsWith(begun) || ("0" + n).startsWith(begun))) found.push(n);
    return found;
  }

  /** All forms of a term of one or two keys. @param {string} first @param {string} [second] @returns {Promise<Form[]>} */
  async forms(first, second) {
    const hash = Math.imul((Math.imul(crc32(first), 31) + (second ? crc32(second) : 0)) | 0, 0x9e3779b1) >>> 0, { u, e } = this.head;
    const all = await Promise.all([this.shard(`u/${u ? hash >>> (32 - u) : 0}`), ...(e ? [this.shard(`e/${hash >>> (32 - e)}`)] : [])]);
    const [forms, recent] = all.map((shard) => shard.get(second ? first + " " + second : first));
    return recent ? withRecent(forms, recent) : forms;
  }

  /** @param {string} key @returns {Promise<Shard>} */
  shard(key) {
    return kept(this.columns, key, () => this.load(key).then(([forms, lists]) => new Shard(forms, bytesOf(lists), async (form) => {
      const far = await this.shard(key.replace("u", "w")), at = far.names.indexOf(form);
      if (at < 0) throw new Stale(key);
      return far.form(at).list();
    })));
  }

  /** One number a document: ended, how often cited, what its title is. */
  qualities() {
    return kept(this.columns, "q", () => this.load("q").then(([data]) => codesOf(data)));
  }

  /** The card of a document of any number. @param {number} n @returns {Promise<Card>} */
  async card(n) {
    return (await this.load(`d/${n >> 3}`))[0][n & 7];
  }
}

/** The forms of one shard: only those are read that have a key that is asked for. */
class Shard {
  /** @param {string} names @param {Uint8Array} bytes @param {(form: string) => Promise<List>} elsewhere lists of which only the heads stand here */
  constructor(names, bytes, elsewhere) {
    this.names = names ? names.split("|") : [];
    this.bytes = bytes;
    this.elsewhere = elsewhere;
    /** @type {Map<string, Form[]>} */
    this.known = new Map();
    const reader = new Reader(bytes, 0);
    /** Where the list of each begins. */
    this.places = this.names.map(() => {
      const { at } = reader, df = reader.next();
      if (df) reader.skip(df); else reader.next();
      const rest = df ? (df + 1) >> 1 : reader.next();
      reader.at += rest;
      return at;
    });
  }
  /** @param {string} key */
  get(key) {
    let forms = this.known.get(key);
    if (!forms) {
      forms = [];
      // no key is longer than its form: few have to be folded
      for (const [at, name] of this.names.entries()) if (name.length >= key.length && name.split(" ").map(searchKey).join(" ") === key) forms.push(this.form(at));
      this.known.set(key, forms);
    }
    return forms;
  }
  /** @param {number} at which of all @returns {Form} */
  form(at) {
    const reader = new Reader(this.bytes, this.places[at]), df = reader.next();
    return df ? shortForm(this.names[at], df, reader) : longForm(this.names[at], reader, this.elsewhere);
  }
}

/** Read when it is asked for, and once. @template T @param {() => T} read */
function once(read) {
  /** @type {T | undefined} */
  let list;
  return () => (list ??= read());
}

/** @param {string} form @param {number} df @param {Reader} reader @returns {Form} */
function shortForm(form, df, { bytes, at }) {
  return { spelt: form, df, long: 0, list: once(() => readGaps(bytes, at, df, 4)) };
}

/** @param {string} form @param {Reader} reader @param {(form: string) => Promise<List>} elsewhere @returns {Form} */
function longForm(form, reader, elsewhere) {
  const df = reader.next(), size = reader.next(), data = reader.bytes.subarray(reader.at, reader.at + size), long = data[0];
  if (long < 97) return { spelt: form, df, long, list: once(() => readMembers(data, df)) };
  return { spelt: form, df, long: long - 32, list: () => elsewhere(form), titled: once(() => readMembers(data.subarray(1))) };
}

/** Forms with what recent documents have of them; these have the highest numbers. @param {Form[]} forms @param {Form[]} recent */
function withRecent(forms, recent) {
  const made = [...forms];
  for (const more of recent) {
    const at = made.findIndex((f) => f.spelt === more.spelt), first = made[at];
    if (!first) { made.push(more); continue; }
    // as coarse as the list they join
    const coarse = (/** @type {number} */ c) => LONG_CODES[c > 9 ? 3 : c > 7 ? 2 : c > 5 && first.long !== 68 ? 1 : 0];
    const withMore = (/** @type {List} */ a) => {
      const b = /** @type {List} */ (more.list());
      return { docs: Int32Array.from([...a.docs, ...b.docs]), codes: Uint8Array.from([...a.codes, ...(first.long ? b.codes.map(coarse) : b.codes)]) };
    };
    const { titled } = first;
    made[at] = { ...first, df: first.df + more.df, list: once(async () => withMore(await first.list())), titled: titled && once(() => withMore(titled())) };
  }
  return made;
}

/** @param {Uint8Array} bytes @param {number} at @param {number} df @param {number} bits of a code, 0 when there are none @returns {List} */
function readGaps(bytes, at, df, bits) {
  const docs = new Int32Array(df), reader = new Reader(bytes, at);
  let doc = -1;
  for (let i = 0; i < df; i++) {
    doc += reader.next() + 1;
    docs[i] = doc;
  }
  return { docs, codes: readCodes(bytes, reader.at, df, bits) };
}

/** @param {Uint8Array} bytes @param {number} at @param {number} df @param {number} bits */
function readCodes(bytes, at, df, bits) {
  const codes = new Uint8Array(df);
  if (!bits) return codes.fill(LONG_CODES[3]);
  for (let i = 0, place = 0; i < df; i++, place += bits) {
    const code = bytes[at + (place >> 3)] >> (place & 7);
    codes[i] = bits > 2 ? code & 15 : LONG_CODES[code & 3];
  }
  return codes;
}

/** A bitmap or gaps, to their end when there are no codes behind. @param {Uint8Array} bytes @param {number} [df] @returns {List} */
function readMembers(bytes, df) {
  const bits = df ? 2 : 0;
  if (bytes[0] === 71) return readGaps(bytes, 1, df ?? bytes.subarray(1).filter((b) => b < 128).length, bits);
  const docs = new Int32Array(df ?? bytes.length * 8);
  let at = 1, n = 0;
  for (; n < docs.length && at < bytes.length; at++) {
    for (let byte = bytes[at]; byte; byte &= byte - 1) docs[n++] = at * 8 + 23 - Math.clz32(byte & -byte);
  }
  return { docs: docs.subarray(0, n), codes: readCodes(bytes, at, n, bits) };
}
