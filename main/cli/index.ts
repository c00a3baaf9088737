#!/usr/bin/env node
import { fileOfNode } from './itself.ts';
import { runProgram } from './program.ts';

await runProgram(fileOfNode(import.meta.url));
