// Looks at what the graph command draws as a reviewer does, in a real browser. See run.sh for how to start it.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, "../..");
const plugin = join(root, "bin", "tflint-ruleset-aws-access-key" + (process.platform === "win32" ? ".exe" : ""));
const [executablePath, ...options] = process.argv.slice(2);
const work = mkdtempSync(join(tmpdir(), "graphtest-"));

const draw = (dir, format) => execFileSync(plugin, ["graph", "--format", format, dir], {
  cwd: root, encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "ignore"],
});

// configurations are what is drawn: the example, the cases of the Go tests, and one of many keys.
function configurations() {
  const all = { leaky: "examples/leaky", sound: "examples/sound" };
  const cases = join(root, "internal/graph/testdata");
  for (const name of readdirSync(cases).filter((name) => name.endsWith(".txtar"))) {
    const dir = join(work, name.replace(".txtar", ""));
    for (const part of ("\n" + readFileSync(join(cases, name), "utf8")).split(/\n-- (?=[^\n]+ --\n)/).slice(1)) {
      const [head, ...lines] = part.split("\n");
      const file = join(dir, head.replace(/ --$/, ""));
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, lines.join("\n") + "\n");
    }
    all[name.replace(".txtar", "")] = dir;
  }
  all.many = join(work, "many");
  mkdirSync(all.many);
  let code = "";
  for (let i = 0; i < 200; i++) {
    const policy = i % 10 ? "AmazonS3FullAccess" : "AdministratorAccess";
    code += `resource "aws_iam_access_key" "a_rather_long_name_of_a_key_number_${i}" {\n  user = "user-${i}"\n}\n`;
    code += `resource "aws_iam_user_policy_attachment" "u${i}" {\n  user       = "user-${i}"\n  policy_arn = "arn:aws:iam::aws:policy/${policy}"\n}\n`;
  }
  writeFileSync(join(all.many, "main.tf"), code);
  return all;
}

const dirs = configurations();
const pages = {};
for (const [name, dir] of Object.entries(dirs)) {
  const html = draw(dir, "html");
  assert.equal(draw(dir, "html"), html, `${name}: two runs draw two pages`);
  pages[name] = join(work, name + ".html");
  writeFileSync(pages[name], html);
}

const browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ["--no-sandbox"] : [] });

