import { getAsset } from 'node:sea';
import { runProgram } from './program.ts';

// The entry of unjam.exe: Node with this program inside, which has no file of its own.
void runProgram({ worker: getAsset('unjam.cjs', 'utf8'), file: null });
