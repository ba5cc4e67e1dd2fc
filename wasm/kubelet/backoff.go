package kubelet

import "svclab/wasm/api"

// How long a kubelet waits before it tries again what has failed: twice as long
// each time. After so long without a failure it begins anew. Models pkg/kubelet
// newCrashLoopBackOff and imageBackOffPeriod, MaxImageBackOff.
const (
	BackOffFirst = 10 * api.Second
	backOffMost  = 300 * api.Second
	backOffReset = 600 * api.Second
)

// BackOff is how long to wait, and since when that is known. The zero BackOff has
// not failed yet. Models client-go util/flowcontrol Backoff, without jitter.
type BackOff struct {
	Wait  api.Duration
	Since api.Time
}

// Next notes one more failure: event is when it happened.
func (b BackOff) Next(event, now api.Time) BackOff {
	if b.Wait == 0 || b.expired(event) {
		return BackOff{BackOffFirst, now}
	}
	return BackOff{min(2*b.Wait, backOffMost), now}
}

// Left is how much of the wait is left that began with an event.
func (b BackOff) Left(event, now api.Time) api.Duration {
	if b.Wait == 0 || b.expired(event) {
		return 0
	}
	return max(0, b.Wait-now.Sub(event))
}

func (b BackOff) expired(event api.Time) bool { return event.Sub(b.Since) > backOffReset }
