import type { Cruise } from './cruise.js';
import { frontDoors, rooms } from './rooms.mjs';

const TEST = /\.test(-data)?\.ts$/;

/** The room of a file of the engine; a file of `src/` itself is the story or a front door, not a room. */
function roomOf(file: string): string | undefined {
  return /^src\/([^/]+)\//.exec(file)?.[1];
}

function engineFiles(modules: Cruise['modules']): Cruise['modules'] {
  return modules.filter(({ source }) => source.startsWith('src/') && !TEST.test(source));
}

/** Which rooms a room's files import, itself left out, sorted. */
function seenFrom(room: string, modules: Cruise['modules']): string[] {
  const targets = modules
    .filter(({ source }) => roomOf(source) === room)
    .flatMap(({ dependencies }) => dependencies.map(({ resolved }) => roomOf(resolved)));
  return [...new Set(targets)].filter((target) => target !== undefined && target !== room).sort() as string[];
}

/** The rooms with their files and the arrows between them, as Markdown. */
export function drawMap(cruise: Cruise): string {
  const modules = engineFiles(cruise.modules);
  const present = Object.entries(rooms).filter(([room]) => modules.some(({ source }) => roomOf(source) === room));
  const rows = present.map(([room, { duty, judge }]) => {
    const count = modules.filter(({ source }) => roomOf(source) === room).length;
    const arrows = seenFrom(room, modules).join(', ') || '–';
    return `| \`${room}/\` | ${duty}${judge ? ' (a judge: no hands)' : ''} | ${count} | ${arrows} |`;
  });
  const atTheTop = modules.map(({ source }) => source).filter((source) => roomOf(source) === undefined);
  const doors = atTheTop.filter((source) => frontDoors.some((door) => source === `src/${door}.ts`));
  return [
    '| room of `src/` | what it is for | files | imports |',
    '| --- | --- | --: | --- |',
    ...rows,
    '',
    `Above the rooms: ${atTheTop.sort().map(code).join(', ')}. Front doors for suites, load and config: ${doors.sort().map(code).join(', ')}.`,
  ].join('\n');
}

function code(file: string): string {
  return `\`${file}\``;
}
