export type Redact = (text: string) => string;

const shortest = 6;

/** All spellings under which the secrets may turn up in a text, longest first. */
export function secretForms(secrets: readonly string[]): string[] {
  const forms = new Set<string>();
  for (const secret of secrets) {
    if (secret.length < shortest) {
      throw new Error(
        `a secret of ${secret.length} characters cannot be redacted (it takes at least ${shortest}): use a longer one`,
      );
    }
    for (const part of [secret, ...telltaleLines(secret)]) {
      for (const form of spellings(part)) forms.add(form);
    }
  }
  return [...forms].sort((one, other) => other.length - one.length || (one < other ? -1 : 1));
}

/** Logs are read line by line: a key of several lines is known by each of them. */
function telltaleLines(secret: string): string[] {
  if (!/[\r\n]/.test(secret)) return [];
  return secret.split(/\r\n|\r|\n/).filter((line) => line.length >= 12 && !line.startsWith('-----'));
}

function spellings(text: string): string[] {
  const bytes = Buffer.from(text);
  const url = encodeURIComponent(text);
  const json = JSON.stringify(text).slice(1, -1);
  const spelled = [
    text,
    url,
    url.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
    // Forms write a space as `+` and encode some of what `encodeURIComponent` leaves alone.
    new URLSearchParams({ '': text }).toString().slice(1),
    url.replace(/[!'()*~]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`),
    json,
    json.replaceAll('/', '\\/'),
    asciiJson(json),
    // JSON inside JSON: an attachment quoted in a report.
    JSON.stringify(json).slice(1, -1),
    ...base64(bytes),
  ];
  return spelled.filter((form) => form.length >= shortest);
}

/** As encoders write it that keep to ASCII. */
function asciiJson(json: string): string {
  return json.replace(/[^\x20-\x7e]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/**
 * A text inside base64 begins at one of three offsets within a group of three bytes (`user:secret` of HTTP basic):
 * the characters that depend on its neighbours are left out on both sides.
 */
function base64(bytes: Buffer): string[] {
  return [0, 1, 2].flatMap((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const from = Math.ceil((offset * 8) / 6);
    const until = Math.floor(((offset + bytes.length) * 8) / 6);
    const own = encoded.slice(from, until);
    const forms = [own, own.replaceAll('+', '-').replaceAll('/', '_')];
    // Too short a piece would be found everywhere.
    return forms.filter((form) => form.length >= 8 || form.length === encoded.length);
  });
}
