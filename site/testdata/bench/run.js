// Runs the program wasm/bench/program, in Node or in a page. It stands behind Go's
// wasm_exec.js and site/slim's parts.js.
globalThis.svclabRun = async (compiled, functions, name) => {
	const began = performance.now();
	const all = () => { throw new Error("the program is all there"); };
	const go = new GoInParts(functions, all, all);
	if (name !== "start") go.argv.push(name);
	let printed = "";
	const decoder = new TextDecoder();
	globalThis.fs.writeSync = (_, bytes) => {
		printed += decoder.decode(bytes, { stream: true });
		return bytes.length;
	};
	const { instance } = await compiled(go.importObject);
	await go.run(instance);
	globalThis.svclabKept = instance; // until its memory has been measured
	if (name === "start") return { figures: [{ row: name, value: performance.now() - began, unit: "ms" }] };
	let told;
	try {
		told = JSON.parse(printed);
	} catch {
		throw new Error(printed);
	}
	for (const figure of told.figures ?? []) {
		if (figure.row.endsWith(".taken")) figure.value = instance.exports.mem.buffer.byteLength;
	}
	return told;
};
