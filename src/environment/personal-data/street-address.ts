import { outcome, type Validator } from './validator.js';

const before =
  '(?:rue|avenue|boulevard|bd|chemin|place|impasse|allee|quai|route|calle|avenida|avda|paseo|plaza|pasaje|ronda|camino|via|viale|canale|incrocio|stretto|rotonda|vico|carrer|pasadizo|c|plac|plaza|residencial|campo|esplanada|morro|fazenda|feira|conjunto|loteamento|passarela|patio|quadra|recanto|setor|sitio|trecho|trevo|vereda|condominio|distrito|favela|parque|nucleo|vale|viaduto|colonia|aeroporto|area|chacara|estrada|estacao|corso|piazza|vicolo|strada|contrada|borgo|ul|ulica|al|aleja|os|pl|rua|travessa|alameda|praca|largo|rodovia|jardim|urbanizacion|acceso|glorieta|canada|cuesta|rambla|vial|callejon|am|an der|im)';
const after =
  '(?:street|st|road|rd|avenue|ave|av|lane|ln|drive|dr|boulevard|blvd|court|ct|way|terrace|ter|place|pl|square|sq|circle|cir|parkway|pkwy|trail|trl|close|crescent|grove|gardens|highway|hwy|plaza|alley|loop|ridge|path|mews|row|walk|crossing|crossroad|point|points|view|views|village|run|stream|streams|cape|cliff|club|cove|ways|valleys?|ville|unions?|vista|isle|islands?|islet|shore|shores|spring|springs|station|stravenue|summit|throughway|trace|track|trafficway|turnpike|tunnel|underpass|union|valley|viaduct|ville|vista|wells?|meadows?|mill|mills|mission|motorway|mount|mountains?|neck|orchard|oval|overpass|park|parks|passage|pike|pines?|plains?|port|ports|prairie|radial|ramp|ranch|rapids?|rest|river|roads|route|rue|hill|hills|hollow|inlet|junctions?|keys?|knolls?|lakes?|land|landing|lights?|locks?|lodge|mall|manors?|fords?|forest|forges?|forks?|fort|freeway|garden|gateway|glens?|greens?|groves|harbors?|haven|heights|causeway|centers?|cliffs?|club|common|corners?|course|courts|coves?|creek|crest|curve|dale|dam|divide|drives|estates?|expressway|extensions?|falls|ferry|fields?|flats?|bayou|beach|bend|bluffs?|bottom|branch|bridge|brooks?|burgs?|bypass|camp|canyon|cape|nagar|marg|chowk|ganj|circle|strasse|str|weg|gasse|platz|allee|ring|ufer|damm)';
const ending = String.raw`\p{L}{2,}(?:strasse|str|weg|gasse|platz|allee|ring|ufer|damm|straat|laan|weg|plein|dreef|lei|boulevard|gracht|kade|dijk|hof|pad|steeg|baan|singel|gatan|vagen|grand|stigen|torget|backen|katu|tie|bulevardi|kuja|polku|vej|gade|veien|gata)`;

const number = String.raw`\d{1,5}(?: ?[a-z]\b)?(?:[-/]\d{1,4}[a-z]?)?`;
const patterns = [
  // 12 Alder Street; 4711 Old Mill Rd. Suite 5
  new RegExp(String.raw`^${number},? (?:[\p{L}.'-]+ ){1,4}${after}\b`, 'u'),
  // 12, rue de la Paix
  new RegExp(String.raw`^${number},? ${before}\b\.? \p{L}`, 'u'),
  // Calle de Alcalá 12; ul. Polna 3/4
  new RegExp(String.raw`^${before}\b\.? (?:[\p{L}.'-]+,? ){1,6}(?:n\.? ?o?\.? ?)?${number}`, 'u'),
  // Lindenweg 12; Kungsgatan 4
  new RegExp(String.raw`^(?:[\p{L}.'-]+ ){0,3}${ending}\.? ${number}`, 'u'),
  // Alder Street 12; Berliner Strasse 5
  new RegExp(String.raw`^(?:[\p{L}.'-]+[ -]){1,3}${after}\.? ${number}`, 'u'),
  // H.No. 57 Chahal Nagar; Flat 3 Shah Court
  new RegExp(
    String.raw`^(?:h\. ?no\.?|flat|studio|unit|apt\.?|house) ?\d+[a-z]?,? (?:[\p{L}.'-]+ ){1,4}(?:${after})\b`,
    'u',
  ),
  // 2-8-1 Nishi-Shinjuku; 丁目
  /^\d{1,3}-\d{1,3}(?:-\d{1,3})? \p{Lu}|\d+丁目|[町村区]\p{L}*\d/iu,
];

/** Streets with a house's number, in a dozen languages. */
export const streetAddress: Validator = {
  kind: 'street address',
  named:
    /\b(?:street|postal|home|billing|shipping|mailing|delivery|residential)? ?address(?: ?(?:line)? ?[12])?\b|\bline ?[12]\b|\bstreet(?: name)?\b|\bstrasse\b|\banschrift\b|\badresse\b|\bdireccion\b|\bindirizzo\b|\badres\b|\bendereco\b|\bcalle\b|\brue\b|\bosoite\b|\badress\b/,
  may: ({ digits, letters, blanks, length }) => digits >= 1 && letters >= 3 && blanks >= 1 && length <= 200,
  judge(value, named) {
    // Only the first lines: a full address on one line goes on with the town.
    const line = plain(value);
    if (patterns.some((pattern) => pattern.test(line))) return outcome.weak;
    return named && /^\p{L}[\p{L} .'-]+ \d|^\d{1,5},? \p{L}/u.test(line) ? outcome.near : outcome.nothing;
  },
  leastRate: 0.2,
  leastShare: 0.4,
  lifts: true,
  soft: true,
};

/** Lower case without accents, ß as ss, line breaks as blanks. */
function plain(value: string): string {
  return value
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/ß/g, 'ss')
    .replace(/ø/g, 'o')
    .replace(/ł/g, 'l')
    .replace(/\s+/g, ' ')
    .trim();
}
