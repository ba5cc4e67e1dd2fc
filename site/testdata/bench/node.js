// Runs the program in Node: its arguments are the program's file, how many functions it
// has, and the name of a measurement.
const [program, functions, name] = process.argv.slice(2);
globalThis.svclabRun(
	(imports) => WebAssembly.instantiate(require("fs").readFileSync(program), imports), Number(functions), name,
).then((told) => {
	console.log(JSON.stringify(told));
	process.exit();
}, (problem) => {
	console.error(problem);
	process.exit(1);
});
