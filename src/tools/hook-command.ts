import { spawn } from 'node:child_process';

/** How a command ended. */
interface CommandEnd {
  code: number | null;
  /** It was ended at its time limit. */
  isLate: boolean;
  /** The end of what it printed, on either stream. */
  said: string;
}

const keptCharacters = 4000;
/** After a polite signal. */
const graceMs = 5000;
/** What it left running may hold its output open: that is not waited for. */
const lingerMs = 500;

/**
 * Runs a command in a process group of its own, without a shell, and ends the group at its time limit. It inherits this
 * process's environment, and with it the mark by which the run's supervisor finds what would be left behind.
 * @throws Error when it cannot be started.
 */
export function runCommand(command: readonly string[], cwd: string, limitMs: number): Promise<CommandEnd> {
  const [file = '', ...words] = command;
  return new Promise((resolve, reject) => {
    const child = spawn(file, words, { cwd, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', (text: string) => (said = (said + text).slice(-keptCharacters)));
    }
    let isLate = false;
    const signal = (name: NodeJS.Signals): void => void (child.pid !== undefined && endGroup(child.pid, name));
    const timers = [
      setTimeout(() => ((isLate = true), signal('SIGTERM')), limitMs),
      setTimeout(() => signal('SIGKILL'), limitMs + graceMs),
    ];
    const forget = (): void => timers.forEach((timer) => clearTimeout(timer));
    child.once('error', (error) => (forget(), reject(error)));
    child.once('exit', (code) => {
      forget();
      if (isLate) signal('SIGKILL');
      const done = (): void => resolve({ code, isLate, said });
      const linger = setTimeout(done, lingerMs);
      child.once('close', () => (clearTimeout(linger), done()));
    });
  });
}

function endGroup(leader: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-leader, signal);
  } catch {
    // It ended by itself just now.
  }
}
