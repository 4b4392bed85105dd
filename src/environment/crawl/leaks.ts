/** A file that servers give away by mistake, and what shows that it is the file and not a page for everything. */
interface Leak {
  path: string;
  what: string;
  sign: RegExp;
  /** It comes as a page: otherwise a page is not it. */
  isPage?: true;
}

const dump = /^-- (MySQL|MariaDB|PostgreSQL)|\bCREATE TABLE\b|\bINSERT INTO\b/m;
const archive = /^(PK\x03\x04|\x1f\x8b|BZh|7z\xbc\xaf)/;
const variables = /^\s*(?:export\s+)?[A-Z][A-Z0-9_]{2,}\s*=/m;

export const leaks: readonly Leak[] = [
  ...['/.env', '/.env.local', '/.env.production', '/.env.staging', '/.env.bak'].map((path) => ({
    ...{ path, what: 'environment variables', sign: variables },
  })),
  { path: '/.git/HEAD', what: 'the repository (.git)', sign: /^(ref: refs\/|[0-9a-f]{40}\s*$)/ },
  { path: '/.git/config', what: 'the repository (.git)', sign: /^\s*\[core\]/m },
  { path: '/.svn/wc.db', what: 'the repository (.svn)', sign: /^SQLite format 3/ },
  { path: '/.hg/requires', what: 'the repository (.hg)', sign: /^(dotencode|fncache|revlogv1|store)/m },
  { path: '/.DS_Store', what: "a folder's list of files (.DS_Store)", sign: /^\x00{3}\x01Bud1/ },
  { path: '/.htpasswd', what: 'passwords (.htpasswd)', sign: /^[^\s:<]+:(\$|\{SHA\}|[./0-9A-Za-z]{13}$)/m },
  { path: '/.npmrc', what: 'credentials of a package registry (.npmrc)', sign: /_authToken|_auth\s*=|^registry\s*=/m },
  { path: '/.aws/credentials', what: 'credentials of AWS', sign: /aws_secret_access_key/i },
  { path: '/id_rsa', what: 'a private key', sign: /PRIVATE KEY-----/ },
  { path: '/docker-compose.yml', what: 'how it is deployed (docker-compose.yml)', sign: /^services:/m },
  { path: '/Dockerfile', what: 'how it is built (Dockerfile)', sign: /^FROM\s+\S+/m },
  {
    path: '/package.json',
    what: 'what it is built of (package.json)',
    sign: /"(dependencies|devDependencies|scripts)"\s*:/,
  },
  { path: '/composer.lock', what: 'what it is built of (composer.lock)', sign: /"content-hash"\s*:/ },
  { path: '/web.config', what: "the server's configuration (web.config)", sign: /<configuration[\s>]/ },
  { path: '/wp-config.php.bak', what: 'a backup of a configuration', sign: /DB_PASSWORD/ },
  { path: '/index.php.bak', what: 'a backup of a source', sign: /<\?php/ },
  { path: '/index.php~', what: 'a backup of a source', sign: /<\?php/ },
  ...['/backup.sql', '/dump.sql', '/database.sql', '/db.sql'].map((path) => ({
    ...{ path, what: 'a dump of a database', sign: dump },
  })),
  ...['/backup.zip', '/backup.tar.gz', '/site.zip', '/dump.sql.gz'].map((path) => ({
    ...{ path, what: 'a backup', sign: archive },
  })),
  { path: '/phpinfo.php', what: "PHP's configuration (phpinfo)", sign: /<title>[^<]*phpinfo\(\)/i, isPage: true },
  { path: '/server-status', what: "Apache's status", sign: /<title>Apache Status/i, isPage: true },
  { path: '/actuator/env', what: "Spring's environment (actuator)", sign: /"propertySources"\s*:/ },
  { path: '/debug/pprof/', what: "Go's profiles (pprof)", sign: /<title>\/debug\/pprof/, isPage: true },
];

/** Whether an answer is that file, and not a page that a site answers everything with. */
export function isLeak({ sign, isPage }: Leak, text: string): boolean {
  return sign.test(text) && (isPage === true || !/<(!doctype|html|head|body)[\s>]/i.test(text.slice(0, 1000)));
}

/** A map with the sources themselves in it, not with their names alone. */
export function isSourceMap(text: string): boolean {
  return /"mappings"\s*:/.test(text) && /"sourcesContent"\s*:\s*\[\s*"/.test(text);
}

/** The server's own list of what is in a folder. */
export function isFolderList(text: string): boolean {
  return /<title>\s*(Index of|Directory listing for|Listing of) \S/i.test(text);
}
