/** `npm run chaos [-- <turns> [<seed>]]`: the long form, 5,000 turns by default. Prints its figures; exit code 1 when anything is broken. */
import { crashSeries, stepsOf, storm, type Channel, type Report } from './storm.ts';

const [turns = 5000, seed = Date.now() % 1_000_000] = process.argv.slice(2).map(Number);
const began = Date.now();
const slackEach = 8;
const slackPeople = Math.ceil((turns * 0.18) / slackEach);
const lineEach = 20;
const linePeople = Math.ceil((turns - slackPeople * slackEach) / lineEach);

const print = (name: string, report: Report): void => {
  const { broken, turns: taken, ...figures } = report;
  process.stdout.write(`${name}: ${String(taken.line)} LINE and ${String(taken.slack)} Slack turns, ${JSON.stringify(figures)}\n`);
  for (const what of broken.slice(0, 50)) process.stdout.write(`  BROKEN ${what}\n`);
};

process.stdout.write(`seed ${String(seed)}\n`);
const long = await storm({
  seed,
  line: { people: linePeople, each: lineEach },
  slack: { people: slackPeople, each: slackEach },
  pauseMs: 9000,
  killEveryMs: 5000,
  faultsPerSecond: 0.8,
  drainMs: 300_000,
});
print('storm', long);
const everyStep = async (channel: Channel): Promise<Report> => {
  const steps = await stepsOf(channel);
  process.stdout.write(`steps of ${channel}: ${steps.join(' · ')}\n`);
  return crashSeries(steps.map((step) => ({ channel, step })));
};
const [line, slack] = await Promise.all([everyStep('line'), everyStep('slack')]);
print('a kill between every two steps, LINE', line);
print('a kill between every two steps, Slack', slack);
const minutes = (Date.now() - began) / 60_000;
const all = [long, line, slack];
const sum = (of: (report: Report) => number): string => String(all.reduce((total, report) => total + of(report), 0));
process.stdout.write(
  `together: ${sum(({ turns: taken }) => taken.line + taken.slack)} turns, ${sum(({ kills }) => kills)} kills, ${sum(({ copies }) => copies)} events that came again, ` +
    `${sum(({ doubles }) => doubles)} shown twice, ${sum(({ unknown }) => unknown)} unknown, ${sum(({ broken }) => broken.length)} broken, ${minutes.toFixed(1)} minutes\n`,
);
process.exitCode = all.some(({ broken }) => broken.length > 0) ? 1 : 0;
