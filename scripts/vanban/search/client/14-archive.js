/* One index: its head, its files by kind, decoded once. */

/**
 * A form of a term: with marks, in how many documents, and its list.
 * @typedef {{form: string, df: number, long: number, list: () => List | Promise<List>, titled?: () => List}} Form
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
  const raw = atob(text);
  return Uint8Array.from(raw, (c) => c.charCodeAt(0));
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
    this.numbers = head.so ? head.so.split(",").map((s) => s.split("-").map(Number)) : [];
    /** @type {Map<string, Promise<Map<string, Form[]>>>} */
    this.shards = new Map();
    /** @type {Promise<Uint32Array> | null} */
    this.quality = null;
    /** @type {Map<string, Promise<any>>} */
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
    return Array.from({ length: this.count }, (_, i) => i).filter((i) => !this.gone.has(i));
  }

  /** Is there a document of this number? @param {number} number */
  hasNumber(number) {
    return this.numbers.some(([from, to]) => number === from || (number > from && number <= to));
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
    const [forms, recent] = all.map((shard) => shard.get(second ? first + " " + second : first) || []);
    return recent ? withRecent(forms, recent) : forms;
  }

  /** @param {string} key @returns {Promise<Map<string, Form[]>>} */
  shard(key) {
    let shard = this.shards.get(key);
    if (!shard) {
      shard = this.load(key).then(([forms, lists]) => parseShard(forms, bytesOf(lists), async (form) => {
        const far = await this.shard(key.replace("u", "w"));
        for (const all of far.values()) for (const f of all) if (f.form === form) return f.list();
        throw new Stale(key);
      }));
      shard.catch(() => this.shards.delete(key));
      this.shards.set(key, shard);
    }
    return shard;
  }

  /** One number a document: ended, how often cited, what its title is. */
  qualities() {
    if (!this.quality) {
      this.quality = this.load("q").then(([data]) => codesOf(data));
      this.quality.catch(() => { this.quality = null; });
    }
    return this.quality;
  }

  /** The card of a document of any number. @param {number} n @returns {Promise<Card>} */
  async card(n) {
    return (await this.load(`d/${n >> 3}`))[0][n & 7];
  }
}

/** @param {string} names @param {Uint8Array} bytes @param {(form: string) => Promise<List>} elsewhere lists of which only the heads stand here */
function parseShard(names, bytes, elsewhere) {
  /** @type {Map<string, Form[]>} */
  const found = new Map();
  const reader = new Reader(bytes, 0);
  for (const form of names ? names.split("|") : []) {
    const df = reader.next();
    const entry = df ? shortForm(form, df, bytes, reader) : longForm(form, bytes, reader, elsewhere);
    const key = form.split(" ").map(searchKey).join(" ");
    const forms = found.get(key);
    if (forms) forms.push(entry); else found.set(key, [entry]);
  }
  return found;
}

/** Read when it is asked for, and once. @template T @param {() => T} read */
function once(read) {
  /** @type {T | undefined} */
  let list;
  return () => (list ??= read());
}

/** @param {string} form @param {number} df @param {Uint8Array} bytes @param {Reader} reader @returns {Form} */
function shortForm(form, df, bytes, reader) {
  const at = reader.at;
  reader.skip(df);
  const codesAt = reader.at;
  reader.at += (df + 1) >> 1;
  return { form, df, long: 0, list: once(() => readGaps(bytes, at, df, (i) => (bytes[codesAt + (i >> 1)] >> ((i & 1) * 4)) & 15)) };
}

/** @param {string} form @param {Uint8Array} bytes @param {Reader} reader @param {(form: string) => Promise<List>} elsewhere @returns {Form} */
function longForm(form, bytes, reader, elsewhere) {
  const df = reader.next(), size = reader.next(), data = bytes.subarray(reader.at, reader.at += size), long = data[0];
  if (long < 97) return { form, df, long, list: once(() => readLong(data, df)) };
  return { form, df, long: long - 32, list: () => elsewhere(form), titled: once(() => readMembers(data.subarray(1), () => () => LONG_CODES[3])) };
}

/** Forms with what recent documents have of them; these have the highest numbers. @param {Form[]} forms @param {Form[]} recent */
function withRecent(forms, recent) {
  const made = [...forms];
  for (const more of recent) {
    const at = made.findIndex((f) => f.form === more.form), first = made[at];
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

/** @param {Uint8Array} bytes @param {number} at @param {number} df @param {(i: number) => number} codeOf @returns {List} */
function readGaps(bytes, at, df, codeOf) {
  const docs = new Int32Array(df), codes = new Uint8Array(df), reader = new Reader(bytes, at);
  let doc = -1;
  for (let i = 0; i < df; i++) {
    doc += reader.next() + 1;
    docs[i] = doc;
    codes[i] = codeOf(i);
  }
  return { docs, codes };
}

/** @param {Uint8Array} bytes @param {number} df @returns {List} */
function readLong(bytes, df) {
  return readMembers(bytes, (at) => (i) => LONG_CODES[(bytes[at + (i >> 2)] >> ((i & 3) * 2)) & 3], df);
}

/**
 * A bitmap or gaps, to their end when there are no codes behind.
 * @param {Uint8Array} bytes @param {(at: number) => (i: number) => number} codes by where they begin @param {number} [df] @returns {List}
 */
function readMembers(bytes, codes, df) {
  if (bytes[0] === 71) {
    const reader = new Reader(bytes, 1), count = df ?? bytes.subarray(1).filter((b) => b < 128).length;
    reader.skip(count);
    return readGaps(bytes, 1, count, codes(reader.at));
  }
  const docs = [];
  let at = 1;
  for (; docs.length < (df ?? 1e9) && at < bytes.length; at++) {
    for (let byte = bytes[at]; byte; byte &= byte - 1) docs.push((at - 1) * 8 + (31 - Math.clz32(byte & -byte)));
  }
  const codeOf = codes(at);
  return { docs: Int32Array.from(docs), codes: Uint8Array.from(docs, (_, i) => codeOf(i)) };
}
