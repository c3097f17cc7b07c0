// Asks a running Apertium for what the recording lacks, and writes it down: see README.md.
import { writeFileSync } from 'node:fs';
import { apertium } from '@localert/localizer';
import { RECORDING, recordedEngine } from './engine.ts';
import { localize } from './localize.ts';

const [url = 'http://127.0.0.1:2737'] = process.argv.slice(2);
const engine = recordedEngine(apertium({ url }));
await localize(engine, console.log);
writeFileSync(RECORDING, engine.recording());
console.log('wrote the recording');
