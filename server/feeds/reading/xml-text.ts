// The text of an XML file from its bytes, in the encoding that its declaration names (UTF-8 where it names none). NUL bytes,
// which a power cut leaves in files, are dropped. Text comes out in any chunking as the same text.

export interface XmlText {
  push(bytes: Uint8Array): string;
  end(): string;
  /** The encoding that the declaration names, when it is not known; then no text comes out. */
  readonly unknown: string | null;
}

/** A declaration is shorter. */
const DECLARATION_BYTES = 512;
const DECLARATION = /^(?:\xef\xbb\xbf)?\s*<\?xml\b[^>]*?\bencoding\s*=\s*["']([^"']*)["']/;

export function createXmlText(): XmlText {
  let head = new Uint8Array(0);
  let decoder: TextDecoder | null = null;
  let unknown: string | null = null;

  function push(bytes: Uint8Array): string {
    if (unknown !== null) return '';
    if (decoder !== null) return clean(decoder.decode(bytes, { stream: true }));
    const longer = new Uint8Array(head.length + bytes.length);
    longer.set(head);
    longer.set(bytes, head.length);
    head = longer;
    return head.length >= DECLARATION_BYTES ? begin() : '';
  }

  /** Decides on the encoding and gives what was held. */
  function begin(): string {
    const start = String.fromCharCode(...head.subarray(0, DECLARATION_BYTES));
    let label = DECLARATION.exec(start)?.[1] ?? 'utf-8';
    // Programs copy the declaration of a text that was UTF-16 in memory; a byte that is no NUL shows that it is not.
    if (/^(utf-16|ucs-2|unicode)/i.test(label) && !start.includes('\0')) label = 'utf-8';
    try {
      decoder = new TextDecoder(label);
    } catch {
      unknown = label;
      return '';
    }
    const text = clean(decoder.decode(head, { stream: true }));
    head = new Uint8Array(0);
    return text;
  }

  return {
    push,
    end: () => {
      const text = decoder === null && unknown === null ? begin() : '';
      return text + (decoder === null ? '' : clean(decoder.decode()));
    },
    get unknown() {
      return unknown;
    },
  };
}

function clean(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', '') : text;
}
