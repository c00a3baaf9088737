import type { Stage } from './stage.ts';
import { componentsStage } from './stage-components.ts';
import { e2eStage } from './stage-e2e.ts';
import { fleetStage } from './stage-fleet.ts';
import { headerStage } from './stage-header.ts';
import { packageStage } from './stage-package.ts';
import { unitStage } from './stage-unit.ts';
import { wineStage } from './stage-wine.ts';

/** In the order they run: the quick ones first. */
export const stages: Stage[] = [
  unitStage,
  headerStage,
  componentsStage,
  fleetStage,
  e2eStage,
  wineStage,
  packageStage,
];
