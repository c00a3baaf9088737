import { expect, runToEnd, test } from './fixtures/unjam.ts';

test('there is one instance: a second one says so and leaves, the first one stays', async ({ start }) => {
  const { app, dataFolder } = await start({ scenario: 'office' });
  const second = await runToEnd(dataFolder, ['--simulate', 'office']);
  expect(second.code).toBe(0);
  expect(second.stderr).toContain('open already');
  expect(app.windows()).toHaveLength(1);
});

test('a second start carries out what it asks for in the window that is open', async ({ start }) => {
  const { app, dataFolder, row, status } = await start({ scenario: 'office' });
  const scan = await runToEnd(dataFolder, ['--scan']);
  expect(scan).toMatchObject({ code: 0, stderr: expect.stringContaining('takes --scan') });
  await expect(row(/HP-SCAN/)).toBeVisible();
  expect((await runToEnd(dataFolder, ['--simulate', 'full'])).code).toBe(0);
  await expect(status).toContainText('Simulator (full)');
  const nowhere = await runToEnd(dataFolder, ['--simulate', 'nowhere']);
  expect(nowhere.code).toBe(2);
  expect(nowhere.stderr).toContain('There is no scenario “nowhere”');
  await expect(status).toContainText('Simulator (full)');
  expect(app.windows()).toHaveLength(1);
});

test('a scenario that does not exist ends with words and exit code 2', async ({ dataFolder }) => {
  const ended = await runToEnd(dataFolder, ['--simulate', 'nowhere']);
  expect(ended.code).toBe(2);
  expect(ended.stderr).toContain('There is no scenario “nowhere”');
});

for (const order of ['--remote-debugging-port=0', '--gpu-launcher=/bin/true', '--log-file=/tmp/unjam']) {
  test(`a packaged window does not start with ${order}`, async ({ dataFolder }) => {
    const ended = await runToEnd(dataFolder, ['--simulate', 'office', order], {
      ELECTRON_FORCE_IS_PACKAGED: 'true',
    });
    expect(ended).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(`The window does not take ${order}`),
    });
  });
}

test('a window whose display has gone comes back into sight', async ({ start }) => {
  const { app } = await start({ scenario: 'office' });
  const isInSight = () =>
    app.evaluate(({ BrowserWindow, screen }) => {
      const bounds = BrowserWindow.getAllWindows()[0]?.getBounds();
      const { workArea } = screen.getPrimaryDisplay();
      return bounds !== undefined && bounds.x >= workArea.x && bounds.x < workArea.x + workArea.width - 100;
    });
  await app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 9_000, y: 50, width: 900, height: 600 });
  });
  await expect.poll(isInSight).toBe(false);
  await app.evaluate(({ screen }) => void screen.emit('display-removed', {}, screen.getPrimaryDisplay()));
  await expect.poll(isInSight).toBe(true);
});

test('quitting leaves no process behind', async ({ start }) => {
  const { app, scan } = await start({ scenario: 'office' });
  await scan();
  const child = app.process();
  await app.evaluate(({ app: electronApp }) => electronApp.quit());
  await expect.poll(() => child.exitCode, { timeout: 10_000 }).toBe(0);
});
