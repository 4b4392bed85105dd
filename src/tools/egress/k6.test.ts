import { execFile } from 'node:child_process';
import { lookup } from 'node:dns/promises';
import { existsSync, globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
