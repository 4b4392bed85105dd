import { page, type Answered, type Asked } from './site-server.test-data.js';

export interface Defect {
  /** The check that is to find it. */
  check: string;
  /** Where it is: a word of what is told. */
  where: string;
  /** What an answer becomes. */
  spoil(answered: Answered, asked: Asked): Answered;
}

/** Each at places of its own, so that all can be in one site. */
export const defects: Record<string, Defect> = {
  'a link to a page that is not there': {
    check: 'links',
    where: '/gone, named in /goods/1',
    spoil: at('/goods/1', (answered) => adding(answered, '<a href="/gone">Gone</a>')),
  },
  'a page that ends in an error of the server': {
    check: 'links',
    where: '/goods/2',
    spoil: at('/goods/2', (answered) => ({ ...answered, status: 500 })),
  },
  'redirects in a circle': {
    check: 'links',
    where: '/round/about',
    spoil: (answered, { path }) => {
      if (path === '/goods/3') return adding(answered, '<a href="/round/about">Round</a>');
      if (path === '/round/about') return { status: 302, headers: { location: '/round/trip' } };
      if (path === '/round/trip') return { status: 302, headers: { location: '/round/about' } };
      return answered;
    },
  },
  'a picture that is not there': {
    check: 'assets',
    where: '/assets/lost.png',
    spoil: at('/goods/4', (answered) => adding(answered, '<img src="/assets/lost.png" alt="">')),
  },
  'a script that is answered with a page': {
    check: 'assets',
    where: '/assets/app.js',
    spoil: (answered, { path }) => {
      if (path === '/goods/5') return adding(answered, '<script src="/assets/app.js"></script>');
      return path === '/assets/app.js' && answered.status === 404 ? page('App', '') : answered;
    },
  },
  'a page without a policy for its content': {
    check: 'security-headers',
    where: '/goods/6',
    spoil: at('/goods/6', without('content-security-policy')),
  },
  'a page that may be shown in a frame': {
    check: 'security-headers',
    where: '/goods/20',
    spoil: at('/goods/20', withHeader('content-security-policy', "default-src 'self'")),
  },
  'a page whose type may be guessed': {
    check: 'security-headers',
    where: '/goods/7',
    spoil: at('/goods/7', without('x-content-type-options')),
  },
  'a page that tells other sites where its visitor was': {
    check: 'security-headers',
    where: '/goods/8',
    spoil: at('/goods/8', without('referrer-policy')),
  },
  'a cookie that scripts can read': {
    check: 'cookies',
    where: '/goods/9',
    spoil: at('/goods/9', withHeader('set-cookie', 'auth=1; Path=/; SameSite=Strict')),
  },
  'a cookie that other sites send': {
    check: 'cookies',
    where: '/goods/10',
    spoil: at('/goods/10', withHeader('set-cookie', 'shown=1; Path=/')),
  },
  'any origin is allowed': {
    check: 'foreign-origins',
    where: '/about',
    spoil: at('/about', (answered, { headers }) =>
      headers.origin === undefined
        ? answered
        : withHeader(
            'access-control-allow-origin',
            headers.origin,
          )(withHeader('access-control-allow-credentials', 'true')(answered)),
    ),
  },
  'a page that search engines may keep': {
    check: 'indexing',
    where: '/goods/11',
    spoil: at('/goods/11', without('x-robots-tag')),
  },
  'a robots.txt that lets crawlers in': {
    check: 'indexing',
    where: '/robots.txt',
    spoil: at('/robots.txt', (answered) => ({ ...answered, body: 'User-agent: *\nDisallow:\n' })),
  },
  'a page that everybody can read': {
    check: 'strangers',
    where: '/goods/12',
    spoil: at('/goods/12', (_, asked) => openAt(asked)),
  },
  'a health endpoint that everybody can read': {
    check: 'strangers',
    where: '/healthz',
    spoil: at('/healthz', () => ({
      headers: { 'content-type': 'application/json', 'x-robots-tag': 'noindex' },
      body: '{"status":"ok"}',
    })),
  },
  'environment variables that are served': {
    check: 'served-files',
    where: '/.env',
    spoil: at('/.env', () => ({ headers: { 'content-type': 'application/octet-stream' }, body: 'DB_PASSWORD=x\n' })),
  },
  'a repository that is served': {
    check: 'served-files',
    where: '/.git/HEAD',
    spoil: at('/.git/HEAD', () => ({ body: 'ref: refs/heads/main\n' })),
  },
  'a backup that is served': {
    check: 'served-files',
    where: '/backup.zip',
    spoil: at('/backup.zip', () => ({
      headers: { 'content-type': 'application/zip' },
      body: Buffer.from('PK\x03\x04…'),
    })),
  },
  'a source map with the sources': {
    check: 'served-files',
    where: '/assets/site.js.map',
    spoil: at('/assets/site.js.map', () => ({
      headers: { 'content-type': 'application/json' },
      body: '{"mappings":"AAAA","sourcesContent":["secret()"]}',
    })),
  },
  'a list of a folder': {
    check: 'served-files',
    where: '(/assets/)',
    spoil: at('/assets/', (answered) => ({
      ...answered,
      status: 200,
      body: '<html lang="en"><title>Index of /assets/</title></html>',
    })),
  },
  'a secret in a page': {
    check: 'served-files',
    where: '/goods/13',
    spoil: at('/goods/13', (answered) =>
      adding(answered, `<script>key = "${['sk', 'live', '0123456789abcdef'].join('_')}"</script>`),
    ),
  },
  'a stack trace in an error page': {
    check: 'stack-traces',
    where: '/%E0%A4%A',
    spoil: at('/%E0%A4%A', (answered) =>
      adding(answered, '<pre>URIError: x<br> &nbsp; at decode (/srv/app/node_modules/express/lib/router.js:9:5)</pre>'),
    ),
  },
  'a warning in a page': {
    check: 'stack-traces',
    where: '/goods/14',
    spoil: at('/goods/14', (answered) =>
      adding(answered, '<b>Warning</b>: Undefined variable $x in <b>/var/www/shop.php</b> on line <b>12</b>'),
    ),
  },
  'a page without language': {
    check: 'language',
    where: '/goods/15',
    spoil: at('/goods/15', replacing(' lang="en"', '')),
  },
  'a page in no language': {
    check: 'language',
    where: '/goods/16',
    spoil: at('/goods/16', replacing('lang="en"', 'lang="english language"')),
  },
  'a page without title': {
    check: 'title',
    where: '/goods/17',
    spoil: at('/goods/17', replacing(/<title>.*<\/title>/, '')),
  },
  'a page that is not encoded as it says': {
    check: 'encoding',
    where: '/goods/18',
    spoil: at('/goods/18', (answered) => ({
      ...answered,
      body: Buffer.from(textOf(adding(answered, 'caf\u00e9')), 'latin1'),
    })),
  },
  'a page that does not say how it is encoded': {
    check: 'encoding',
    where: '/goods/19',
    spoil: at('/goods/19', (answered) =>
      replacing(
        '<meta charset="utf-8">',
        '',
      )({ ...answered, headers: { ...answered.headers, 'content-type': 'text/html' } }),
    ),
  },
};

function at(place: string, change: (answered: Answered, asked: Asked) => Answered): Defect['spoil'] {
  return (answered, asked) => (asked.path === place ? change(answered, asked) : answered);
}

function adding(answered: Answered, words: string): Answered {
  return { ...answered, body: textOf(answered).replace('</body>', `${words}</body>`) };
}

function replacing(old: string | RegExp, words: string): (answered: Answered) => Answered {
  return (answered) => ({ ...answered, body: textOf(answered).replace(old, words) });
}

function without(name: string): (answered: Answered) => Answered {
  return (answered) => ({
    ...answered,
    headers: Object.fromEntries(Object.entries(answered.headers ?? {}).filter(([one]) => one !== name)),
  });
}

function withHeader(name: string, value: string): (answered: Answered) => Answered {
  return (answered) => ({ ...answered, headers: { ...answered.headers, [name]: value } });
}

/** The page as it is for somebody with credentials, for everybody. */
function openAt({ path }: Asked): Answered {
  return page(`Goods ${path}`, '<p>For everybody.</p>');
}

function textOf({ body }: Answered): string {
  return body === undefined ? '' : body.toString();
}
