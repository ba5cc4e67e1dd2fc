// Gives a page peer.js: make bench asks for prepare, and then for the work.
import { prepare } from "./peer.js";

globalThis.peer = {
	async prepare(name) {
		this.work = await prepare(name);
	},
	async measure() {
		const { cluster, value, unit } = await this.work();
		this.kept = cluster; // until its memory has been measured
		return { value, unit };
	},
};
