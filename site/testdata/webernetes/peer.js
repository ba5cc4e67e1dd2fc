// What make bench has webernetes do, through its public API: the same work as package
// wasm/bench. Its clock is the machine's, so it waits where ours plays virtual time.
// Each measurement is prepared, and then worked: only the work is measured.
import { BaseImage, Cluster } from "@ngrok/webernetes";

class Web extends BaseImage {
	static imageName = "web";
	static imageVersion = "1.0";
	defaultCommand = ["server"];

	async exec(ctx, argv) {
		if (argv[0] !== "server") return await super.exec(ctx, argv);
		ctx.listenHttp(80, async () => ({ status: 200, body: "hello\n" }));
		return await ctx.waitUntilKilled();
	}
}

const nodePort = 30080;
const template = { metadata: { labels: { app: "web" } }, spec: { containers: [{ name: "web", image: "web:1.0" }] } };
const service = {
	apiVersion: "v1", kind: "Service", metadata: { name: "web" },
	spec: { type: "NodePort", selector: { app: "web" }, ports: [{ port: 80, targetPort: 80, nodePort, protocol: "TCP" }] },
};
const threePods = [0, 1, 2].map((i) => ({
	apiVersion: "v1", kind: "Pod", metadata: { name: `web-${i}`, ...template.metadata }, spec: template.spec,
}));
const deployment = (replicas) => ({
	apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "web" },
	spec: { replicas, selector: { matchLabels: { app: "web" } }, template },
});

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

function check(holds, what) {
	if (!holds) throw new Error(what);
}

// boot makes a cluster and waits until all that it runs itself is running, which a
// cluster of ours is when it is there.
async function boot(nodes) {
	const cluster = new Cluster({ nodes });
	cluster.registerImage(Web);
	await cluster.init();
	for (let tries = 0; ; tries++) {
		const { items } = await cluster.api.corev1.listNamespacedPod({ namespace: "kube-system" });
		if (items.length > 0 && items.every((pod) => pod.status?.phase === "Running")) return cluster;
		check(tries < 3000, "the control plane does not run");
		await sleep(10);
	}
}

async function ask(cluster) {
	try {
		return await cluster.fetch(`http://node-1:${nodePort}`);
	} catch {
		return undefined; // nobody listens yet
	}
}

function ready(slices) {
	return slices.flatMap((slice) => slice.endpoints ?? []).filter((e) => e.conditions?.ready).length;
}

// allReady waits until so many endpoints of the Service are ready.
async function allReady(cluster, pods) {
	const slices = new Map();
	await new Promise((done, fail) => {
		const late = setTimeout(() => fail(new Error(`${ready([...slices.values()])} of ${pods} endpoints are ready after 10 minutes`)), 600_000);
		const informer = cluster.informer("endpointslices", (type, slice) => {
			if (type === "delete") slices.delete(slice.metadata.name);
			else slices.set(slice.metadata.name, slice);
			if (ready([...slices.values()]) < pods) return;
			clearTimeout(late);
			informer.stop();
			done();
		}, { namespace: "default", onError: fail });
	});
}

function podsUntilReady(pods, nodes) {
	return {
		prepare: () => boot(nodes),
		async work(cluster) {
			const start = performance.now();
			await cluster.apply([service, deployment(pods)]);
			await allReady(cluster, pods);
			const spent = performance.now() - start;
			check((await ask(cluster))?.status === 200, "nobody answers");
			return { cluster, value: spent / 1e3, unit: "s" };
		},
	};
}

const measurements = {
	boot: {
		prepare: async () => {},
		async work() {
			const start = performance.now();
			const cluster = await boot(3);
			return { cluster, value: performance.now() - start, unit: "ms" };
		},
	},
	answer: {
		prepare: () => boot(3),
		async work(cluster) {
			const start = performance.now();
			await cluster.apply([...threePods, service]);
			while ((await ask(cluster))?.status !== 200) {
				check(performance.now() - start < 60_000, "nobody answered in a minute");
				await sleep(10);
			}
			return { cluster, value: performance.now() - start, unit: "ms" };
		},
	},
	requests: {
		async prepare() {
			const cluster = await boot(3);
			await cluster.apply([...threePods, service]);
			await allReady(cluster, 3);
			await sleep(1000);
			return cluster;
		},
		async work(cluster) {
			const pods = new Map(); // who was asked, by what is told of each request's way
			cluster.on("request", ({ chain }) => {
				const { name } = chain.at(-1).resource.metadata;
				pods.set(name, (pods.get(name) ?? 0) + 1);
			});
			const start = performance.now();
			let asked = 0;
			while (performance.now() - start < 1000) {
				for (let i = 0; i < 250; i++, asked++) check((await ask(cluster))?.status === 200, "a request was not answered");
			}
			const spent = performance.now() - start;
			check(pods.size === 3 && [...pods.values()].reduce((a, b) => a + b) === asked, `of ${asked} requests: ${[...pods]}`);
			return { cluster, value: asked / (spent / 1e3), unit: "/s" };
		},
	},
	"pods-100": podsUntilReady(100, 10),
	"pods-1000": podsUntilReady(1000, 10),
};

// prepare returns the work, which can be done once.
export async function prepare(name) {
	const m = measurements[name];
	const cluster = await m.prepare();
	return () => m.work(cluster);
}
