// SPDX-License-Identifier: Apache-2.0
// The reports of a run and of a regression in a real Chromium. TETHERLAB_REPORT_EXAMPLE is the program that prints them.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

const { chromium } = createRequire(import.meta.url)('playwright-core');

const folder = mkdtempSync(join(tmpdir(), 'tetherlab-report-'));
const kinds = { run: [], regression: ['regression'] };
const file = (kind) => join(folder, `${kind}.html`);
let browser;

before(async () => {
  for (const [kind, args] of Object.entries(kinds)) {
    writeFileSync(file(kind), execFileSync(process.env.TETHERLAB_REPORT_EXAMPLE, args, { maxBuffer: 16 << 20 }));
  }
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync'],
  });
});

after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

// The page, and what it complained of or asked for.
async function open(settings = {}, kind = 'run') {
  const page = await browser.newPage(settings);
  const said = [];
  const asked = [];
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(String(error)));
  page.on('request', (request) => request.url().startsWith('file:') || asked.push(request.url()));
  await page.goto(`file://${file(kind)}`);
  if (kind === 'run') await page.waitForSelector('#timeline[data-drawn] canvas');
  return { page, said, asked };
}

const moment = (page) => page.textContent('#moment');

test('loads without an error and without a request', async () => {
  const { page, said, asked } = await open();
  assert.deepEqual(said, []);
  assert.deepEqual(asked, []);
  assert.equal(await page.title(), 'd53: fail');
  await page.close();
});

test('a regression loads without an error and without a request, and links to its runs', async () => {
  const { page, said, asked } = await open({}, 'regression');
  assert.deepEqual(said, []);
  assert.deepEqual(asked, []);
  assert.equal(await page.title(), 'r91009: 1 broken, 1 unchanged');
  assert.equal(await page.textContent('.badge'), 'broken');
  const link = page.locator('a.fail').first();
  assert.equal(await link.getAttribute('href'), 'd53-quanta-d53/now-1/report.html');
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.tagName), 'A');
  await page.close();
});

test('the keys walk through the moments, and the fault is at its time', async () => {
  const { page } = await open();
  await page.focus('#timeline');
  const walked = [];
  await page.keyboard.press('Home');
  for (;;) {
    walked.push(await moment(page));
    await page.keyboard.press('ArrowRight');
    if ((await moment(page)) === walked.at(-1)) break;
  }
  assert.ok(walked.includes('25.34 s  faults: brownout fired: traffic 500 kbit/s'), walked.join('\n'));
  assert.ok(walked.includes('25.34 s to 28.34 s  brownout: brownout'), walked.join('\n'));
  assert.ok(walked.includes('21.75 s to 61.50 s  netdev: usb0, rndis_host'), walked.join('\n'));
  await page.close();
});

test('Enter leads to the console line of the moment, and a click on a line back', async () => {
  const { page } = await open();
  await page.focus('#timeline');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  assert.match(await page.textContent('#console .here'), /USB disconnect, device number 2 <script>/);
  await page.click('#console [data-at="21.750000"]');
  assert.match(await moment(page), /usb0: register 'rndis_host'/);
  await page.close();
});

test('the mouse shows what is under it', async () => {
  const { page } = await open({ viewport: { width: 1200, height: 900 } });
  const box = await page.locator('#timeline').boundingBox();
  const lanes = JSON.parse(await page.textContent('#run')).lanes.map(({ name }) => name);
  const x = box.x + 190 + ((box.width - 210) * 27) / 61.5;
  await page.mouse.move(x, box.y + 6 + 22 * (lanes.indexOf('brownout') + 0.5));
  await page.waitForSelector('#timeline >> text=25.34 s to 28.34 s  brownout: brownout');
  await page.close();
});

for (const kind of Object.keys(kinds)) {
  for (const colorScheme of ['light', 'dark']) {
    for (const width of [375, 1200]) {
      test(`a ${kind} fits ${width} pixels, ${colorScheme}`, async () => {
        const { page, said } = await open({ colorScheme, viewport: { width, height: 900 } }, kind);
        assert.deepEqual(said, []);
        assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width);
        if (process.env.TETHERLAB_SCREENSHOTS) {
          const name = `${kind}-${colorScheme}-${width}.png`;
          await page.screenshot({ path: join(process.env.TETHERLAB_SCREENSHOTS, name), fullPage: true });
        }
        await page.close();
      });
    }
  }
}
