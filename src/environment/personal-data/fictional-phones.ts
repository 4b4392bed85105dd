/** Kept free for films and tests by the regulators, as the beginning of the international number. */
const kept = [
  // Ofcom, "Telephone numbers for use in TV and radio drama programmes".
  '+441134960',
  '+441144960',
  '+441154960',
  '+441164960',
  '+441174960',
  '+441184960',
  '+441214960',
  '+441314960',
  '+441414960',
  '+441514960',
  '+441614960',
  '+442079460',
  '+441914980',
  '+442896496',
  '+442920180',
  '+441632960',
  '+447700900',
  '+448081570',
  '+449098790',
  '+443069990',
  // Bundesnetzagentur, "Drama numbers" (Mitteilung 148/2021).
  '+493023125',
  '+496990009',
  '+494066969',
  '+492214710',
  '+498999998',
  '+4917139200',
  '+4917604069',
  // ARCEP, décision 2018-0881.
  '+3319900',
  '+3326191',
  '+3335301',
  '+3346571',
  '+3353649',
  '+3363998',
  // ACMA, numbers for use in radio, film and television.
  '+61255500',
  '+61255501',
  '+61355500',
  '+61755500',
  '+61855500',
  '+61270101',
  '+61370101',
  '+61491570',
  // PTS, telefonnummer för användning i böcker och filmer.
  '+4631390060',
  '+464062804',
  '+46846500',
  '+46980319',
  '+467017406',
];

/** 555-0100 to 555-0199 of every North American area. */
const northAmerican = /^\+1\d{3}55501\d\d$/;

/** @param number in E.164: `+442079460000` */
export function isFictional(number: string): boolean {
  return northAmerican.test(number) || kept.some((start) => number.startsWith(start));
}
