#!/usr/bin/env node
import { processIo } from './process-io.ts';
import { run } from './run.ts';

const stop = new AbortController();
// The first Ctrl-C lets the command come to a clean end; the second is the system's.
process.once('SIGINT', () => stop.abort());
const io = processIo(stop.signal);
const code = await run(process.argv.slice(2), io);
await io.flushed();
// A host's pool or timer that is still open would keep the process.
process.exit(code);
