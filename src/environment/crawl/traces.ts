/** What frameworks show developers when something breaks, and nobody else should see. */
const traces: readonly { kind: string; sign: RegExp }[] = [
  {
    kind: 'a stack trace of JavaScript',
    sign: /\sat (?:async )?(?:[^\n()]{1,120} \()?(?:file:\/\/|node:|\/|[A-Z]:\\)[^\n()]{1,300}:\d+:\d+/,
  },
  { kind: 'a stack trace of Python', sign: /Traceback \(most recent call last\)/ },
  {
    kind: 'a stack trace of Java',
    sign: /\bat [a-z][\w$]*(?:\.[\w$<>]+){2,}\((?:[\w$]+\.(?:java|kt|scala|groovy):\d+|Native Method|Unknown Source)\)/,
  },
  { kind: 'a stack trace of .NET', sign: /\bat [A-Z][\w`]*(?:\.[\w`<>]+)+\([^)\n]{0,200}\) in [^\n]{1,300}:line \d+/ },
  { kind: 'a stack trace of Ruby', sign: /\/[\w./-]{1,200}\.rb:\d+:in [`'][^'\n]{1,100}'/ },
  { kind: 'a stack trace of Go', sign: /goroutine \d+ \[[a-z ,0-9]+\]:/ },
  {
    kind: 'an error of PHP',
    sign: /\b(?:Fatal error|Parse error|Warning|Notice|Deprecated)\b(?:<\/b>)?:\s[^\n]{1,200} in (?:<b>)?\/[^\n<]{1,300}\.php(?:<\/b>)? on line (?:<b>)?\d+/,
  },
  { kind: 'a stack trace of PHP', sign: /#\d+ \/[^\n(]{1,300}\.php\(\d+\): / },
  {
    kind: 'a message of the database',
    sign: /SQLSTATE\[\w{5}\]|You have an error in your SQL syntax|\bORA-\d{5}\b|PG::\w+Error|syntax error at or near "/,
  },
  {
    kind: "Django's debug page",
    sign: /You(?:'|’|&#x27;|&#39;)re seeing this error because you have <?(?:code>)?DEBUG = True/,
  },
  { kind: "Werkzeug's debugger", sign: /Werkzeug Debugger|__debugger__/ },
  { kind: "ASP.NET's error page", sign: /Server Error in '[^'\n]{0,100}' Application/ },
  { kind: "Laravel's or Symfony's error page", sign: /Whoops! There was an error|Symfony Exception/ },
];

/** The kinds of traces in a text, each once. */
export function tracesIn(text: string): string[] {
  return traces.filter(({ sign }) => sign.test(text)).map(({ kind }) => kind);
}
