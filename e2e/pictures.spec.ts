import path from 'node:path';
import { expect, test } from './fixtures/unjam.ts';
import { looks } from './pictures/picture.ts';
import { pictures } from './pictures/pictures.ts';

const lightAndDark = ['light', 'dark'] as const;
const folder = process.env['UNJAM_E2E_PICTURES'];

test.describe('pictures for a person to look at', () => {
  test.skip(folder === undefined, 'no folder for pictures was named');

  for (const { name, scenario, reach, looks: wanted = lightAndDark } of pictures) {
    test(name, async ({ start }) => {
      const unjam = await start({ scenario });
      const { app, page } = unjam;
      await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 800));
      await reach(unjam);
      // no tooltip lies over the rest
      await page.mouse.move(0, 0);
      for (const look of wanted) {
        await page.emulateMedia({ ...looks[look], reducedMotion: 'reduce' });
        const file = path.join(folder ?? '', `${name}-${look}.png`);
        const picture = await page.screenshot({ path: file, animations: 'disabled' });
        expect(picture.length).toBeGreaterThan(0);
      }
    });
  }
});