// open shows a page in a window of its own, and fails the test for whatever a browser complains about or fetches.
async function open(name, { width = 1280, height = 800, ...more } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, ...more });
  const page = await context.newPage();
  const wrong = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && wrong.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => wrong.push(`error: ${error}`));
  page.on("dialog", (dialog) => { wrong.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  const url = pathToFileURL(pages[name]).href;
  page.on("request", (request) => request.url().split("#")[0] !== url && wrong.push(`request: ${request.url()}`));
  await page.goto(url);
  page.done = async () => { await context.close(); assert.deepEqual(wrong, [], name); };
  return page;
}

const tests = {
  async "every page opens without a complaint and fits its window"() {
    for (const name of Object.keys(pages)) {
      for (const width of [1280, 800, 420]) {
        const page = await open(name, { width });
        const [has, room] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
        assert.ok(has <= room, `${name} is ${has} wide in ${room}`);
        await page.done();
      }
    }
  },

  async "text stays in its box, with the fonts that are here"() {
    for (const name of Object.keys(pages)) {
      const page = await open(name);
      const out = await page.evaluate(() => {
        document.documentElement.classList.remove("js"); // all pictures at once
        return [...document.querySelectorAll("g.n")].flatMap((g) => {
          const box = g.querySelector("rect").getBBox();
          return [...g.querySelectorAll("text")].filter((text) => {
            const t = text.getBBox();
            return t.x < box.x || t.x + t.width > box.x + box.width || t.y < box.y || t.y + t.height > box.y + box.height;
          }).map((text) => text.textContent);
        });
      });
      assert.deepEqual(out, [], name);
      await page.done();
    }
  },

  async "keys are listed, the worst first, and the chosen one is drawn"() {
    const page = await open("leaky");
    const links = page.locator("nav a");
    assert.deepEqual(await links.locator(".address").allTextContents(),
      ["aws_iam_access_key.ci", "aws_iam_access_key.operator", "module.exporter.aws_iam_access_key.this"]);
    assert.equal(await page.locator("article:visible").count(), 1);
    assert.equal(await page.locator("article:visible h2").textContent(), "aws_iam_access_key.ci");
    await links.nth(1).click();
    assert.equal(await page.locator("article:visible h2").textContent(), "aws_iam_access_key.operator");
    assert.equal(await links.nth(1).getAttribute("aria-current"), "true");
    assert.ok(page.url().endsWith("#k2"));
    const texts = (await page.locator("article:visible svg text").allTextContents()).join(" ");
    for (const word of ["operator.tf:9", "Compute creation", "ec2:RunInstances", "MFA"]) assert.ok(texts.includes(word), word);
    await page.reload();
    assert.equal(await page.locator("article:visible h2").textContent(), "aws_iam_access_key.operator", "a link leads to its key");
    await page.done();
  },

  async "keys are found"() {
    const page = await open("many");
    const shown = page.locator("nav li:visible");
    assert.equal(await shown.count(), 200);
    await page.fill("#find", "USER-17");
    assert.equal(await shown.count(), 11); // 17 and 170 to 179
    assert.equal(await page.locator("#found").textContent(), "11 of 200");
    assert.match(await page.locator("article:visible h2").textContent(), /number_17\d?$/);
    await page.fill("#find", "user-17 administratoraccess");
    assert.equal(await shown.count(), 1);
    await page.fill("#find", "no such key");
    assert.equal(await shown.count(), 0);
    assert.equal(await page.locator("#found").textContent(), "0 of 200");
    await page.keyboard.press("Escape");
    assert.equal(await shown.count(), 200);
    await page.done();
  },

  async "the keyboard is enough"() {
    const page = await open("leaky");
    const current = () => page.locator("article:visible h2").textContent();
    await page.keyboard.press("/");
    assert.equal(await page.evaluate(() => document.activeElement.id), "find");
    assert.equal(await page.inputValue("#find"), "");
    await page.keyboard.press("ArrowDown");
    assert.equal(await current(), "aws_iam_access_key.ci");
    await page.keyboard.press("ArrowDown");
    assert.equal(await current(), "aws_iam_access_key.operator");
    assert.equal(await page.evaluate(() => document.activeElement.hash), "#k2");
    await page.keyboard.press("End");
    assert.equal(await current(), "module.exporter.aws_iam_access_key.this");
    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowUp");
    assert.equal(await page.evaluate(() => document.activeElement.id), "find");
    await page.keyboard.type("exporter");
    await page.keyboard.press("Enter");
    assert.equal(await current(), "module.exporter.aws_iam_access_key.this");
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
    assert.equal(outline, "solid", "where the focus is can be seen");
    await page.done();
  },

  async "all text can be read, in light and in dark"() {
    for (const colorScheme of ["light", "dark"]) {
      for (const name of ["leaky", "unknown", "paths"]) {
        const page = await open(name, { colorScheme });
        const weak = await page.evaluate(() => {
          document.documentElement.classList.remove("js");
          const rgb = (color) => color.match(/[\d.]+/g).map(Number);
          const luminance = (color) => {
            const [r, g, b] = rgb(color).map((v) => v / 255).map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
          };
          const behind = (element) => {
            for (let e = element; e; e = e.parentElement) {
              const rect = e.matches("g.n") && e.querySelector("rect");
              const fill = rect ? getComputedStyle(rect).fill : getComputedStyle(e).backgroundColor;
              if (rgb(fill).length === 3 || rgb(fill)[3] > 0) return fill;
            }
          };
          const weak = [];
          for (const element of document.querySelectorAll("body *")) {
            const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
            if (!own || element.closest("script, style, title")) continue;
            const style = getComputedStyle(element);
            const colour = element.namespaceURI.endsWith("svg") ? style.fill : style.color;
            const [a, b] = [luminance(colour), luminance(behind(element))].sort((x, y) => y - x);
            if ((a + 0.05) / (b + 0.05) < 4.5) weak.push(`${element.textContent.slice(0, 40)}: ${colour} on ${behind(element)}`);
          }
          return weak;
        });
        assert.deepEqual(weak, [], `${name}, ${colorScheme}`);
        const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
        assert.equal(parseInt(background.match(/\d+/)[0]) < 128, colorScheme === "dark", background);
        await page.done();
      }
    }
  },

  async "without scripts and on paper all keys are there"() {
    const plain = await open("leaky", { javaScriptEnabled: false });
    assert.equal(await plain.locator("article:visible").count(), 3);
    assert.equal(await plain.locator("#find:visible").count(), 0);
    await plain.done();
    const paper = await open("leaky");
    await paper.emulateMedia({ media: "print" });
    assert.equal(await paper.locator("article:visible").count(), 3);
    assert.equal(await paper.locator("nav:visible").count(), 0);
    await paper.done();
  },

  async "hostile names are text, and the policy stops what would not be"() {
    const page = await open("hostile");
    assert.equal(await page.locator("img, iframe, object").count(), 0);
    assert.equal(await page.locator("script").count(), 1);
    const text = await page.evaluate(() => document.documentElement.classList.remove("js") ?? document.body.textContent);
    assert.ok(text.includes("<script>alert(1)</script>"));
    await page.done();
    const attacked = await (await browser.newContext()).newPage();
    await attacked.goto(pathToFileURL(pages.leaky).href);
    const ran = await attacked.evaluate(async () => {
      const script = document.createElement("script");
      script.textContent = "window.ran = true";
      document.body.append(script);
      const fetched = await fetch("https://example.com/").then(() => true, () => false);
      return Boolean(window.ran) || fetched;
    });
    assert.equal(ran, false);
    await attacked.context().close();
  },

  async "where there is no key, the page says so"() {
    const page = await open("sound");
    assert.match(await page.textContent("main"), /No long-term access key/);
    await page.done();
  },

  async "Mermaid draws every diagram, and takes no name for more than text"() {
    const context = await browser.newContext();
    const page = await context.newPage();
    page.on("dialog", (dialog) => assert.fail(`dialog: ${dialog.message()}`));
    await page.setContent("<!DOCTYPE html><body></body>");
    await page.addScriptTag({ path: join(here, "node_modules/mermaid/dist/mermaid.min.js") });
    for (const [name, dir] of Object.entries(dirs)) {
      const diagram = draw(dir, "mermaid");
      const drawn = await page.evaluate(async (diagram) => {
        mermaid.initialize({ startOnLoad: false, securityLevel: "strict" });
        await mermaid.parse(diagram);
        const { svg } = await mermaid.render("picture", diagram);
        const holder = document.createElement("div");
        holder.innerHTML = svg;
        return { nodes: holder.querySelectorAll("g.node").length, active: holder.querySelectorAll("script, img, a").length, text: holder.textContent };
      }, diagram);
      const nodes = diagram.split("\n").filter((line) => /^ {2}\w+[([{]/.test(line)).length;
      assert.equal(drawn.nodes, nodes, name);
      assert.equal(drawn.active, 0, name);
      if (name === "hostile") {
        for (const word of ["<script>alert(1)</script>", "style:#lt;classDef", "\"];"]) assert.ok(drawn.text.includes(word), word);
      }
    }
    await context.close();
  },
};

let failed = 0;
try {
  if (options[0] === "--screenshot") {
    const page = await open("leaky", { height: 560 });
    await page.screenshot({ path: resolve(root, options[1]) });
    await page.done();
    const size = statSync(resolve(root, options[1])).size;
    assert.ok(size < 200_000, `the picture has ${size} bytes`);
  } else {
    for (const [name, test] of Object.entries(tests)) {
      try {
        await test();
        console.log(`ok    ${name}`);
      } catch (error) {
        failed++;
        console.log(`FAIL  ${name}\n${error.stack}`);
      }
    }
  }
} finally {
  await browser.close();
  rmSync(work, { recursive: true, force: true });
}
process.exit(failed ? 1 : 0);
