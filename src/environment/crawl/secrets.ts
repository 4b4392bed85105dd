/** Secrets that say by their form what they are. A key for the browser (`pk_test_…`) is none. */
const secrets: readonly { kind: string; sign: RegExp }[] = [
  { kind: 'a live payment key', sign: /\b(?:sk|rk|pk|whsec)_live_\w{8,}/ },
  { kind: 'a secret payment key', sign: /\b(?:sk|rk)_test_\w{8,}|\bwhsec_\w{16,}/ },
  { kind: 'an access key of AWS', sign: /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/ },
  { kind: 'a token of GitHub', sign: /\b(?:gh[pousr]_[0-9A-Za-z]{36}|github_pat_\w{22,})/ },
  { kind: 'a token of GitLab', sign: /\bglpat-[\w-]{20}/ },
  { kind: 'a token of Slack', sign: /\bxox[abprs]-[0-9A-Za-z-]{10,}/ },
  { kind: 'a private key', sign: /-----BEGIN (?:RSA |EC |OPENSSH |DSA |ENCRYPTED )?PRIVATE KEY-----/ },
  {
    kind: 'a connection string with its password',
    sign: /\b(?:postgres(?:ql)?|mysql|mongodb(?:\+srv)?|redis|amqps?):\/\/[^\s:@/"'<>]*:[^\s:@/"'<>]+@/,
  },
];

/** The kinds of secrets in a text, each once; never a secret itself. */
export function secretsIn(text: string): string[] {
  return secrets.filter(({ sign }) => sign.test(text)).map(({ kind }) => kind);
}
