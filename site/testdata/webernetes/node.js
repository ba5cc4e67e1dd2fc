// Runs one measurement of peer.js in Node, started with --expose-gc, and prints its
// figures as the program wasm/bench/program does.
const began = performance.now();
const { prepare } = await import("./peer.js");
const started = performance.now() - began;

const name = process.argv[2];
const figures = [];
if (name === "start") {
	figures.push({ row: "start", value: started, unit: "ms" });
} else {
	const work = await prepare(name);
	const before = process.cpuUsage();
	const { cluster, value, unit } = await work();
	const { user, system } = process.cpuUsage(before);
	figures.push({ row: name, value, unit });
	figures.push({ row: `${name}.cpu`, value: (user + system) / (unit === "s" ? 1e6 : 1e3), unit });
	globalThis.gc();
	const { heapUsed, external } = process.memoryUsage();
	figures.push({ row: `${name}.live`, value: heapUsed + external, unit: "B" });
	if (cluster === undefined) throw new Error("the cluster is gone before its memory was measured");
}
console.log(JSON.stringify({ figures }));
process.exit();
